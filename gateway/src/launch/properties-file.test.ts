import { expect, test } from 'vitest';
import { parseProperties } from './properties-file.ts';

test('separators, comments, continuation and escapes as java.util.Properties reads them', () => {
  const text = [
    '# comment',
    '! comment too',
    'spark.a   one two',
    'spark.b=1',
    'spark.c : x=y',
    'spark.d  one,\\',
    '   two',
    'spark.e caf\\u00e9\\tz',
    'spark.f',
    'spark\\ g=h\\\\',
  ].join('\n');
  expect([...parseProperties(text)]).toEqual([
    ['spark.a', 'one two'],
    ['spark.b', '1'],
    ['spark.c', 'x=y'],
    ['spark.d', 'one,two'],
    ['spark.e', 'café\tz'],
    ['spark.f', ''],
    ['spark g', 'h\\'],
  ]);
});
