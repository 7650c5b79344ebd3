/** Physical subplans as one DuckDB query. Equal or not at all: what could give other rows is refused with the reason. */
import { joinSql, type Sql, sql, sqlName, sqlParameter, sqlText } from '../fragments/sql.ts';
import { declared } from '../functions/registry.ts';
import { duckdbType, findDuckdbType } from '../native/duckdb-type.ts';
import { filePattern } from '../native/file-pattern.ts';
import { decimalAverage } from '../native/lower-average.ts';
import { type LowerScope, lowerAggregate, lowerExpression, lowerLiteral, refuse } from '../native/lower-expression.ts';
import type {
  AggregateSpec,
  FileScan,
  FileSplit,
  HashAggregate,
  HashJoin,
  NativeRead,
  NestedLoopJoin,
  PhysicalNode,
  Pipeline,
} from '../physical/node.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';

const columnName = (ordinal: number): Sql => sqlText(`c${ordinal}`);
const columnsOf = (output: readonly Attribute[], of?: Sql): readonly Sql[] =>
  output.map((_, i) => (of === undefined ? columnName(i) : sql`${of}.${columnName(i)}`));

export interface LoweredPlan {
  readonly sql: Sql;
  /** Files read, and the types their columns are taken for. */
  readonly reads: readonly NativeRead[];
}

interface LowerEnv {
  readonly timeZone: string;
  readonly reads: NativeRead[];
}

/** A SELECT whose columns are `c0`, `c1`, … in the order of the node's output. */
export function lowerPlan(node: PhysicalNode, timeZone: string): LoweredPlan {
  const reads: NativeRead[] = [];
  return { sql: lowerNode(node, { timeZone, reads }), reads };
}

function lowerNode(node: PhysicalNode, env: LowerEnv): Sql {
  switch (node.kind) {
    case 'file-scan':
      return lowerScan(node, env);
    case 'pipeline':
      return lowerPipeline(node, env);
    case 'hash-aggregate':
      return lowerGrouping(node, env);
    case 'hash-join':
    case 'nested-loop-join':
      return lowerJoin(node, env);
    case 'exchange':
    case 'broadcast-exchange':
      return lowerNode(node.child, env);
    default:
      return refuse(`${node.kind} is not handed over`);
  }
}

function select(list: readonly Sql[], rest: Sql): Sql {
  const named = list.length === 0 ? [sqlText('1 AS c0')] : list.map((e, i) => sql`${e} AS ${columnName(i)}`);
  return sql`SELECT ${joinSql(named, ', ')} ${rest}`;
}

/** Files of more partitions than this would make a query too long. */
const MOST_PARTITIONS = 200;

