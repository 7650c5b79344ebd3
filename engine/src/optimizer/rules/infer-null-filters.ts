/** Comparisons are never true of NULL: filters and inner joins test their columns for it first, which sources can use. */
import { isDeterministic } from '../../analysis/foldable.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import { allOf, conjuncts, predicate } from '../../tree/conjunction.ts';
import type { Attribute, Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Join, Plan } from '../../tree/plan.ts';
import { transformPlan } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';
import { neverNull } from '../never-null.ts';

export const inferNullFilters: Rule = (plan) =>
  transformPlan(plan, (node) => {
    switch (node.kind) {
      case 'filter': {
        const parts = conjuncts(node.condition);
        const tests = missingTests(parts, outputOf(node.child), node.child);
        if (tests.length === 0) return node;
        const condition = allOf([allOf(tests) as Expression, node.condition]);
        return { ...node, condition: condition ?? node.condition };
      }
      case 'join':
        return inferred(node);
      default:
        return node;
    }
  });

function inferred(join: Join): Plan {
  if (join.condition === undefined || join.nullAware) return join;
  const parts = conjuncts(join.condition);
  const left = testsSide(join, 'left') ? filteredSide(join.left, parts) : join.left;
  const right = testsSide(join, 'right') ? filteredSide(join.right, parts) : join.right;
  return left === join.left && right === join.right ? join : { ...join, left, right };
}

/** A side whose rows without a partner are dropped. */
function testsSide({ type }: Join, side: 'left' | 'right'): boolean {
  switch (type) {
    case 'inner':
    case 'cross':
    case 'left-semi':
      return true;
    case 'left':
    case 'left-single':
    case 'left-anti':
      return side === 'right';
    case 'right':
      return side === 'left';
    default:
      return false;
  }
}

function filteredSide(side: Plan, parts: readonly Expression[]): Plan {
  const condition = allOf(missingTests(parts, outputOf(side), side));
  return condition === undefined ? side : { kind: 'filter', condition, child: side };
}

function missingTests(parts: readonly Expression[], columns: readonly Attribute[], below: Plan): readonly Expression[] {
  const known = new Set([...parts.map(canonicalKey), ...testsIn(below)]);
  const own = new Map(columns.map((column) => [column.id, column]));
  const tests = new Map<number, Expression>();
  for (const part of parts) {
    if (!isDeterministic(part)) continue;
    for (const found of neverNull(part)) {
      const column = found.kind === 'attribute' ? own.get(found.id) : undefined;
      if (column === undefined || !column.nullable || tests.has(column.id)) continue;
      const test = predicate('isnotnull', [column], false);
      if (!known.has(canonicalKey(test))) tests.set(column.id, test);
    }
  }
  return [...tests.values()];
}

/** Tests that hold of a plan's rows already. */
function testsIn(plan: Plan): readonly string[] {
  const keys: string[] = [];
  let node = plan;
  for (;;) {
    if (node.kind === 'filter') keys.push(...conjuncts(node.condition).map(canonicalKey));
    else if (node.kind !== 'project' && node.kind !== 'sort' && node.kind !== 'window') return keys;
    node = node.child;
  }
}
