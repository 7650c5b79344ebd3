/** Parquet files: what is read of them, and the values of their partitions. */
import { joinSql, type Sql, sql, sqlName, sqlParameter, sqlTable, sqlText } from '../../fragments/sql.ts';
import { duckdbType, findDuckdbType } from '../../native/duckdb-type.ts';
import { filePattern } from '../../native/file-pattern.ts';
import { lowerLiteral, refuse } from '../../native/lower-expression.ts';
import type { FileScan, FileSplit, NativeRead } from '../../physical/node.ts';
import { NULL_PARTITION } from '../../tree/null-partition.ts';
import type { DataType } from '../../types/data-type.ts';
import { dateText } from '../../types/datetime.ts';
import type { Value } from '../../types/value.ts';
import { type LowerEnv, type Select, selectText, tableOf } from './relation.ts';

/** Files of more partitions than this would make a query too long. */
const MOST_PARTITIONS = 200;

export function lowerScan(node: FileScan, env: LowerEnv): Select {
  if (node.source !== 'parquet') return refuse(`the source is ${node.source}`);
  const types = new Map(node.dataSchema.fields.map((f) => [f.name, f.type]));
  const columns = node.required.flatMap((name) => {
    const type = types.get(name);
    return type === undefined ? [] : [{ name, type }];
  });
  const folders = columns.length === node.required.length ? undefined : readFolders(node, columns, env);
  if (folders !== undefined) return folders;
  const groups = new Map<string, FileSplit[]>();
  for (const split of node.partitions.flat()) {
    const key = node.required
      .map((name) => (types.has(name) ? '' : literalKey(partitionValue(node, split, name))))
      .join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [split]);
    else group.push(split);
  }
  if (groups.size === 0) return refuse('there are no files');
  if (groups.size > MOST_PARTITIONS) return refuse(`over ${MOST_PARTITIONS} partitions of files`);
  const selects = [...groups.values()].map((splits): Select => {
    const paths = [...new Set(splits.map((split) => split.path))];
    env.reads.push({ paths, columns, options: node.options });
    const table = sqlTable();
    const list = node.required.map((name) => {
      const type = types.get(name);
      return type === undefined ? partitionColumn(node, splits[0] as FileSplit, name) : readColumn(table, name, type);
    });
    return { tables: [readFiles(paths, sqlText('false'), table)], conditions: [], columns: list };
  });
  const [first] = selects;
  if (selects.length === 1 && first !== undefined) return first;
  const all = joinSql(
    selects.map((each) => selectText(each)),
    ' UNION ALL ',
  );
  return tableOf(sql`(${all})`, node.required.length);
}

const readFiles = (paths: readonly string[], folders: Sql, table: Sql): Sql =>
  sql`read_parquet([${joinSql(
    paths.map((path) => sqlParameter(filePattern(path), 'VARCHAR')),
    ', ',
  )}], binary_as_string = true, hive_partitioning = ${folders}) AS ${table}`;

/**
 * Where DuckDB reads the folders' names as we do, the partition columns come from there: it then opens no file of a
 * partition that no row of the other side of a join asks for.
 */
function readFolders(node: FileScan, columns: NativeRead['columns'], env: LowerEnv): Select | undefined {
  const splits = node.partitions.flat();
  const fields = node.partitionSchema.fields.filter(({ name }) => !columns.some((c) => c.name === name));
  if (splits.length === 0 || !splits.every((split) => namesPartition(node, split))) return undefined;
  const paths = [...new Set(splits.map((split) => split.path))];
  env.reads.push({ paths, columns, options: node.options });
  const table = sqlTable();
  const types = fields.map(({ name, type }) => sql`${sqlName(name)}: ${sqlText(duckdbType(type))}`);
  const known = new Map([...columns, ...fields].map(({ name, type }) => [name, type]));
  const list = node.required.map((name) =>
    readColumn(table, name, known.get(name) ?? refuse(`there is no column ${name}`)),
  );
  const folders = sql`true, hive_types_autocast = false, hive_types = {${joinSql(types, ', ')}}`;
  return { tables: [readFiles(paths, folders, table)], conditions: [], columns: list };
}

/** The folders on the way to the file are those of the partition, and spell its values in the one way that both read. */
function namesPartition({ partitionSchema }: FileScan, { path, partitionValues }: FileSplit): boolean {
  const folders = path
    .split('/')
    .slice(0, -1)
    .filter((folder) => folder.includes('='));
  return (
    folders.length === partitionSchema.fields.length &&
    partitionSchema.fields.every(({ name, type }, i) => {
      const text = spelled(type, partitionValues[i] ?? null);
      return text !== undefined && folders[i] === `${name}=${text}`;
    })
  );
}

function spelled(type: DataType, value: Value): string | undefined {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return value === null ? NULL_PARTITION : String(value);
    case 'date':
      return value === null ? NULL_PARTITION : dateText(value as number);
    case 'string':
      if (value === null) return NULL_PARTITION;
      return /^[\w.-]+$/.test(String(value)) && !/^null$/i.test(String(value)) ? String(value) : undefined;
    default:
      return undefined;
  }
}

const literalKey = (value: Value): string => (value === null ? '' : `=${String(value)}`);

const partitionOrdinal = (node: FileScan, name: string): number =>
  node.partitionSchema.fields.findIndex((f) => f.name === name);

const partitionValue = (node: FileScan, split: FileSplit, name: string): Value =>
  split.partitionValues[partitionOrdinal(node, name)] ?? null;

function partitionColumn(node: FileScan, split: FileSplit, name: string): Sql {
  const type = node.partitionSchema.fields[partitionOrdinal(node, name)]?.type;
  if (type === undefined) return refuse(`there is no column ${name}`);
  return lowerLiteral({ kind: 'literal', type, value: partitionValue(node, split, name) });
}

function readColumn(table: Sql, name: string, type: DataType): Sql {
  const column = sql`${table}.${sqlName(name)}`;
  if (findDuckdbType(type) === undefined || isReadOtherwise(type))
    return refuse(`column ${name} has a type that is read otherwise`);
  // Whatever the file's own kind of timestamp: the number is what counts, not the session's time zone.
  if (type.kind === 'timestamp') return sql`make_timestamptz(epoch_us(${column}))`;
  if (type.kind === 'timestamp_ntz') return sql`make_timestamp(epoch_us(${column}))`;
  return sql`CAST(${column} AS ${sqlText(duckdbType(type))})`;
}

/** Binaries come as text under `binary_as_string`, and values inside of others are not checked one by one. */
const isReadOtherwise = (type: DataType): boolean => ['binary', 'array', 'map', 'struct'].includes(type.kind);
