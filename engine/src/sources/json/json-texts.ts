/** The JSON texts of a split: its lines, or the whole file. */
import { isUtf8 } from 'node:buffer';
import { NO_JSON } from '../../functions/impl/json-records.ts';
import { decodeUtf8 } from '../../types/vector-reader.ts';
import { readLines, readWhole } from '../read-lines.ts';
import type { ReadSplit } from '../source.ts';
import { checkLineEncoding, type JsonFileOptions } from './json-file-options.ts';

/** One block's texts at a time; empty lines have none. */
export async function* jsonTexts(split: ReadSplit, options: JsonFileOptions): AsyncGenerator<readonly string[]> {
  if (options.multiLine) {
    yield [await wholeText(split.path, options.encoding)];
    return;
  }
  for await (const block of jsonLines(split, options)) {
    const texts: string[] = [];
    block.each((bytes, from, to) => texts.push(lineText(bytes, from, to)));
    yield texts;
  }
}

export interface JsonLines {
  each(visit: (bytes: Uint8Array, from: number, to: number) => void): void;
}

/** One block's lines at a time, without empty ones. */
export async function* jsonLines(split: ReadSplit, options: JsonFileOptions): AsyncGenerator<JsonLines> {
  checkLineEncoding(options);
  const separator = options.lineSeparator === undefined ? undefined : new TextEncoder().encode(options.lineSeparator);
  let first = split.start === 0;
  for await (const { bytes, starts, ends, count } of readLines(split, { separator, encoding: options.encoding })) {
    const isMarked = first && count > 0 && hasMark(bytes, starts[0] as number);
    if (count > 0) first = false;
    yield {
      each(visit) {
        for (let i = 0; i < count; i++) {
          const from = (starts[i] as number) + (isMarked && i === 0 ? MARK.length : 0);
          const to = ends[i] as number;
          if (from !== to) visit(bytes, from, to);
        }
      },
    };
  }
}

const MARK = [0xef, 0xbb, 0xbf];
const hasMark = (bytes: Uint8Array, at: number): boolean => MARK.every((byte, i) => bytes[at + i] === byte);

/** What is no UTF-8 is no JSON. */
export const lineText = (bytes: Uint8Array, from: number, to: number): string =>
  checked(decodeUtf8(bytes, from, to), bytes, from, to);

function checked(text: string, bytes: Uint8Array, from: number, to: number): string {
  return text.includes('\ufffd') && !isUtf8(bytes.subarray(from, to)) ? NO_JSON + text : text;
}

/** Without a given encoding, the first bytes tell. */
async function wholeText(path: string, encoding: string | undefined): Promise<string> {
  const bytes = await readWhole(path, undefined);
  const name =
    encoding === undefined || encoding === 'utf-16' || encoding === 'utf-32'
      ? (encodingOf(bytes) ?? encoding ?? 'utf-8')
      : encoding;
  if (name.startsWith('utf-32')) return utf32Text(bytes, name === 'utf-32le');
  const text = new TextDecoder(name === 'utf-16' ? 'utf-16be' : name).decode(bytes);
  return name === 'utf-8' ? checked(text, bytes, 0, bytes.length) : text;
}

/** By a mark at the start, else by where the zeros of the first character are: JSON begins with ASCII. */
function encodingOf([a, b, c, d]: Uint8Array): string | undefined {
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0) return 'utf-32be';
  if (b === 0) return c === 0 ? 'utf-32le' : 'utf-16le';
  return a === 0 ? 'utf-16be' : undefined;
}

function utf32Text(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) text += String.fromCodePoint(view.getUint32(at, littleEndian));
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
