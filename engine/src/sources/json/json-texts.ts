/** The JSON texts of a split: its lines, or the whole file. */
import { isUtf8 } from 'node:buffer';
import { NO_JSON } from '../../functions/impl/json-records.ts';
import { decodeUtf8 } from '../../types/vector-reader.ts';
import { readLines, readWhole } from '../read-lines.ts';
import type { ReadSplit } from '../source.ts';
import { checkLineEncoding, type JsonFileOptions } from './json-file-options.ts';

/** One block's texts at a time; lines of blanks have none. */
export async function* jsonTexts(split: ReadSplit, options: JsonFileOptions): AsyncGenerator<readonly string[]> {
  checkLineEncoding(options);
  if (options.multiLine) {
    yield [await wholeText(split.path, options.encoding)];
    return;
  }
  const separator = options.lineSeparator === undefined ? undefined : new TextEncoder().encode(options.lineSeparator);
  let first = split.start === 0;
  for await (const { bytes, starts, ends, count } of readLines(split, { separator, encoding: options.encoding })) {
    const texts: string[] = [];
    for (let i = 0; i < count; i++) {
      let from = starts[i] as number;
      const to = ends[i] as number;
      if (first && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf) from += 3;
      first = false;
      if (from === to) continue;
      texts.push(checked(decodeUtf8(bytes, from, to), bytes, from, to));
    }
    yield texts;
  }
}

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
