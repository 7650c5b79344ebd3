/**
 * Hands subplans to the native engine: each largest aggregate whose operators and expressions all have a lowering and
 * whose leaves are Parquet scans becomes a NativeScan, with the evaluator's plan as its fallback.
 */
import type { Conf } from '../conf/conf.ts';
import { joinSql, renderSql, type Sql, sql, sqlName, sqlParameter, sqlText } from '../fragments/sql.ts';
import { duckdbType, findDuckdbType } from '../native/duckdb-type.ts';
import { filePattern } from '../native/file-pattern.ts';
import { decimalAverage } from '../native/lower-average.ts';
import { type LowerScope, lowerAggregate, lowerExpression, NoLowering, refuse } from '../native/lower-expression.ts';
import type {
  AggregateSpec,
  FileScan,
  HashAggregate,
  HashJoin,
  NativeScan,
  PhysicalNode,
  Pipeline,
} from '../physical/node.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { transformDown } from '../tree/transform.ts';
import type { DataType } from '../types/data-type.ts';
import { PHYSICAL } from './physical-shape.ts';

export function planNative(plan: PhysicalNode, conf: Conf): PhysicalNode {
  return explainNative(plan, conf).plan;
}

/** `reasons`: why an aggregate that might have gone native did not. */
export function explainNative(
  plan: PhysicalNode,
  conf: Conf,
): { readonly plan: PhysicalNode; readonly reasons: readonly string[] } {
  const reasons: string[] = [];
  if (!conf.getBoolean('spark.sql.native.enabled')) return { plan, reasons: ['spark.sql.native.enabled is false'] };
  const timeZone = conf.getString('spark.sql.session.timeZone');
  const pinned = new Set<PhysicalNode>();
  const replaced = transformDown<PhysicalNode>(PHYSICAL, plan, (node) => {
    pinChildren(node, pinned);
    if (node.kind !== 'hash-aggregate' || !isWhole(node) || pinned.has(node)) return node;
    try {
      return nativeScan(node, timeZone);
    } catch (error) {
      if (!(error instanceof NoLowering)) throw error;
      reasons.push(error.message);
      return node;
    }
  });
  return { plan: replaced, reasons };
}

/** Where partitions of two sides must match, or are named, a side may not come as a single partition; an exchange ends that. */
function pinChildren(node: PhysicalNode, pinned: Set<PhysicalNode>): void {
  if (node.kind === 'exchange' || node.kind === 'broadcast-exchange') return;
  const joined =
    (node.kind === 'hash-join' || node.kind === 'nested-loop-join') &&
    node.left.kind !== 'broadcast-exchange' &&
    node.right.kind !== 'broadcast-exchange';
  if (joined || node.kind === 'coalesce' || pinned.has(node))
    for (const child of PHYSICAL.children(node)) pinned.add(child);
}

const isWhole = (node: HashAggregate): boolean =>
  node.aggregates.every((a) => a.mode === 'final' || a.mode === 'complete') && !node.partial;

function nativeScan(node: HashAggregate, timeZone: string): NativeScan {
  const lowered = lowerNode(node, timeZone);
  const { text, parameters } = renderSql(lowered);
  return { kind: 'native-scan', sql: text, parameters, partitionCount: 1, fallback: node, output: node.output };
}

const columnName = (ordinal: number): Sql => sqlText(`c${ordinal}`);
const columnsOf = (output: readonly Attribute[], of?: Sql): readonly Sql[] =>
  output.map((_, i) => (of === undefined ? columnName(i) : sql`${of}.${columnName(i)}`));

/** A SELECT whose columns are `c0`, `c1`, … in the order of the node's output. */
function lowerNode(node: PhysicalNode, timeZone: string): Sql {
  switch (node.kind) {
    case 'file-scan':
      return lowerScan(node);
    case 'pipeline':
      return lowerPipeline(node, timeZone);
    case 'hash-aggregate':
      return lowerGrouping(node, timeZone);
    case 'hash-join':
      return lowerJoin(node, timeZone);
    case 'exchange':
    case 'broadcast-exchange':
      return lowerNode(node.child, timeZone);
    default:
      return refuse(`${node.kind} is not handed over`);
  }
}

