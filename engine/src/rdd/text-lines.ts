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
  for await (const { bytes, length, isText } of wholeLines(byteChunks(split))) {
    let from = 0;
    while (from < length && position <= end) {
      const [to, next] = lineEnd(bytes, from, length);
      if (skip) skip = false;
      else if (isText) lines.addRange(bytes, from, to);
      else lines.add(Buffer.from(Buffer.from(bytes.subarray(from, to)).toString('utf8')));
      position += next - from;
      from = next;
    }
    if (lines.isFull) yield lines.finish();
    if (position > end) break;
  }
  if (lines.length > 0) yield lines.finish();
}

export async function* byteChunks({ path, start }: FileSplit): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { start, highWaterMark: 1 << 18 });
  if (!isCompressed(path)) yield* file;
  else if (path.endsWith('.gz')) yield* file.pipe(createGunzip());
  else if (path.endsWith('.deflate')) yield* file.pipe(createInflate());
  else raise('UNSUPPORTED_COMPRESSION', { path });
}

interface Lines {
  readonly bytes: Uint8Array;
  /** Up to here, whole lines only. */
  readonly length: number;
  /** All of it is proper UTF-8. */
  readonly isText: boolean;
}

async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Lines> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const length = lastLineEnd(bytes);
    if (length > 0) yield { bytes, length, isText: isUtf8(bytes.subarray(0, length)) };
    rest = bytes.subarray(length);
  }
  if (rest.length > 0) yield { bytes: rest, length: rest.length, isText: isUtf8(rest) };
}

/** A \r as the last byte may be half of an end mark: what follows is known with the next chunk only. */
function lastLineEnd(bytes: Uint8Array): number {
  const settled = bytes.at(-1) === RETURN ? bytes.length - 2 : bytes.length - 1;
  return Math.max(bytes.lastIndexOf(NEWLINE, settled), bytes.lastIndexOf(RETURN, settled)) + 1;
}

/** Where a line ends, and where the next one starts; lines end with \n, \r or \r\n, the last one need not. */
function lineEnd(bytes: Uint8Array, from: number, length: number): [end: number, next: number] {
  for (let at = from; at < length; at++) {
    const byte = bytes[at];
    if (byte === NEWLINE) return [at, at + 1];
    if (byte === RETURN) return [at, bytes[at + 1] === NEWLINE && at + 1 < length ? at + 2 : at + 1];
  }
  return [length, length];
}
