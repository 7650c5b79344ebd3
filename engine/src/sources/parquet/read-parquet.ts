/** Decodes Parquet with DuckDB: the row groups whose middle lies in the split, the columns wanted, typed as the plan says. */
import type { ConfKey } from '../../conf/conf.ts';
import { internal } from '../../errors/internal.ts';
import { raise, SparkError } from '../../errors/raise.ts';
import { joinSql, renderSql, type Sql, sql, sqlParameter, sqlText } from '../../fragments/sql.ts';
import { mayRaise } from '../../functions/may-raise.ts';
import { findDuckdbType } from '../../native/duckdb-type.ts';
import { filePattern } from '../../native/file-pattern.ts';
import { lowerExpression, NoLowering } from '../../native/lower-expression.ts';
import type { Expression } from '../../tree/expression.ts';
import { someExpression } from '../../tree/shapes.ts';
import { type DataType, LONG, type StructType } from '../../types/data-type.ts';
import { BATCH_ROWS, type Batch, type Vector } from '../../types/vector.ts';
import { nullVector } from '../../types/vector-ops.ts';
import { shownFile } from '../list-files.ts';
import { flagOf, ignoresCorrupt } from '../options.ts';
import type { InferSettings, ReadRequest, ReadSplit, SourceOptions } from '../source.ts';
import { namesBy } from './column-names.ts';
import { ColumnMismatch, columnSql, nodeNamed } from './column-sql.ts';
import { type Footer, type RowGroup, readFooter, type SchemaNode } from './footer.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { leafType, sparkSchema } from './parquet-schema.ts';
import { readRebases, rebaseColumn } from './rebase.ts';
import { checkDecodable } from './undecodable.ts';

export async function inferParquet(
  splits: readonly ReadSplit[],
  options: SourceOptions,
  { conf }: InferSettings,
): Promise<StructType> {
  const all = flagOf('mergeSchema', 'spark.sql.parquet.mergeSchema', options, conf);
  const passOver = ignoresCorrupt(options, conf);
  const isOn = (key: ConfKey): boolean => flagOf(key, key, {}, conf);
  const inference = {
    binaryAsString: isOn('spark.sql.parquet.binaryAsString'),
    nanosAsLong: isOn('spark.sql.legacy.parquet.nanosAsLong'),
    localTimestamps: isOn('spark.sql.parquet.inferTimestampNTZ.enabled'),
    refuses: true,
  };
  const names = namesBy(conf);
  let merged: StructType | undefined;
  for (const { path, fileSize } of splits) {
    if (fileSize === 0) continue;
    const footer = await readFooter(path).catch((error: unknown) => {
      if (passOver) return undefined;
      throw error;
    });
    if (footer === undefined) continue;
    const schema = sparkSchema(footer, inference);
    merged = merged === undefined ? schema : mergeSchemas(merged, schema, names);
    if (!all) break;
  }
  return merged ?? raise('UNABLE_TO_INFER_SCHEMA', { format: 'Parquet' });
}

export async function* readParquet(split: ReadSplit, request: ReadRequest): AsyncGenerator<Batch> {
  const footer = await footerOf(split);
  const groups = footer.rowGroups.filter((g) => inSplit(g, split));
  const rows = groups.reduce((sum, g) => sum + g.rows, 0);
  if (rows === 0) return;
  checkDecodable(footer);
  const columns = wantedColumns(footer, split, request);
  const read = columns.filter((c) => c.sql !== undefined).map((c) => c.type);
  const types = request.numbered ? [...read, LONG] : read;
  if (types.length === 0) {
    yield* allNull(rows, columns);
    return;
  }
  // Nothing read depends on a time zone, and the native engine does not know all of Spark's.
  const { text: query, parameters } = renderSql(select(columns, groups, footer, split, request));
  for await (const batch of request.native.query({ sql: query, parameters, types, timeZone: 'UTC' }, request.signal)) {
    yield asWanted(batch, columns, request.numbered);
  }
}

interface WantedColumn {
  readonly type: DataType;
  /** Undefined where the file has no such column. */
  readonly sql: Sql | undefined;
  /** Of the values DuckDB gives; undefined where they are right. */
  readonly rebase: ((vector: Vector) => Vector) | undefined;
  /** Whether DuckDB compares its values as values of the type. */
  readonly comparable: boolean;
}

