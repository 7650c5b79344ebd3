/** A correlated scalar subquery as a left join with its rows grouped by what correlates them. */
import { raise } from '../errors/raise.ts';
import { alias, literal } from '../tree/build.ts';
import { allOf, predicate } from '../tree/conjunction.ts';
import type { Expression, ScalarSubquery } from '../tree/expression.ts';
import { asNullable, outputOf, toAttribute, typeOf } from '../tree/output.ts';
import type { Aggregate, Plan } from '../tree/plan.ts';
import { outerReferences } from '../tree/references.ts';
import { someExpression, transformExpressionDown } from '../tree/shapes.ts';
import { BOOLEAN, LONG } from '../types/data-type.ts';
import type { OptimizerContext } from './context.ts';
import { isEquality, pullUpCorrelation } from './decorrelate.ts';
import { definitionsOf, substitute } from './substitute.ts';

interface JoinedScalar {
  readonly plan: Plan;
  /** What takes the subquery's place. */
  readonly value: Expression;
}

export function joinScalarSubquery(left: Plan, subquery: ScalarSubquery, context: OptimizerContext): JoinedScalar {
  const [column] = outputOf(subquery.plan);
  const whenEmpty = valueOfNoRows(subquery.plan);
  const { plan, conditions } = pullUpCorrelation(subquery.plan);
  if (
    column === undefined ||
    whenEmpty === undefined ||
    outerReferences(plan).length > 0 ||
    !conditions.every(isEquality)
  ) {
    return raise(
      'UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.MUST_AGGREGATE_CORRELATED_SCALAR_SUBQUERY',
      {},
      { context: subquery.context },
    );
  }
  const empty = foldedNoRows(whenEmpty, context);
  const marker = alias(literal(true, BOOLEAN), 'alwaysTrue');
  const isPlain = empty.kind === 'literal' && empty.value === null;
  const right: Plan = isPlain ? plan : { kind: 'project', list: [...outputOf(plan), marker], child: plan };
  const value: Expression = isPlain
    ? asNullable(column)
    : {
        kind: 'case',
        whens: [predicate('isnull', [asNullable(toAttribute(marker))], false)],
        thens: [empty],
        otherwise: asNullable(column),
      };
  return {
    plan: {
      kind: 'join',
      type: 'left',
      condition: allOf(conditions),
      using: undefined,
      natural: false,
      lateral: false,
      nullAware: false,
      exists: undefined,
      hint: { left: undefined, right: undefined },
      left,
      right,
    },
    value,
  };
}

/** The subquery's value when nothing correlates: `count` gives 0, other aggregates NULL. Undefined for plans without one row. */
function valueOfNoRows(plan: Plan): Expression | undefined {
  switch (plan.kind) {
    case 'aggregate':
      return plan.grouping.length === 0 ? noRowsValue(plan) : undefined;
    case 'project': {
      const inner = valueOfNoRows(plan.child);
      const [item] = plan.list;
      if (inner === undefined || item === undefined) return undefined;
      const aggregate = aggregateBelow(plan.child);
      return aggregate === undefined ? undefined : substitute(item, noRowsDefinitions(aggregate));
    }
    case 'filter':
    case 'subquery-alias':
    case 'hint':
      return valueOfNoRows(plan.child);
    default:
      return undefined;
  }
}

function aggregateBelow(plan: Plan): Aggregate | undefined {
  let node = plan;
  while (node.kind === 'filter' || node.kind === 'subquery-alias' || node.kind === 'hint') node = node.child;
  return node.kind === 'aggregate' ? node : undefined;
}

const noRowsValue = ({ list }: Aggregate): Expression | undefined =>
  list[0] === undefined ? undefined : ofNoRows(list[0]);

function noRowsDefinitions(aggregate: Aggregate): ReadonlyMap<number, Expression> {
  return new Map([...definitionsOf(aggregate.list)].map(([id, definition]) => [id, ofNoRows(definition)]));
}

const COUNTS: ReadonlySet<string> = new Set(['count', 'count_if', 'regr_count', 'approx_count_distinct']);

function ofNoRows(e: Expression): Expression {
  return transformExpressionDown(e, (node) => {
    if (node.kind !== 'aggregate-call') return node;
    return COUNTS.has(node.call.fn) ? literal(0n, LONG) : literal(null, node.call.type);
  });
}

function foldedNoRows(e: Expression, context: OptimizerContext): Expression {
  const bare = e.kind === 'alias' ? e.child : e;
  if (someExpression(bare, (node) => node.kind === 'attribute')) return literal(null, typeOf(bare));
  return bare.kind === 'literal' ? bare : literal(context.evaluate(bare), typeOf(bare));
}
