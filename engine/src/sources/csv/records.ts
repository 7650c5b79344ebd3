/** The records of a CSV split as fields, without header, comments and blank lines. */

import { readLines, readWhole } from '../read-lines.ts';
import type { ReadSplit } from '../source.ts';
import type { CsvOptions } from './csv-options.ts';
import { type Fields, newFields, tokenizer } from './tokenize.ts';

/** One block's records: `each` calls back with the fields (the same object each time) and the record's place. */
export interface RecordBlock {
  readonly bytes: Uint8Array;
  each(visit: (fields: Fields, from: number, to: number) => void): void;
}

const LF = 10;
const CR = 13;

export async function* readRecords(split: ReadSplit, options: CsvOptions): AsyncGenerator<RecordBlock> {
  if (options.multiLine) {
    yield wholeBlock(withoutMark(await readWhole(split.path, options.encoding)), options);
    return;
  }
  const parse = tokenizer(options, false);
  const comment = options.comment === '' ? -1 : options.comment.charCodeAt(0);
  const separator = options.lineSeparator === undefined ? undefined : new TextEncoder().encode(options.lineSeparator);
  let skipHeader = options.header && split.start === 0;
  let first = split.start === 0;
  for await (const { bytes, starts, ends, count } of readLines(split, { separator, encoding: options.encoding })) {
    if (first && starts[0] === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) starts[0] = 3;
    first = false;
    yield {
      bytes,
      each(visit) {
        const fields = newFields();
        for (let i = 0; i < count; i++) {
          const from = starts[i] as number;
          const to = ends[i] as number;
          if (isBlankLine(bytes, from, to) || bytes[from] === comment) continue;
          if (skipHeader) {
            skipHeader = false;
            continue;
          }
          parse(bytes, from, to, fields);
          visit(fields, from, to);
        }
      },
    };
  }
}

function wholeBlock(bytes: Uint8Array, options: CsvOptions): RecordBlock {
  const parse = tokenizer(options, true);
  const comment = options.comment === '' ? -1 : options.comment.charCodeAt(0);
  return {
    bytes,
    each(visit) {
      const fields = newFields();
      let skipHeader = options.header;
      for (let at = 0; at < bytes.length; ) {
        const from = at;
        if (bytes[at] === LF || bytes[at] === CR) {
          at += 1;
          continue;
        }
        if (bytes[at] === comment) {
          while (at < bytes.length && bytes[at] !== LF) at += 1;
          continue;
        }
        at = parse(bytes, from, bytes.length, fields);
        if (skipHeader) skipHeader = false;
        else visit(fields, from, at);
      }
    },
  };
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function isBlankLine(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((bytes[i] as number) > 32) return false;
  return true;
}
