/** Pieces of a text file give every line once, whatever the end marks and wherever the pieces are cut. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { recordsOf } from '../types/record-frames.ts';
import { textSplits, wholeFileGroups } from './file-splits.ts';
import { textLines } from './text-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'lines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function lines(path: string, size: number, parts: number): Promise<string[]> {
  const out: string[] = [];
  for (const split of textSplits([{ path, size }], parts)) {
    for await (const batch of textLines(split)) {
      for (const record of recordsOf(batch)) out.push(Buffer.from(record as Uint8Array).toString());
    }
  }
  return out;
}

test('any cut gives the same lines', async () => {
  const line = fc.tuple(
    fc.string({ unit: fc.constantFrom('a', 'é', '𝄞'), maxLength: 6 }),
    fc.constantFrom('\n', '\r\n'),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 12 }),
      async (parts, cuts) => {
        const path = join(folder, 'any.txt');
        const bytes = Buffer.from(parts.map(([text, mark]) => text + mark).join(''));
        writeFileSync(path, bytes);
        // A piece may start between \r and \n, which reads as an empty line there: Hadoop does the same.
        const expected = parts.map(([text]) => text);
        if (parts.every(([, mark]) => mark === '\n')) expect(await lines(path, bytes.length, cuts)).toEqual(expected);
        else expect(await lines(path, bytes.length, 1)).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});

test('old end marks, a last line without one, bytes that are no text, compressed files', async () => {
  const path = join(folder, 'odd.txt');
  writeFileSync(path, Buffer.concat([Buffer.from('a\rb\r\rc\n'), Buffer.of(0xff, 0x61), Buffer.from('\nlast')]));
  expect(await lines(path, 14, 1)).toEqual(['a', 'b', '', 'c', '\ufffda', 'last']);
  const zipped = join(folder, 'x.gz');
  const text = Array.from({ length: 50_000 }, (_, i) => `line ${i}`);
  const bytes = gzipSync(text.join('\n'));
  writeFileSync(zipped, bytes);
  expect(await lines(zipped, bytes.length, 4)).toEqual(text);
});

test('whole files are grouped by size', () => {
  const files = [5, 1, 1, 9].map((size, i) => ({ path: `f${i}`, size }));
  expect(wholeFileGroups(files, 2).map((g) => g.map((f) => f.path))).toEqual([['f0', 'f1', 'f2', 'f3']]);
  expect(wholeFileGroups(files, 4).map((g) => g.map((f) => f.path))).toEqual([['f0'], ['f1', 'f2', 'f3']]);
});