function lowerScan(node: FileScan, env: LowerEnv): Sql {
  if (node.source !== 'parquet') return refuse(`the source is ${node.source}`);
  const types = new Map(node.dataSchema.fields.map((f) => [f.name, f.type]));
  const columns = node.required.flatMap((name) => {
    const type = types.get(name);
    return type === undefined ? [] : [{ name, type }];
  });
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
  const selects = [...groups.values()].map((splits) => {
    const paths = [...new Set(splits.map((split) => split.path))];
    env.reads.push({ paths, columns });
    const list = node.required.map((name) => {
      const type = types.get(name);
      return type === undefined ? partitionColumn(node, splits[0] as FileSplit, name) : readColumn(name, type);
    });
    const files = joinSql(
      paths.map((path) => sqlParameter(filePattern(path), 'VARCHAR')),
      ', ',
    );
    return select(list, sql`FROM read_parquet([${files}], binary_as_string = true, hive_partitioning = false)`);
  });
  return joinSql(selects, ' UNION ALL ');
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

function readColumn(name: string, type: DataType): Sql {
  const column = sqlName(name);
  if (findDuckdbType(type) === undefined || isReadOtherwise(type))
    return refuse(`column ${name} has a type that is read otherwise`);
  // Whatever the file's own kind of timestamp: the number is what counts, not the session's time zone.
  if (type.kind === 'timestamp') return sql`make_timestamptz(epoch_us(${column}))`;
  if (type.kind === 'timestamp_ntz') return sql`make_timestamp(epoch_us(${column}))`;
  return sql`CAST(${column} AS ${sqlText(duckdbType(type))})`;
}

/** Binaries come as text under `binary_as_string`, and values inside of others are not checked one by one. */
const isReadOtherwise = (type: DataType): boolean => ['binary', 'array', 'map', 'struct'].includes(type.kind);

function lowerPipeline(node: Pipeline, env: LowerEnv): Sql {
  let current = lowerNode(node.child, env);
  let columns = columnsOf(node.child.output);
  for (const step of node.steps) {
    const scope: LowerScope = { timeZone: env.timeZone, columns };
    if (step.kind === 'filter')
      current = select(columns, sql`FROM (${current}) AS t WHERE ${lowerExpression(step.condition, scope)}`);
    else {
      current = select(
        step.list.map((e) => lowerExpression(e, scope)),
        sql`FROM (${current}) AS t`,
      );
      columns = columnsOf(step.output);
    }
  }
  return current;
}

/** The partial and the final half are one GROUP BY. */
function lowerGrouping(node: HashAggregate, env: LowerEnv): Sql {
  const source = rowsOf(node);
  const scope: LowerScope = { timeZone: env.timeZone, columns: columnsOf(source.child.output) };
  for (const key of source.keys)
    if (key.kind === 'bound' && isFloating(key.type)) refuse('grouping by floating-point numbers');
  const keys = source.keys.map((key) => lowerExpression(key, scope));
  const results = source.aggregates.map((spec, i) => lowerSpec(spec, node.output[keys.length + i] as Attribute, scope));
  // Without keys there is one row, which DuckDB makes only where there is an aggregate.
  if (keys.length + results.length === 0) return sqlText('SELECT 1 AS c0');
  const grouping = keys.length === 0 ? sqlText('') : sql`GROUP BY ${joinSql(keys, ', ')}`;
  return select([...keys, ...results], sql`FROM (${lowerNode(source.child, env)}) AS t ${grouping}`);
}

function rowsOf(node: HashAggregate): HashAggregate {
  if (node.aggregates.some((a) => a.mode === 'partial' || a.mode === 'merge')) return refuse('half of an aggregate');
  if (node.aggregates.every((a) => a.mode === 'complete')) {
    const inner = node.aggregates.length === 0 ? partialBelow(node) : undefined;
    return inner ?? node;
  }
  const partial = partialBelow(node);
  if (
    partial === undefined ||
    partial.aggregates.length !== node.aggregates.length ||
    partial.keys.length !== node.keys.length
  )
    return refuse('distinct aggregates');
  return partial;
}

function partialBelow(node: HashAggregate): HashAggregate | undefined {
  const below = node.child.kind === 'exchange' ? node.child.child : node.child;
  return below.kind === 'hash-aggregate' && below.aggregates.every((a) => a.mode === 'partial') ? below : undefined;
}

const isFloating = (type: DataType): boolean => type.kind === 'float' || type.kind === 'double';

/** Results are few, so they are brought to Spark's width here; one that does not fit fails, and the evaluator decides. */
function lowerSpec(spec: AggregateSpec, output: Attribute, scope: LowerScope): Sql {
  const args = filteredArgs(spec);
  const [from] = spec.argTypes;
  if (spec.fn === 'avg' && from?.kind === 'decimal' && output.type.kind === 'decimal') {
    return decimalAverage(lowerExpression(args[0] as Expression, scope), from, output.type);
  }
  const native = findDuckdbType(output.type) ?? refuse('the type of an aggregate');
  return sql`CAST(${lowerAggregate({ ...spec, args }, scope)} AS ${sqlText(native)})`;
}

/** Rows that FILTER leaves out are NULL to an aggregate that skips those. */
function filteredArgs({ fn, overload, args, filter }: AggregateSpec): readonly Expression[] {
  if (filter === undefined) return args;
  if (declared('aggregate', fn).overloads[overload]?.nulls !== 'skip') return refuse(`FILTER of ${fn}`);
  return args.map((arg) => ({ kind: 'case', whens: [filter], thens: [arg], otherwise: undefined }));
}

function lowerJoin(node: HashJoin | NestedLoopJoin, env: LowerEnv): Sql {
  const left = columnsOf(node.left.output, sqlText('l'));
  const right = columnsOf(node.right.output, sqlText('r'));
  const l = sql`(${lowerNode(node.left, env)}) AS l`;
  const r = sql`(${lowerNode(node.right, env)}) AS r`;
  const on = joinCondition(node, left, right, env.timeZone);
  switch (node.type) {
    case 'inner':
    case 'cross':
      return select([...left, ...right], sql`FROM ${l} INNER JOIN ${r} ON ${on}`);
    case 'left':
    case 'right':
    case 'full':
      return select([...left, ...right], sql`FROM ${l} ${sqlText(node.type.toUpperCase())} JOIN ${r} ON ${on}`);
    case 'left-semi':
      return select(left, sql`FROM ${l} SEMI JOIN ${r} ON ${on}`);
    case 'left-anti':
      if (node.kind === 'hash-join' && node.nullAware)
        return select(left, notIn(node, left, right, l, r, env.timeZone));
      return select(left, sql`FROM ${l} ANTI JOIN ${r} ON ${on}`);
    default:
      return refuse(`a join of type ${node.type}`);
  }
}

function joinCondition(
  node: HashJoin | NestedLoopJoin,
  left: readonly Sql[],
  right: readonly Sql[],
  timeZone: string,
): Sql {
  const tests = node.kind === 'hash-join' ? keyTests(node, left, right, timeZone) : [];
  if (node.condition !== undefined)
    tests.push(lowerExpression(node.condition, { timeZone, columns: [...left, ...right] }));
  return tests.length === 0 ? sqlText('true') : joinSql(tests, ' AND ');
}

function keyTests(node: HashJoin, left: readonly Sql[], right: readonly Sql[], timeZone: string): Sql[] {
  return node.leftKeys.map((key, i) => {
    if (isFloating(typeOf(key))) return refuse('joining by floating-point numbers');
    const a = lowerExpression(key, { timeZone, columns: left });
    const b = lowerExpression(node.rightKeys[i] as Expression, { timeZone, columns: right });
    return node.nullSafe[i] === true ? sql`(${a} IS NOT DISTINCT FROM ${b})` : sql`(${a} = ${b})`;
  });
}

/** NOT IN: nothing if the other side has a NULL; a NULL passes only if the other side is empty. */
function notIn(node: HashJoin, left: readonly Sql[], right: readonly Sql[], l: Sql, r: Sql, timeZone: string): Sql {
  const [key, other] = [node.leftKeys[0], node.rightKeys[0]];
  if (key === undefined || other === undefined || node.leftKeys.length > 1 || node.condition !== undefined)
    return refuse('NOT IN of several columns');
  const a = lowerExpression(key, { timeZone, columns: left });
  const b = lowerExpression(other, { timeZone, columns: right });
  return sql`FROM ${l} WHERE ${a} NOT IN (SELECT ${b} FROM ${r})`;
}
