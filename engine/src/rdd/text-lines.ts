/** Lines of a piece of a text file, by Hadoop's rule: the piece in which a line starts has all of it. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { createGunzip, createInflate } from 'node:zlib';
import { raise } from '../errors/raise.ts';
import { RecordCollector } from '../types/record-frames.ts';
import type { Batch } from '../types/vector.ts';
import { type FileSplit, isCompressed } from './file-splits.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;

export async function* textLines(split: FileSplit): AsyncIterable<Batch> {
  const lines = new RecordCollector();
  // A line that starts exactly at the end is still this piece's; the piece after it skips its first line.
  const end = isCompressed(split.path) ? Number.POSITIVE_INFINITY : split.start + split.length;
  let skip = split.start > 0;
  let position = split.start;
  for await (const { line, from, to, consumed } of rawLines(byteChunks(split))) {
    if (position > end) break;
    position += consumed;
    if (skip) {
      skip = false;
      continue;
    }
    addLine(lines, line, from, to);
    if (lines.isFull) yield lines.finish();
  }
  if (lines.length > 0) yield lines.finish();
}

function addLine(lines: RecordCollector, bytes: Uint8Array, from: number, to: number): void {
  const line = bytes.subarray(from, to);
  if (isUtf8(line)) lines.addRange(bytes, from, to);
  else lines.add(Buffer.from(Buffer.from(line).toString('utf8')));
}

export async function* byteChunks({ path, start }: FileSplit): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { start, highWaterMark: 1 << 18 });
  if (!isCompressed(path)) yield* file;
  else if (path.endsWith('.gz')) yield* file.pipe(createGunzip());
  else if (path.endsWith('.deflate')) yield* file.pipe(createInflate());
  else raise('UNSUPPORTED_COMPRESSION', { path });
}

interface RawLine {
  readonly line: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Bytes of the line and its end mark. */
  readonly consumed: number;
}

/** Lines end with \n, \r or \r\n; the last one need not. */
async function* rawLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<RawLine> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = nextEnd(bytes, from); at >= 0; at = nextEnd(bytes, from)) {
      const isReturn = bytes[at] === RETURN;
      // Whether \n follows a \r at the very end is known with the next chunk only.
      if (isReturn && at + 1 === bytes.length) break;
      const next = isReturn && bytes[at + 1] === NEWLINE ? at + 2 : at + 1;
      yield { line: bytes, from, to: at, consumed: next - from };
      from = next;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length === 0) return;
  const to = rest.at(-1) === RETURN ? rest.length - 1 : rest.length;
  yield { line: rest, from: 0, to, consumed: rest.length };
}

function nextEnd(bytes: Uint8Array, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  const limit = newline < 0 ? bytes.length : newline;
  const carriage = bytes.subarray(from, limit).indexOf(RETURN);
  return carriage >= 0 ? from + carriage : newline;
}
