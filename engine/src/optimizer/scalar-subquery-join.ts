/** A correlated scalar subquery as a left join that gives each row one value. */
import { alias, literal } from '../tree/build.ts';
import { allOf, predicate } from '../tree/conjunction.ts';
import type { Expression, ScalarSubquery } from '../tree/expression.ts';
import { asNullable, outputOf, toAttribute, typeOf } from '../tree/output.ts';
import type { JoinType, Plan } from '../tree/plan.ts';
import { outerReferences } from '../tree/references.ts';
import { someExpression, transformExpressionDown } from '../tree/shapes.ts';
import { BOOLEAN } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { OptimizerContext } from './context.ts';
import { decorrelate, pullUpCorrelation, withoutOuter } from './decorrelate.ts';
import { plainJoin } from './plain-join.ts';
import { definitionsOf, substitute } from './substitute.ts';

interface JoinedScalar {
  readonly plan: Plan;
  /** What takes the subquery's place. */
  readonly value: Expression;
}

export function joinScalarSubquery(left: Plan, subquery: ScalarSubquery, context: OptimizerContext): JoinedScalar {
  const computed = withoutRows(subquery.plan);
  if (computed !== undefined) return { plan: left, value: computed };
  return joinedAggregate(left, subquery.plan, context) ?? joinedRows(left, subquery.plan, context);
}

/** `(SELECT a + 1)` is an expression in brackets. */
function withoutRows(plan: Plan): Expression | undefined {
  let node = plan;
  while (node.kind === 'subquery-alias' || node.kind === 'hint') node = node.child;
  if (node.kind !== 'project') return undefined;
  const [item] = node.list;
  if (item === undefined) return undefined;
  const made = item.kind === 'alias' ? item.child : item;
  let below = node.child;
  while (below.kind === 'subquery-alias' || below.kind === 'hint') below = below.child;
  if (below.kind === 'one-row') return withoutOuter(made);
  const inner = withoutRows(below);
  if (inner === undefined || below.kind !== 'project') return undefined;
  return withoutOuter(substitute(made, definitionsOf(below.list)));
}

const joined = (type: JoinType, left: Plan, right: Plan, conditions: readonly Expression[]): Plan =>
  plainJoin(type, left, right, allOf(conditions));

function joinedRows(left: Plan, plan: Plan, context: OptimizerContext): JoinedScalar {
  const column = toAttribute(outputOf(plan)[0] as Expression);
  const { plan: right, conditions } = decorrelate(plan, left, context);
  return { plan: joined('left-single', left, right, conditions), value: asNullable(column) };
}

/** An aggregate without GROUP BY has a value also where no row matches; its groups are by what the rows are compared. */
function joinedAggregate(left: Plan, plan: Plan, context: OptimizerContext): JoinedScalar | undefined {
  const column = toAttribute(outputOf(plan)[0] as Expression);
  const whenEmpty = valueOfNoRows(plan);
  const pulled = whenEmpty === undefined ? undefined : pullUpCorrelation(plan, true);
  if (whenEmpty === undefined || pulled === undefined) return undefined;
  const empty = foldedNoRows(whenEmpty, context);
  if (empty === undefined) return undefined;
  if (empty.kind === 'literal' && empty.value === null) {
    return { plan: joined('left', left, pulled.plan, pulled.conditions), value: asNullable(column) };
  }
  const marker = alias(literal(true, BOOLEAN), 'alwaysTrue');
  const right: Plan = { kind: 'project', list: [...outputOf(pulled.plan), marker], child: pulled.plan };
  const value: Expression = {
    kind: 'case',
    whens: [predicate('isnull', [asNullable(toAttribute(marker))], false)],
    thens: [empty],
    otherwise: asNullable(column),
  };
  return { plan: joined('left', left, right, pulled.conditions), value };
}

/** The value of an aggregate over no rows; undefined where the plan is not one aggregate under projections. */
function valueOfNoRows(plan: Plan): Expression | undefined {
  switch (plan.kind) {
    case 'aggregate':
      return plan.grouping.length === 0 && !hasGlobalAggregate(plan.child) ? ofNoRows(plan.list[0]) : undefined;
    case 'project': {
      const below = definitionsOfNoRows(plan.child);
      const [item] = plan.list;
      return below === undefined || item === undefined ? undefined : substitute(item, below);
    }
    case 'subquery-alias':
    case 'hint':
      return valueOfNoRows(plan.child);
    default:
      return undefined;
  }
}

/** Below another one, an aggregate without GROUP BY would lose its row for no rows. */
function hasGlobalAggregate(plan: Plan): boolean {
  if (outerReferences(plan).length === 0) return false;
  if (plan.kind === 'aggregate' && plan.grouping.length === 0) return true;
  if (plan.kind === 'join') return hasGlobalAggregate(plan.left) || hasGlobalAggregate(plan.right);
  return 'child' in plan && hasGlobalAggregate(plan.child);
}

function definitionsOfNoRows(plan: Plan): ReadonlyMap<number, Expression> | undefined {
  let node = plan;
  while (node.kind === 'subquery-alias' || node.kind === 'hint') node = node.child;
  if (node.kind !== 'aggregate' || node.grouping.length > 0 || hasGlobalAggregate(node.child)) return undefined;
  return new Map(
    [...definitionsOf(node.list)].flatMap(([id, definition]) => {
      const value = ofNoRows(definition);
      return value === undefined ? [] : [[id, value] as const];
    }),
  );
}

const COUNTS: ReadonlySet<string> = new Set(['count', 'count_if', 'regr_count', 'approx_count_distinct']);
const LISTS: ReadonlySet<string> = new Set(['collect_list', 'collect_set', 'array_agg']);

/** What the functions that are not NULL give for no rows. */
function valueFor(fn: string): Value {
  if (COUNTS.has(fn)) return 0n;
  return LISTS.has(fn) ? [] : null;
}

function ofNoRows(e: Expression | undefined): Expression | undefined {
  if (e === undefined) return undefined;
  return transformExpressionDown(e, (node) =>
    node.kind === 'aggregate-call' ? literal(valueFor(node.call.fn), node.call.type) : node,
  );
}

/** Undefined where a column is left that only rows have a value of. */
function foldedNoRows(e: Expression, context: OptimizerContext): Expression | undefined {
  const bare = e.kind === 'alias' ? e.child : e;
  if (someExpression(bare, (node) => node.kind === 'attribute' || node.kind === 'outer-reference')) return undefined;
  return bare.kind === 'literal' ? bare : literal(context.evaluate(bare), typeOf(bare));
}
