import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { classIndex, INDEXES } from '../../class-index.ts';

describe('the generated class indexes', () => {
  test.each(INDEXES.map((index) => [index.file, index] as const))(
    '%s lists what the folder declares',
    (file, index) => {
      expect(readFileSync(join(import.meta.dirname, file), 'utf8')).toBe(classIndex(index));
    },
  );
});
