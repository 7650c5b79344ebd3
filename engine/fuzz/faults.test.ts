import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FAULTS } from './faults.ts';

test.each(FAULTS)('$file still has the place where $why', ({ file, text }) => {
  const source = readFileSync(join(import.meta.dirname, '../src', file), 'utf8');
  expect(source.split(text)).toHaveLength(2);
});
