/**
 * The lines of a split, in blocks of bytes: those that start after `start` (or at 0) and not after the split's end, so
 * that splits of one file together give each line once.
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { raise } from '../errors/raise.ts';
import { bzip2Decompress } from './compression/bzip2.ts';
import { LZ4, SNAPPY, unpackBlocks } from './compression/hadoop-blocks.ts';
import type { ReadSplit } from './source.ts';

/** `ends[i]` is where line i ends; it starts after the end and terminator of the one before, at `starts[i]`. */
export interface LineBlock {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
}

export interface LineOptions {
  /** Undefined: `\n`, `\r\n` and `\r`. */
  readonly separator: Uint8Array | undefined;
  /** Not UTF-8: the whole file is converted first. */
  readonly encoding: string | undefined;
}

const BLOCK = 2 * 1024 ** 2;
const LF = 10;
const CR = 13;

export async function* readLines(split: ReadSplit, options: LineOptions): AsyncGenerator<LineBlock> {
  const find = options.separator === undefined ? findNewlines : findSeparator(options.separator);
  const end = split.start + split.length;
  let carry: Uint8Array = new Uint8Array(0);
  /** Place in the file of the first byte of `carry`. */
  let at = split.start;
  let skip = split.start > 0;
  const transcoded = options.encoding !== undefined || isCompressed(split.path);
  const source = transcoded ? wholeFile(split.path, options.encoding) : blocks(split.path, split.start);
  for await (const { bytes: read, last } of source) {
    const bytes = carry.length === 0 ? read : Buffer.concat([carry, read]);
    const { starts, ends, count, rest } = find(bytes, last);
    let first = 0;
    if (skip && count > 0) {
      first = 1;
      skip = false;
    }
    const stop = transcoded ? count : startingBy(starts, count, first, end - at);
    if (stop > first)
      yield { bytes, starts: starts.subarray(first, stop), ends: ends.subarray(first, stop), count: stop - first };
    if (stop < count || (!transcoded && at + rest > end)) return;
    carry = bytes.subarray(rest);
    at += rest;
  }
}

/** How many of the lines start at `last` or before. */
function startingBy(starts: Int32Array, count: number, first: number, last: number): number {
  let stop = count;
  while (stop > first && (starts[stop - 1] as number) > last) stop -= 1;
  return stop;
}

interface Found {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
  /** Where the unfinished line begins. */
  readonly rest: number;
}

class Lines {
  starts = new Int32Array(4096);
  ends = new Int32Array(4096);
  count = 0;

  add(start: number, end: number): void {
    if (this.count === this.starts.length) {
      const starts = new Int32Array(this.count * 2);
      starts.set(this.starts);
      this.starts = starts;
      const ends = new Int32Array(this.count * 2);
      ends.set(this.ends);
      this.ends = ends;
    }
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  done(bytes: Uint8Array, rest: number, last: boolean): Found {
    if (last && rest < bytes.length) {
      this.add(rest, bytes.length);
      return { starts: this.starts, ends: this.ends, count: this.count, rest: bytes.length };
    }
    return { starts: this.starts, ends: this.ends, count: this.count, rest };
  }
}

function findNewlines(bytes: Uint8Array, last: boolean): Found {
  const lines = new Lines();
  let start = 0;
  const hasCr = bytes.includes(CR);
  if (!hasCr) {
    for (let i = bytes.indexOf(LF); i >= 0; i = bytes.indexOf(LF, start)) {
      lines.add(start, i);
      start = i + 1;
    }
    return lines.done(bytes, start, last);
  }
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i];
    if (c !== LF && c !== CR) continue;
    // A CR at the very end may be half of a CR LF.
    if (c === CR && i + 1 === bytes.length && !last) break;
    lines.add(start, i);
    if (c === CR && bytes[i + 1] === LF) i += 1;
    start = i + 1;
  }
  return lines.done(bytes, start, last);
}

function findSeparator(separator: Uint8Array): (bytes: Uint8Array, last: boolean) => Found {
  return (bytes, last) => {
    const lines = new Lines();
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    let start = 0;
    for (let i = buffer.indexOf(separator); i >= 0; i = buffer.indexOf(separator, start)) {
      lines.add(start, i);
      start = i + separator.length;
    }
    return lines.done(bytes, start, last);
  };
}

async function* blocks(path: string, from: number): AsyncGenerator<{ bytes: Uint8Array; last: boolean }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    for (let at = from; at < size; ) {
      const bytes = new Uint8Array(Math.min(BLOCK, size - at));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      yield { bytes: bytes.subarray(0, bytesRead), last: at >= size };
    }
  } finally {
    await file.close();
  }
}

async function* wholeFile(
  path: string,
  encoding: string | undefined,
): AsyncGenerator<{ bytes: Uint8Array; last: boolean }> {
  const bytes = await readWhole(path, encoding);
  if (bytes.length > 0) yield { bytes, last: true };
}

const isCompressed = (path: string): boolean => unpackerOf(path) !== undefined || decompressor(path) !== undefined;

/** Of the formats that Node does not know. */
function unpackerOf(path: string): ((bytes: Uint8Array) => Uint8Array) | undefined {
  switch (extname(path).toLowerCase()) {
    case '.bz2':
      return bzip2Decompress;
    case '.lz4':
      return (bytes) => unpackBlocks(bytes, LZ4);
    case '.snappy':
      return (bytes) => unpackBlocks(bytes, SNAPPY);
    default:
      return undefined;
  }
}

function decompressor(path: string): NodeJS.ReadWriteStream | undefined {
  switch (extname(path).toLowerCase()) {
    case '.gz':
      return createGunzip();
    case '.zst':
    case '.zstd':
      return createZstdDecompress();
    case '.deflate':
      return createInflate();
    case '.br':
      return createBrotliDecompress();
    case '.xz':
      return raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `reading ${extname(path)} files` });
    default:
      return undefined;
  }
}

/** A file as UTF-8 bytes, decompressed by its name's ending. */
export async function readWhole(path: string, encoding: string | undefined): Promise<Uint8Array> {
  const unpack = decompressor(path);
  const stream = unpack === undefined ? createReadStream(path) : createReadStream(path).pipe(unpack);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  const read = Buffer.concat(chunks);
  const bytes = unpackerOf(path)?.(read) ?? read;
  return encoding === undefined ? bytes : new TextEncoder().encode(new TextDecoder(encoding).decode(bytes));
}
