/** Aggregates: partial, exchange by the keys, final; with DISTINCT the rows are made distinct on the way. */
import { assert, internal } from '../errors/internal.ts';
import type { Args, Slot } from '../functions/define.ts';
import { declared } from '../functions/registry.ts';
import { bindAll, bindReferences } from '../tree/bind.ts';
import { alias } from '../tree/build.ts';
import { canonicalKey, withoutAlias } from '../tree/canonical.ts';
import { type AggregateCall, type Attribute, type Expression, nextExpressionId } from '../tree/expression.ts';
import { toAttribute, typeOf } from '../tree/output.ts';
import type { Aggregate } from '../tree/plan.ts';
import { EXPRESSIONS, transformExpressionDown } from '../tree/shapes.ts';
import { preorder } from '../tree/transform.ts';
import type { DataType } from '../types/data-type.ts';
import type { PlannerContext } from './context.ts';
import { aggregateText } from './expression-text.ts';
import type { AggregateSpec, HashAggregate, PhysicalNode } from './node.ts';
import { project, toClustered, toSingle } from './node-builders.ts';
import { isClustered, partitionCount } from './properties.ts';

/** One aggregate function of the query with the columns it makes on its way. */
interface Function {
  readonly aggregate: AggregateCall;
  readonly buffers: readonly Attribute[];
  readonly result: Attribute;
}

export function planAggregate(plan: Aggregate, child: PhysicalNode, context: PlannerContext): PhysicalNode {
  const keys = plan.grouping.map((key) => {
    assert(key.kind === 'attribute', 'grouping expressions are columns once the optimizer has pulled them out');
    return key;
  });
  const functions = functionsOf(plan.list);
  const count = context.conf.getNumber('spark.sql.shuffle.partitions');
  const distinct = functions.filter((f) => f.aggregate.distinct);
  const node =
    distinct.length === 0 ? planPlain(keys, functions, child, count) : planDistinct(keys, functions, child, count);
  return project(node, resultList(plan.list, functions));
}

function planPlain(
  keys: readonly Attribute[],
  functions: readonly Function[],
  child: PhysicalNode,
  count: number,
): PhysicalNode {
  if (isTogether(child, keys)) return aggregate(child, keys, functions, 'complete');
  const partial = partialAggregate(child, keys, functions);
  return aggregate(gather(partial, keys, count), keys, functions, 'final');
}

/**
 * One set of DISTINCT arguments (the optimizer has rewritten queries with more): group by keys and arguments, so that
 * each combination is left once, carrying the other functions' buffers along; then aggregate by the keys alone.
 */
function planDistinct(
  keys: readonly Attribute[],
  functions: readonly Function[],
  child: PhysicalNode,
  count: number,
): PhysicalNode {
  const [first] = functions.filter((f) => f.aggregate.distinct);
  assert(first !== undefined, 'no distinct aggregate');
  const args = distinctArgs(first.aggregate.call.args);
  const columns = new Map<string, Attribute>();
  const added: Expression[] = [];
  for (const arg of args) {
    if (columns.has(canonicalKey(arg))) continue;
    const column = arg.kind === 'attribute' ? arg : alias(arg, `_distinct${columns.size}`);
    if (column.kind === 'alias') added.push(column);
    columns.set(canonicalKey(arg), toAttribute(column));
  }
  const input = added.length === 0 ? child : project(child, [...child.output, ...added]);
  const replace = (arg: Expression): Expression => columns.get(canonicalKey(arg)) ?? arg;
  const rewritten = functions.map((f) =>
    f.aggregate.distinct
      ? { ...f, aggregate: { ...f.aggregate, call: { ...f.aggregate.call, args: f.aggregate.call.args.map(replace) } } }
      : f,
  );
  const plain = rewritten.filter((f) => !f.aggregate.distinct);
  const inner = [...keys, ...[...columns.values()].filter((c) => !keys.some((key) => key.id === c.id))];

  if (isTogether(input, keys)) {
    return mixed(aggregate(input, inner, plain, 'partial'), keys, rewritten, 'final', 'complete');
  }
  const partial = partialAggregate(input, inner, plain);
  const merged = aggregate(gather(partial, inner, count), inner, plain, 'merge');
  const reduced = { ...mixed(merged, keys, rewritten, 'merge', 'partial'), partial: true };
  return aggregate(gather(reduced, keys, count), keys, rewritten, 'final');
}

/** Constants are the same in all rows; where there is nothing else, one of them keeps rows and no rows apart. */
function distinctArgs(args: readonly Expression[]): readonly Expression[] {
  const varying = args.filter((arg) => arg.kind !== 'literal');
  return varying.length > 0 ? varying : args.slice(0, 1);
}

