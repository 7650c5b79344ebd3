/** Decodes Parquet with DuckDB: the row groups whose middle lies in the split, the columns wanted, typed as the plan says. */
import { internal } from '../../errors/internal.ts';
import { raise, SparkError } from '../../errors/raise.ts';
import { joinSql, renderSql, type Sql, sql, sqlParameter, sqlText } from '../../fragments/sql.ts';
import { duckdbType } from '../../native/duckdb-type.ts';
import { filePattern } from '../../native/file-pattern.ts';
import { lowerExpression, NoLowering } from '../../native/lower-expression.ts';
import type { Expression } from '../../tree/expression.ts';
import { someExpression } from '../../tree/shapes.ts';
import type { DataType, StructField, StructType } from '../../types/data-type.ts';
import { simpleString } from '../../types/data-type.ts';
import { BATCH_ROWS, type Batch, type Vector } from '../../types/vector.ts';
import { nullVector } from '../../types/vector-ops.ts';
import { shownFile } from '../list-files.ts';
import { flagOf, ignoresCorrupt } from '../options.ts';
import type { InferSettings, ReadRequest, ReadSplit, SourceOptions } from '../source.ts';
import { type Footer, type RowGroup, readFooter } from './footer.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { sparkSchema } from './parquet-schema.ts';

export async function inferParquet(
  splits: readonly ReadSplit[],
  options: SourceOptions,
  { conf }: InferSettings,
): Promise<StructType> {
  const all = flagOf('mergeSchema', 'spark.sql.parquet.mergeSchema', options, conf);
  const passOver = ignoresCorrupt(options, conf);
  let merged: StructType | undefined;
  for (const { path } of splits) {
    const footer = await readFooter(path).catch((error: unknown) => {
      if (passOver) return undefined;
      throw error;
    });
    if (footer === undefined) continue;
    const schema = sparkSchema(footer);
    merged = merged === undefined ? schema : mergeSchemas(merged, schema);
    if (!all) break;
  }
  return merged ?? raise('UNABLE_TO_INFER_SCHEMA', { format: 'Parquet' });
}

export async function* readParquet(split: ReadSplit, request: ReadRequest): AsyncGenerator<Batch> {
  const footer = await footerOf(split);
  const groups = footer.rowGroups.filter((g) => inSplit(g, split));
  const rows = groups.reduce((sum, g) => sum + g.rows, 0);
  if (rows === 0) return;
  const wanted = request.required.map(
    (name) => request.schema.fields.find((f) => f.name === name) ?? internal(`no column ${name}`),
  );
  const present = wanted.map((f) => columnIn(footer, f.name));
  if (present.every((name) => name === undefined)) {
    yield* allNull(
      rows,
      wanted.map((f) => f.type),
    );
    return;
  }
  const types = wanted.filter((_, i) => present[i] !== undefined).map(({ type }) => storedType(type));
  // Nothing read depends on a time zone, and the native engine does not know all of Spark's.
  const { text: query, parameters } = renderSql(select(wanted, present, groups, footer, split, request));
  for await (const batch of request.native.query({ sql: query, parameters, types, timeZone: 'UTC' }, request.signal)) {
    yield wanted.length === types.length
      ? batch
      : withMissing(
          batch,
          wanted.map((f) => f.type),
          present,
        );
  }
}

const storedType = (type: DataType): DataType => (type.kind === 'udt' ? storedType(type.sqlType) : type);

/** Only where columns are looked for is it said that the footer was missed. */
function footerOf({ path }: ReadSplit): Promise<Footer> {
  return readFooter(path).catch((error: unknown) => {
    if (error instanceof SparkError && error.condition === 'FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER')
      return raise('FAILED_READ_FILE.NO_HINT', { path: shownFile(path) }, { cause: error });
    throw error;
  });
}

function select(
  wanted: readonly StructField[],
  present: readonly (string | undefined)[],
  groups: readonly RowGroup[],
  footer: Footer,
  split: ReadSplit,
  { filters, timeZone }: ReadRequest,
): Sql {
  const columns = wanted.map((_, i) => (present[i] === undefined ? undefined : sqlText(`c${i}`)));
  const list = wanted.flatMap((f, i) =>
    present[i] === undefined
      ? []
      : [sql`${sqlText(column(present[i], f.type, footer, split))} AS ${columns[i] as Sql}`],
  );
  const path = sqlParameter(filePattern(split.path), 'VARCHAR');
  const first = groups[0] as RowGroup;
  const last = groups[groups.length - 1] as RowGroup;
  const rows =
    groups.length === footer.rowGroups.length
      ? sql`SELECT ${joinSql(list, ', ')} FROM read_parquet(${path})`
      : sql`SELECT ${joinSql(list, ', ')} FROM read_parquet(${path}, file_row_number = true)
          WHERE file_row_number >= ${first.firstRow} AND file_row_number < ${last.firstRow + last.rows}`;
  const conditions = filters.flatMap((filter) => harmless(filter, columns, timeZone));
  return conditions.length === 0 ? rows : sql`SELECT * FROM (${rows}) AS t WHERE ${joinSql(conditions, ' AND ')}`;
}