function select(list: readonly Sql[], rest: Sql): Sql {
  const named = list.length === 0 ? [sqlText('1 AS c0')] : list.map((e, i) => sql`${e} AS ${columnName(i)}`);
  return sql`SELECT ${joinSql(named, ', ')} ${rest}`;
}

function lowerScan(node: FileScan): Sql {
  if (node.source !== 'parquet') return refuse(`the source is ${node.source}`);
  const types = new Map(node.dataSchema.fields.map((f) => [f.name, f.type]));
  const list = node.required.map((name) => readColumn(name, types.get(name) ?? refuse('partition columns are read')));
  const paths = [...new Set(node.partitions.flat().map((split) => split.path))];
  if (paths.length === 0) return refuse('there are no files');
  const files = joinSql(
    paths.map((path) => sqlParameter(filePattern(path), 'VARCHAR')),
    ', ',
  );
  return select(list, sql`FROM read_parquet([${files}], binary_as_string = true, hive_partitioning = false)`);
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

function lowerPipeline(node: Pipeline, timeZone: string): Sql {
  let current = lowerNode(node.child, timeZone);
  let columns = columnsOf(node.child.output);
  for (const step of node.steps) {
    const scope: LowerScope = { timeZone, columns };
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
function lowerGrouping(node: HashAggregate, timeZone: string): Sql {
  const source = rowsOf(node);
  const scope: LowerScope = { timeZone, columns: columnsOf(source.child.output) };
  for (const key of source.keys)
    if (key.kind === 'bound' && isFloating(key.type)) refuse('grouping by floating-point numbers');
  const keys = source.keys.map((key) => lowerExpression(key, scope));
  const results = source.aggregates.map((spec, i) => lowerSpec(spec, node.output[keys.length + i] as Attribute, scope));
  const grouping = keys.length === 0 ? sqlText('') : sql`GROUP BY ${joinSql(keys, ', ')}`;
  return select([...keys, ...results], sql`FROM (${lowerNode(source.child, timeZone)}) AS t ${grouping}`);
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
  if (spec.filter !== undefined) return refuse('FILTER of an aggregate');
  const [from] = spec.argTypes;
  if (spec.fn === 'avg' && from?.kind === 'decimal' && output.type.kind === 'decimal') {
    return decimalAverage(lowerExpression(spec.args[0] as Expression, scope), from, output.type);
  }
  const native = findDuckdbType(output.type) ?? refuse('the type of an aggregate');
  return sql`CAST(${lowerAggregate(spec, scope)} AS ${sqlText(native)})`;
}

function lowerJoin(node: HashJoin, timeZone: string): Sql {
  if (node.nullAware) return refuse('NOT IN');
  const left = columnsOf(node.left.output, sqlText('l'));
  const right = columnsOf(node.right.output, sqlText('r'));
  const keys = node.leftKeys.map((key, i) => {
    const a = lowerExpression(key, { timeZone, columns: left });
    const b = lowerExpression(node.rightKeys[i] as typeof key, { timeZone, columns: right });
    return node.nullSafe[i] === true ? sql`${a} IS NOT DISTINCT FROM ${b}` : sql`${a} = ${b}`;
  });
  const more =
    node.condition === undefined ? [] : [lowerExpression(node.condition, { timeZone, columns: [...left, ...right] })];
  const on = joinSql([...keys, ...more], ' AND ');
  const l = sql`(${lowerNode(node.left, timeZone)}) AS l`;
  const r = sql`(${lowerNode(node.right, timeZone)}) AS r`;
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
      return select(left, sql`FROM ${l} ANTI JOIN ${r} ON ${on}`);
    default:
      return refuse(`a join of type ${node.type}`);
  }
}