const isTogether = (child: PhysicalNode, keys: readonly Attribute[]): boolean =>
  partitionCount(child) === 1 || (keys.length > 0 && isClustered(child, bindAll(keys, child.output)));

function gather(partial: PhysicalNode, keys: readonly Attribute[], count: number): PhysicalNode {
  return keys.length === 0 ? toSingle(partial) : toClustered(partial, bindAll(keys, partial.output), count);
}

type Mode = AggregateSpec['mode'];

/** Another aggregate by the same keys follows, so it may hand on a key twice. */
function partialAggregate(
  child: PhysicalNode,
  keys: readonly Attribute[],
  functions: readonly Function[],
): HashAggregate {
  return { ...aggregate(child, keys, functions, 'partial'), partial: true };
}

function aggregate(
  child: PhysicalNode,
  keys: readonly Attribute[],
  functions: readonly Function[],
  mode: Mode,
): HashAggregate {
  return mixed(child, keys, functions, mode, mode);
}

function mixed(
  child: PhysicalNode,
  keys: readonly Attribute[],
  functions: readonly Function[],
  plain: Mode,
  distinct: Mode,
): HashAggregate {
  const modeOf = (f: Function): Mode => (f.aggregate.distinct ? distinct : plain);
  const output = functions.flatMap((f) => (modeOf(f) === 'partial' || modeOf(f) === 'merge' ? f.buffers : [f.result]));
  return {
    kind: 'hash-aggregate',
    partial: false,
    output: [...keys, ...output],
    keys: bindAll(keys, child.output),
    aggregates: functions.map((f) => specOf(f, modeOf(f), child.output)),
    child,
  };
}

function specOf({ aggregate, buffers }: Function, mode: Mode, input: readonly Attribute[]): AggregateSpec {
  const { call, filter } = aggregate;
  const fromRows = mode === 'partial' || mode === 'complete';
  return {
    mode,
    fn: call.fn,
    overload: call.overload,
    args: fromRows ? bindAll(call.args, input) : call.args.map(constantOnly),
    argTypes: call.args.map(typeOf),
    returns: call.type,
    filter: fromRows && filter !== undefined ? bindReferences(filter, input) : undefined,
    ...(aggregate.sole === true ? { sole: true } : {}),
    ansi: call.ansi,
    label: aggregateText(aggregate),
    buffers: fromRows ? [] : buffers.map((b) => input.findIndex((attribute) => attribute.id === b.id)),
    context: call.context,
  };
}

const constantOnly = (arg: Expression): Expression =>
  arg.kind === 'literal' ? arg : { kind: 'bound', ordinal: -1, type: typeOf(arg), nullable: true };

function functionsOf(list: readonly Expression[]): readonly Function[] {
  const found = new Map<string, Function>();
  for (const root of list) {
    for (const node of preorder(EXPRESSIONS, root, (e) => e.kind === 'aggregate-call')) {
      if (node.kind === 'aggregate-call' && !found.has(canonicalKey(node)))
        found.set(canonicalKey(node), functionOf(node));
    }
  }
  return [...found.values()];
}

function functionOf(aggregate: AggregateCall): Function {
  const { call } = aggregate;
  const overload = declared('aggregate', call.fn).overloads[call.overload];
  if (overload === undefined) return internal(`${call.fn} has no overload ${call.overload}`);
  const slots: readonly Slot[] =
    typeof overload.buffer === 'function'
      ? overload.buffer(call.args.map(typeOf) as unknown as Args<DataType>, call.type)
      : overload.buffer;
  return {
    aggregate,
    buffers: slots.map((slot) => column(slot.name, slot.type, true)),
    result: column(call.fn, call.type, call.nullable),
  };
}

const column = (name: string, type: DataType, nullable: boolean): Attribute => ({
  kind: 'attribute',
  id: nextExpressionId(),
  name,
  type,
  nullable,
  qualifier: [],
  metadata: {},
});

/** The SELECT list over the aggregate's columns: function calls become their results. */
function resultList(list: readonly Expression[], functions: readonly Function[]): readonly Expression[] {
  const results = new Map(functions.map((f) => [canonicalKey(f.aggregate), f.result]));
  return list.map((item) => {
    const replaced = transformExpressionDown(item, (e) =>
      e.kind === 'aggregate-call' ? (results.get(canonicalKey(e)) ?? e) : e,
    );
    return replaced.kind === 'alias' || replaced.kind === 'attribute'
      ? replaced
      : alias(withoutAlias(replaced), 'column');
  });
}
