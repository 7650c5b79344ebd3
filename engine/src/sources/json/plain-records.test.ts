import { expect, test } from 'vitest';
import { recordReader } from '../../functions/impl/json-records.ts';
import { parseTableSchema } from '../../sql/parse.ts';
import type { StructType } from '../../types/data-type.ts';
import type { Value } from '../../types/value.ts';
import { vectorBuilder } from '../../types/vector-builder.ts';
import { valueReader } from '../../types/vector-reader.ts';
import { jsonFileOptions } from './json-file-options.ts';
import { lineText } from './json-texts.ts';
import { PlainRecords } from './plain-records.ts';

const SCHEMA = parseTableSchema(
  'i int, l bigint, x double, s string, b boolean, d date, t timestamp, _corrupt_record string',
) as StructType;
const ZONE = 'America/New_York';

function plainRow(line: Uint8Array, options: Record<string, string> = {}): readonly Value[] | undefined {
  const plain = PlainRecords.of(SCHEMA, '_corrupt_record', ZONE, options);
  const builders = SCHEMA.fields.map((f) => vectorBuilder(f.type));
  if (plain?.read(line, 0, line.length, builders) !== true) return undefined;
  return builders.map((builder, i) =>
    valueReader((SCHEMA.fields[i] as (typeof SCHEMA.fields)[number]).type)(builder.finish(), 0),
  );
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const VALUES = [
  ...['0', '-0', '1', '-12', '007', '123456789', '1234567890', '-2147483648', '2147483648', '9223372036854775807'],
  ...[
    '1.5',
    '-0.0',
    '-0.25',
    '1.',
    '.5',
    '1e3',
    '1E-7',
    '0.1',
    '123456789.123456',
    '0.30000000000000004',
    '12345678.123456789012',
    '-0.1234567890123456789',
    '1.7976931348623157e308',
  ],
  ...[
    'true',
    'false',
    'null',
    'nul',
    'truex',
    'NaN',
    '-Infinity',
    '"NaN"',
    '"1"',
    '"true"',
    '""',
    '"a"',
    '"\u00e9\ud83d\ude00"',
  ],
  ...[
    '"a\\nb"',
    '"\\u00e9"',
    '"a\tb"',
    "'a'",
    '"a',
    '"2020-02-29"',
    '"2021-02-29"',
    '"2020-02-28"',
    '"2020"',
    '"18262"',
  ],
  ...[
    '"2020-03-08 02:30:00"',
    '"2020-11-01 01:30:00"',
    '"2020-01-31T12:30:59"',
    '"2020-01-31 12:30:59.5"',
    '"2020-01-31T12:30:59.123456Z"',
    '"2020-01-31 12:30:59Z"',
    '"2020-01-31 12:30:59.1234567"',
    '"2020-01-31 12:30:59."',
    '"1900-01-01 00:00:00.000001"',
    '"2020-13-01"',
  ],
  ...['[1]', '{"y":1}', '1 2', '1,', '', '+1', '0x1', '1f', '-', '--1', '1-2'],
];
const FRAMES = [
  '{"N":V}',
  ' { "N" : V , "other" : 1.25 } ',
  '{"z":null,"N":V}',
  '{"N":1,"N":V}',
  '{"N":V,"N":null}',
  '{"N":V}x',
  '[{"N":V}]',
  '{"N":V',
  '{"\\u004e":V}',
  "{'N':V}",
  '{"N":V}\r',
  '{N:V}',
];

test('what is read from bytes is what the text says', () => {
  let plain = 0;
  const read = recordReader(SCHEMA, ZONE, jsonFileOptions({}), (cause) => {
    throw cause;
  });
  for (const { name } of SCHEMA.fields) {
    for (const frame of FRAMES) {
      for (const value of VALUES) {
        const line = frame.replaceAll('N', name).replaceAll('V', () => value);
        const row = plainRow(bytes(line));
        if (row === undefined) continue;
        plain += 1;
        expect([row], line).toEqual(read(line));
      }
    }
  }
  expect(plain).toBeGreaterThan(500);
});

test('usual records are read from their bytes, in any order of fields', () => {
  const line =
    '{"s": "text \u00e9", "i": 7, "l": -123456789, "x": 12.75, "b": false, "d": "2020-01-31", "t": "2020-01-31 12:30:59", "more": "x"}';
  expect(plainRow(bytes(line))).toEqual([7, -123456789n, 12.75, 'text \u00e9', false, 18292, 1580491859000000n, null]);
  expect(plainRow(bytes('{}'))).toEqual(SCHEMA.fields.map(() => null));
});

test('bytes that are no UTF-8, and formats of times, are left to the reader of texts', () => {
  const broken = Uint8Array.of(...bytes('{"s":"a'), 0xff, ...bytes('"}'));
  expect(plainRow(broken)).toBeUndefined();
  expect(lineText(broken, 0, broken.length)).not.toBe('{"s":"a\ufffd"}');
  expect(plainRow(bytes('{"d":"2020-01-31"}'), { dateformat: 'yyyy-dd-MM' })).toBeUndefined();
});

test('names are told apart where they change from record to record', () => {
  const schema = parseTableSchema('a int, ab int') as StructType;
  const plain = PlainRecords.of(schema, '_corrupt_record', 'UTC', {}) as PlainRecords;
  const builders = schema.fields.map((f) => vectorBuilder(f.type));
  for (const text of ['{"a":1,"ab":2}', '{"ab":3,"a":4}', '{"ab":5}', '{"b":0,"a":6}']) {
    const line = bytes(text);
    expect(plain.read(line, 0, line.length, builders)).toBe(true);
  }
  const [a, ab] = builders.map((builder) => builder.finish());
  const read = valueReader((schema.fields[0] as (typeof schema.fields)[number]).type);
  expect([0, 1, 2, 3].map((row) => [read(a as never, row), read(ab as never, row)])).toEqual([
    [1, 2],
    [4, 3],
    [null, 5],
    [6, null],
  ]);
});