function wantedColumns(footer: Footer, split: ReadSplit, request: ReadRequest): readonly WantedColumn[] {
  const names = namesBy(request.conf);
  try {
    return request.required.map((name): WantedColumn => {
      const { type } = request.schema.fields.find((f) => f.name === name) ?? internal(`no column ${name}`);
      const node = nodeNamed(footer.schema.children, name, names);
      if (node === undefined || type.kind === 'void')
        return { type, sql: undefined, rebase: undefined, comparable: false };
      // DuckDB takes both for the same and renames one.
      if (footer.schema.children.some((c) => c !== node && c.name.toLowerCase() === node.name.toLowerCase()))
        raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'reading Parquet columns whose names differ in case only' });
      const rebase = rebaseColumn(type, readRebases(node, footer, request.options, request.conf), node);
      const comparable = findDuckdbType(type) !== undefined && (type.kind === 'binary') === isBinary(node);
      return { type: storedType(type), sql: columnSql(node, type, names), rebase, comparable };
    });
  } catch (error) {
    if (!(error instanceof ColumnMismatch)) throw error;
    const { column, wanted, stored } = error.mismatch;
    if (stored === undefined)
      return raise('FAILED_READ_FILE.NO_HINT', { path: shownFile(split.path) }, { cause: error });
    return raise('FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH', {
      path: shownFile(split.path),
      column: `[${column}]`,
      expectedType: wanted,
      actualType: stored,
    });
  }
}

const isBinary = (node: SchemaNode): boolean => node.physical !== undefined && leafType(node).kind === 'binary';

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
  columns: readonly WantedColumn[],
  groups: readonly RowGroup[],
  footer: Footer,
  split: ReadSplit,
  { filters, timeZone, numbered }: ReadRequest,
): Sql {
  const list = columns.flatMap((c, i) => (c.sql === undefined ? [] : [sql`${c.sql} AS ${columnName(i)}`]));
  if (numbered) list.push(sql`file_row_number`);
  const path = sqlParameter(filePattern(split.path), 'VARCHAR');
  const first = groups[0] as RowGroup;
  const last = groups[groups.length - 1] as RowGroup;
  const rows =
    groups.length === footer.rowGroups.length && !numbered
      ? sql`SELECT ${joinSql(list, ', ')} FROM read_parquet(${path}, hive_partitioning = false)`
      : sql`SELECT ${joinSql(list, ', ')} FROM read_parquet(${path}, hive_partitioning = false, file_row_number = true)
          WHERE file_row_number >= ${first.firstRow} AND file_row_number < ${last.firstRow + last.rows}`;
  // What a mode refuses to read counts in rows that are left out as well.
  if (columns.some((c) => c.rebase !== undefined)) return rows;
  const comparable = columns.map((c, i) => (c.comparable ? columnName(i) : undefined));
  const conditions = beforeErrors(filters).flatMap((filter) => harmless(filter, comparable, timeZone));
  return conditions.length === 0 ? rows : sql`SELECT * FROM (${rows}) AS t WHERE ${joinSql(conditions, ' AND ')}`;
}

const columnName = (ordinal: number): Sql => sqlText(`c${ordinal}`);

/** What comes after a test that may raise an error must leave no row out before it. */
function beforeErrors(filters: readonly Expression[]): readonly Expression[] {
  const raising = filters.findIndex(mayRaise);
  return raising < 0 ? filters : filters.slice(0, raising);
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

function* allNull(rows: number, columns: readonly WantedColumn[]): Generator<Batch> {
  for (let done = 0; done < rows; done += BATCH_ROWS) {
    const length = Math.min(BATCH_ROWS, rows - done);
    yield { length, columns: columns.map((c) => nullVector(c.type, length)) };
  }
}

function asWanted(batch: Batch, columns: readonly WantedColumn[], numbered: boolean): Batch {
  if (columns.every((c) => c.sql !== undefined && c.rebase === undefined)) return batch;
  let next = 0;
  const wanted = columns.map(({ type, sql, rebase }): Vector => {
    if (sql === undefined) return nullVector(type, batch.length);
    const vector = batch.columns[next++] as Vector;
    return rebase?.(vector) ?? vector;
  });
  return { length: batch.length, columns: numbered ? [...wanted, batch.columns[next] as Vector] : wanted };
}
