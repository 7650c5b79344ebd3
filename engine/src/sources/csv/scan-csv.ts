/** Reads a CSV split into columns, with Spark's three ways of treating malformed records. */
import { internal } from '../../errors/internal.ts';
import { raise, sparkError } from '../../errors/raise.ts';
import type { StructField } from '../../types/data-type.ts';
import { BATCH_ROWS, type Batch } from '../../types/vector.ts';
import { type BytesBuilder, type VectorBuilder, vectorBuilder } from '../../types/vector-builder.ts';
import { shownFile } from '../list-files.ts';
import type { ReadRequest, ReadSplit } from '../source.ts';
import { type BytesParser, bytesParser, type FieldParser, fieldParser, textOf } from './convert.ts';
import { type CsvOptions, csvOptions } from './csv-options.ts';
import { readRecords } from './records.ts';
import type { Fields } from './tokenize.ts';

export async function* readCsv(split: ReadSplit, request: ReadRequest): AsyncGenerator<Batch> {
  const options = csvOptions(request.options, request.conf['spark.sql.columnNameOfCorruptRecord']);
  const rows = new RowReader(split, request, options);
  for await (const block of readRecords(split, options)) {
    const batches: Batch[] = [];
    block.each((fields, from, to) => {
      rows.add(block.bytes, fields, from, to);
      if (rows.length >= BATCH_ROWS) batches.push(rows.finish());
    });
    yield* batches;
    request.signal.throwIfAborted();
  }
  if (rows.length > 0) yield rows.finish();
}

interface Column {
  readonly field: StructField;
  /** Place in the record; negative for the column of corrupt records. */
  readonly token: number;
  readonly builder: VectorBuilder;
  readonly parse: FieldParser;
  readonly parseBytes: BytesParser | undefined;
  readonly isText: boolean;
}

class RowReader {
  length = 0;
  readonly #columns: readonly Column[];
  readonly #options: CsvOptions;
  readonly #expected: number;
  readonly #checkCount: boolean;
  readonly #path: string;
  readonly #null: Uint8Array;
  readonly #empty: string;
  readonly #corrupt: Column | undefined;

  constructor(split: ReadSplit, { schema, required, conf, timeZone }: ReadRequest, options: CsvOptions) {
    const tokens = schema.fields.filter((f) => f.name !== options.corruptColumn);
    this.#options = options;
    this.#path = split.path;
    this.#expected = tokens.length;
    this.#columns = required.map((name): Column => {
      const field = schema.fields.find((f) => f.name === name) ?? internal(`no column ${name}`);
      return {
        field,
        token: tokens.findIndex((t) => t.name === field.name),
        builder: vectorBuilder(field.type, 1024),
        parse: fieldParser(field.type, options, timeZone),
        parseBytes: bytesParser(field.type, options, timeZone),
        isText: field.type.kind === 'string',
      };
    });
    this.#corrupt = this.#columns.find((c) => c.token < 0);
    // Columns nobody wants are not looked at, so a record's length is not either.
    const pruned = conf['spark.sql.csv.parser.columnPruning.enabled'] !== 'false';
    this.#checkCount = !pruned || this.#columns.filter((c) => c.token >= 0).length === tokens.length;
    this.#null = new TextEncoder().encode(options.nullValue);
    this.#empty = options.emptyValue ?? '';
  }

  add(bytes: Uint8Array, fields: Fields, from: number, to: number): void {
    let bad = this.#checkCount && fields.count !== this.#expected;
    const { mode } = this.#options;
    if (mode !== 'PERMISSIVE') {
      bad ||= this.#columns.some((c) => c.token >= 0 && this.#check(c, bytes, fields) === undefined);
      if (bad && mode === 'FAILFAST') this.#fail(bytes, fields);
      if (bad) return;
    }
    for (const column of this.#columns) {
      if (column.token >= 0 && !this.#append(column, bytes, fields)) bad = true;
    }
    if (this.#corrupt !== undefined) {
      if (bad) (this.#corrupt.builder as BytesBuilder).appendBytes(bytes, from, to);
      else this.#corrupt.builder.appendNull();
    }
    this.length += 1;
  }

  finish(): Batch {
    const { length } = this;
    this.length = 0;
    return { length, columns: this.#columns.map((c) => c.builder.finish()) };
  }

  /** False for text the type cannot hold; NULL is put in its place. */
  #append(column: Column, bytes: Uint8Array, fields: Fields): boolean {
    const { token, builder } = column;
    if (this.#isNull(token, bytes, fields)) {
      builder.appendNull();
      return true;
    }
    const own = fields.texts[token];
    const source = own ?? bytes;
    const start = own === undefined ? (fields.starts[token] as number) : 0;
    const end = own === undefined ? (fields.ends[token] as number) : own.length;
    if (start === end) {
      builder.append(column.isText ? this.#empty : (column.parse(this.#empty) ?? null));
      return column.isText;
    }
    if (column.isText) {
      (builder as BytesBuilder).appendBytes(source, start, end);
      return true;
    }
    const common = column.parseBytes?.(source, start, end);
    if (common !== undefined) {
      builder.append(common);
      return true;
    }
    const value = column.parse(textOf(source, start, end));
    builder.append(value ?? null);
    return value !== undefined;
  }

  /** Undefined: the field's text is no value of the type. */
  #check(column: Column, bytes: Uint8Array, fields: Fields): unknown {
    if (column.isText || this.#isNull(column.token, bytes, fields)) return null;
    return column.parse(fieldText(bytes, fields, column.token));
  }

  /** Nothing between separators is NULL whatever `nullValue` says; so is text equal to it, and a record's missing end. */
  #isNull(token: number, bytes: Uint8Array, fields: Fields): boolean {
    if (token >= fields.count) return true;
    const own = fields.texts[token];
    const start = own === undefined ? (fields.starts[token] as number) : 0;
    const end = own === undefined ? (fields.ends[token] as number) : own.length;
    const length = end - start;
    if (length === 0) return !fields.quoted[token] || this.#empty === this.#options.nullValue;
    if (length !== this.#null.length) return false;
    const source = own ?? bytes;
    for (let i = 0; i < length; i++) if (source[start + i] !== this.#null[i]) return false;
    return true;
  }

  #fail(bytes: Uint8Array, fields: Fields): never {
    const shown = this.#columns.map((c) => {
      if (c.token < 0 || this.#isNull(c.token, bytes, fields) || this.#check(c, bytes, fields) === undefined)
        return 'null';
      return fieldText(bytes, fields, c.token);
    });
    const cause = sparkError('MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION', {
      badRecord: `[${shown.join(',')}]`,
      failFastMode: 'FAILFAST',
    });
    raise('FAILED_READ_FILE.NO_HINT', { path: shownFile(this.#path) }, { cause });
  }
}

export function fieldText(bytes: Uint8Array, fields: Fields, token: number): string {
  const own = fields.texts[token];
  if (own !== undefined) return textOf(own, 0, own.length);
  return textOf(bytes, fields.starts[token] as number, fields.ends[token] as number);
}
