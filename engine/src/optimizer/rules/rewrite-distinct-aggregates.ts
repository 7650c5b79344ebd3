/**
 * Aggregates over several sets of DISTINCT arguments (or with a FILTER on one): each row goes out once for every set and
 * once for the plain functions, marked by `gid`; the first aggregate makes the rows of each mark distinct, the second
 * counts each mark's rows only.
 */
import { alias, attribute, intLiteral, literal } from '../../tree/build.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import { allOf, predicate } from '../../tree/conjunction.ts';
import type { AggregateCall, Attribute, Expression } from '../../tree/expression.ts';
import { toAttribute, typeOf } from '../../tree/output.ts';
import type { Aggregate, Plan } from '../../tree/plan.ts';
import { EXPRESSIONS, transformExpressionDown, transformPlan } from '../../tree/shapes.ts';
import { preorder } from '../../tree/transform.ts';
import { INT } from '../../types/data-type.ts';
import type { OptimizerContext, Rule } from '../context.ts';
import { resolvedCall } from '../resolved-call.ts';

export const rewriteDistinctAggregates: Rule = (plan, context) =>
  transformPlan(plan, (node) => (node.kind === 'aggregate' ? rewritten(node, context) : node));

function rewritten(plan: Aggregate, context: OptimizerContext): Plan {
  const calls = aggregatesOf(plan);
  const distinct = calls.filter((call) => call.distinct);
  const sets = new Map<string, AggregateCall[]>();
  for (const call of distinct) {
    const key = setKey(call);
    sets.set(key, [...(sets.get(key) ?? []), call]);
  }
  if (sets.size === 0 || (sets.size === 1 && distinct.every((call) => call.filter === undefined))) return plan;
  return expanded(
    plan,
    calls.filter((call) => !call.distinct),
    [...sets.values()],
    context,
  );
}

const inputsOf = (call: AggregateCall): readonly Expression[] => call.call.args.filter((arg) => arg.kind !== 'literal');

/** Calls with a FILTER of their own have rows of their own: the test is a part of what is made distinct. */
const setKey = ({ filter, ...call }: AggregateCall): string =>
  [
    ...inputsOf({ ...call, filter })
      .map(canonicalKey)
      .sort(),
    filter === undefined ? '' : canonicalKey(filter),
  ].join();

function aggregatesOf(plan: Aggregate): readonly AggregateCall[] {
  const found = new Map<string, AggregateCall>();
  for (const item of plan.list) {
    for (const e of preorder(EXPRESSIONS, item, (node) => node.kind === 'aggregate-call')) {
      if (e.kind === 'aggregate-call' && !found.has(canonicalKey(e))) found.set(canonicalKey(e), e);
    }
  }
  return [...found.values()];
}

/** A column of the expansion and what the rows of each mark carry in it; other marks carry NULL. */
interface Carried {
  readonly column: Attribute;
  readonly source: Expression;
  readonly gid: number;
}

function expanded(
  plan: Aggregate,
  plain: readonly AggregateCall[],
  sets: readonly (readonly AggregateCall[])[],
  context: OptimizerContext,
): Plan {
  const keys = plan.grouping as readonly Attribute[];
  const gid = attribute('gid', INT, false);
  const results = new Map<string, Expression>();
  const carry = (source: Expression, name: string, mark: number): Carried => ({
    column: attribute(name, typeOf(source), true),
    source,
    gid: mark,
  });

  const plainInputs = new Map<string, Carried>();
  const below: Expression[] = [];
  for (const call of plain) {
    const column = (e: Expression): Expression => {
      if (e.kind === 'literal') return e;
      const known = plainInputs.get(canonicalKey(e)) ?? carry(e, nameOf(e), 0);
      plainInputs.set(canonicalKey(e), known);
      return known.column;
    };
    const moved: AggregateCall = {
      ...call,
      call: { ...call.call, args: call.call.args.map(column) },
      filter: allOf([
        predicate('=', [gid, intLiteral(0)], false),
        ...(call.filter === undefined ? [] : [column(call.filter)]),
      ]),
    };
    const item = alias(moved, call.call.fn);
    below.push(item);
    results.set(canonicalKey(call), onlyOne(toAttribute(item), call, gid, context));
  }

  const setInputs = sets.map((calls, i) => distinctInputs(calls, i + 1, gid, carry, results));
  const marked = [...setInputs.flat(), ...plainInputs.values()];
  const firstMark = plain.length > 0 ? 0 : 1;
  const marks = Array.from({ length: sets.length + 1 - firstMark }, (_, i) => i + firstMark);
  const projections = marks.map((mark): readonly Expression[] => [
    ...keys,
    ...marked.map((c) => (c.gid === mark ? c.source : literal(null, c.column.type))),
    intLiteral(mark),
  ]);
  const expand: Plan = {
    kind: 'expand',
    projections,
    output: [...keys, ...marked.map((c) => c.column), gid],
    child: plan.child,
  };
  const groups = [...keys, ...setInputs.flat().map((c) => c.column), gid];
  const first: Plan = { kind: 'aggregate', grouping: groups, list: [...groups, ...below], child: expand };
  const list = plan.list.map((item) =>
    transformExpressionDown(item, (e) => (e.kind === 'aggregate-call' ? (results.get(canonicalKey(e)) ?? e) : e)),
  );
  return { ...plan, list, child: first };
}

function distinctInputs(
  calls: readonly AggregateCall[],
  mark: number,
  gid: Attribute,
  carry: (source: Expression, name: string, mark: number) => Carried,
  results: Map<string, Expression>,
): readonly Carried[] {
  const inputs = new Map<string, Carried>();
  const isOwn = predicate('=', [gid, intLiteral(mark)], false);
  for (const call of calls) {
    const column = (e: Expression): Expression => {
      if (e.kind === 'literal') return e;
      const known = inputs.get(canonicalKey(e)) ?? carry(e, nameOf(e), mark);
      inputs.set(canonicalKey(e), known);
      return known.column;
    };
    results.set(canonicalKey(call), {
      ...call,
      distinct: false,
      call: { ...call.call, args: call.call.args.map(column) },
      filter: allOf([isOwn, ...(call.filter === undefined ? [] : [column(call.filter)])]),
    });
  }
  return [...inputs.values()];
}

const nameOf = (e: Expression): string => (e.kind === 'attribute' ? e.name : 'arg');

const ZERO_IF_NONE: ReadonlySet<string> = new Set(['count', 'count_if', 'regr_count']);

/** Each group has one row with the plain functions' results; counts of a group without such a row are 0. */
function onlyOne(result: Attribute, call: AggregateCall, gid: Attribute, context: OptimizerContext): Expression {
  const first = resolvedCall('first', [result, literal(true, { kind: 'boolean' })], context);
  if (first.kind !== 'aggregate-call') return first;
  const own: AggregateCall = { ...first, filter: predicate('=', [gid, intLiteral(0)], false), sole: true };
  return ZERO_IF_NONE.has(call.call.fn) ? resolvedCall('coalesce', [own, literal(0n, { kind: 'long' })], context) : own;
}