/** Filters that can raise no error, as text; the others are left to whoever reads the rows. */
function harmless(filter: Expression, columns: readonly (Sql | undefined)[], timeZone: string): readonly Sql[] {
  const risky = someExpression(
    filter,
    (e) =>
      (e.kind === 'bound' && columns[e.ordinal] === undefined) ||
      !(HARMLESS_KINDS.has(e.kind) || (e.kind === 'call' && HARMLESS_CALLS.has(e.fn))),
  );
  if (risky) return [];
  try {
    return [lowerExpression(filter, { timeZone, columns: columns as readonly Sql[] })];
  } catch (error) {
    if (error instanceof NoLowering) return [];
    throw error;
  }
}

const HARMLESS_KINDS: ReadonlySet<Expression['kind']> = new Set(['bound', 'literal', 'in']);
const HARMLESS_CALLS = new Set(['=', '==', '<=>', '<', '<=', '>', '>=', 'and', 'or', 'not', 'isnull', 'isnotnull']);

function inSplit(group: RowGroup, split: ReadSplit): boolean {
  const middle = group.start + group.bytes / 2;
  return middle >= split.start && middle < split.start + split.length;
}

function columnIn(footer: Footer, name: string): string | undefined {
  const { children } = footer.schema;
  return (children.find((c) => c.name === name) ?? children.find((c) => c.name.toLowerCase() === name.toLowerCase()))
    ?.name;
}

/** The file's own type may be narrower than the plan's, or stored in a neighbour (INT96, unsigned); anything else is an error. */
function column(name: string, type: DataType, footer: Footer, split: ReadSplit): string {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  const own = sparkSchema({ ...footer, metadata: new Map() }).fields.find((f) => f.name === name)?.type as DataType;
  if (!readable(own, type)) {
    raise('FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH', {
      path: shownFile(split.path),
      column: `[${name}]`,
      expectedType: simpleString(type),
      actualType:
        PHYSICAL_NAMES[footer.schema.children.find((c) => c.name === name)?.physical ?? -1] ?? simpleString(own),
    });
  }
  return cast(quoted, footer.schema.children.find((c) => c.name === name)?.physical === INT96, own, type);
}

const PHYSICAL_NAMES = ['BOOLEAN', 'INT32', 'INT64', 'INT96', 'FLOAT', 'DOUBLE', 'BINARY', 'FIXED_LEN_BYTE_ARRAY'];
const INT96 = 3;

function cast(column: string, int96: boolean, own: DataType, type: DataType): string {
  if (type.kind === 'udt') return cast(column, int96, own, type.sqlType);
  // Instants are numbers: a cast between the two kinds would move them by the session's time zone.
  if (type.kind === 'timestamp' && (int96 || own.kind !== 'timestamp')) return `make_timestamptz(epoch_us(${column}))`;
  if (type.kind === 'timestamp_ntz' && own.kind === 'timestamp') return `make_timestamp(epoch_us(${column}))`;
  if (own.kind === 'binary' && type.kind !== 'binary') return `decode(${column})`;
  if (own.kind !== 'binary' && type.kind === 'binary') return `encode(${column})`;
  return `CAST(${column} AS ${duckdbType(type)})`;
}

const WIDENING: Readonly<Record<string, readonly string[]>> = {
  byte: ['short', 'integer', 'long', 'double'],
  short: ['byte', 'integer', 'long', 'double'],
  integer: ['byte', 'short', 'long', 'double'],
  float: ['double'],
  date: ['timestamp_ntz'],
  string: ['binary', 'char', 'varchar'],
  binary: ['string', 'char', 'varchar'],
  timestamp: ['timestamp_ntz'],
  timestamp_ntz: ['timestamp'],
};

/** By the width they are stored in. */
const WHOLE_DIGITS: Readonly<Record<string, number>> = { byte: 10, short: 10, integer: 10, long: 20 };

function readable(own: DataType, wanted: DataType): boolean {
  if (wanted.kind === 'udt') return readable(own, wanted.sqlType);
  if (wanted.kind === 'decimal') {
    // Digits before the point must not become fewer, nor those after it.
    const whole = wanted.precision - wanted.scale;
    if (own.kind === 'decimal') return wanted.scale >= own.scale && whole >= own.precision - own.scale;
    return whole >= (WHOLE_DIGITS[own.kind] ?? Number.POSITIVE_INFINITY);
  }
  return own.kind === wanted.kind || WIDENING[own.kind]?.includes(wanted.kind) === true;
}

function* allNull(rows: number, types: readonly DataType[]): Generator<Batch> {
  for (let done = 0; done < rows; done += BATCH_ROWS) {
    const length = Math.min(BATCH_ROWS, rows - done);
    yield { length, columns: types.map((t) => nullVector(t, length)) };
  }
}

function withMissing(batch: Batch, types: readonly DataType[], present: readonly (string | undefined)[]): Batch {
  let next = 0;
  const columns = types.map(
    (type, i): Vector =>
      present[i] === undefined ? nullVector(type, batch.length) : (batch.columns[next++] as Vector),
  );
  return { length: batch.length, columns };
}
