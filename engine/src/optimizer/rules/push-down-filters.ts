/**
 * Filters move towards the leaves: below what neither drops, adds nor orders rows by more than the filter's columns.
 * Nothing that must run exactly once for each row is moved over, duplicated or run for other rows than before.
 */
import { isDeterministic } from '../../analysis/foldable.ts';
import { allOf, conjuncts } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Filter, Join, Plan } from '../../tree/plan.ts';
import { type AttributeIds, idsOf, outputIds, readsOnly, referencesOf } from '../../tree/references.ts';
import { someExpression, transformPlanDown } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';
import { hasPython } from '../expression-traits.ts';
import { definitionsOf, substitute } from '../substitute.ts';
import { combined } from './combine-filters.ts';

export const pushDownFilters: Rule = (plan) =>
  transformPlanDown(plan, (node) => {
    if (node.kind === 'filter') return pushed(node);
    return node.kind === 'join' ? pushedFromJoin(node) : node;
  });

function pushed(filter: Filter): Plan {
  const { child } = filter;
  switch (child.kind) {
    case 'filter': {
      const both = combined(filter);
      return both.kind === 'filter' && both !== filter ? pushed(both) : both;
    }
    case 'project': {
      if (!child.list.every(isDeterministic)) return filter;
      const definitions = definitionsOf(child.list);
      const python = new Set(child.list.flatMap((item) => (item.kind === 'alias' && hasPython(item) ? [item.id] : [])));
      return split(
        filter,
        (e) => ![...referencesOf(e)].some((id) => python.has(id)),
        (condition) => ({ ...child, child: over(substitute(condition, definitions), child.child) }),
      );
    }
    case 'aggregate': {
      if (child.grouping.length === 0 || !child.list.every(isDeterministic)) return filter;
      const keys = idsOf(child.grouping.flatMap((key) => (key.kind === 'attribute' ? [key] : [])));
      const definitions = definitionsOf(child.list);
      return split(
        filter,
        (e) => isAboutKeys(substitute(e, definitions), keys),
        (condition) => ({ ...child, child: over(substitute(condition, definitions), child.child) }),
      );
    }
    case 'window': {
      const keys = idsOf(child.partitionBy.flatMap((key) => (key.kind === 'attribute' ? [key] : [])));
      return split(
        filter,
        (e) => readsOnly(e, keys) && referencesOf(e).size > 0,
        (condition) => ({ ...child, child: over(condition, child.child) }),
      );
    }
    case 'generate':
    case 'python-eval': {
      const ids = outputIds(child.child);
      const fixed = child.kind === 'generate' ? isDeterministic(child.generator) : child.udfs.every(isDeterministic);
      return fixed
        ? split(
            filter,
            (e) => readsOnly(e, ids),
            (condition) => ({ ...child, child: over(condition, child.child) }),
          )
        : filter;
    }
    case 'union':
      return split(
        filter,
        () => true,
        (condition) => ({
          ...child,
          children: child.children.map((branch) => over(byPosition(condition, child, branch), branch)),
        }),
      );
    case 'sort':
    case 'repartition':
    case 'distinct':
      return split(
        filter,
        () => true,
        (condition) => ({ ...child, child: over(condition, child.child) }),
      );
    case 'join':
      return pushedIntoJoin(filter, child);
    default:
      return filter;
  }
}

/** Of the grouping keys alone, without the aggregates' results. */
function isAboutKeys(e: Expression, keys: AttributeIds): boolean {
  return referencesOf(e).size > 0 && readsOnly(e, keys) && !someExpression(e, (node) => node.kind === 'aggregate-call');
}

const over = (condition: Expression, child: Plan): Plan => ({ kind: 'filter', condition, child });

/** Parts up to the first that is not deterministic may move. */
function movable(condition: Expression): readonly [moving: readonly Expression[], staying: readonly Expression[]] {
  const parts = conjuncts(condition);
  const first = parts.findIndex((e) => !isDeterministic(e));
  return first < 0 ? [parts, []] : [parts.slice(0, first), parts.slice(first)];
}

function split(filter: Filter, mayMove: (e: Expression) => boolean, below: (condition: Expression) => Plan): Plan {
  const [candidates, fixed] = movable(filter.condition);
  const moving = allOf(candidates.filter(mayMove));
  if (moving === undefined) return filter;
  const staying = allOf([...candidates.filter((e) => !mayMove(e)), ...fixed]);
  const made = below(moving);
  return staying === undefined ? made : { ...filter, condition: staying, child: made };
}

/** A union's columns are its first child's; in the other children they have other ids. */
function byPosition(condition: Expression, union: Plan, branch: Plan): Expression {
  const own = outputOf(branch);
  const definitions = new Map(outputOf(union).map((column, i) => [column.id, own[i] as Expression]));
  return substitute(condition, definitions);
}

interface Sides {
  readonly left: readonly Expression[];
  readonly right: readonly Expression[];
  readonly both: readonly Expression[];
}

function bySide(parts: readonly Expression[], left: AttributeIds, right: AttributeIds): Sides {
  const sides: { left: Expression[]; right: Expression[]; both: Expression[] } = { left: [], right: [], both: [] };
  for (const e of parts) {
    const none = referencesOf(e).size === 0;
    if (!none && readsOnly(e, left)) sides.left.push(e);
    else if (!none && readsOnly(e, right)) sides.right.push(e);
    else sides.both.push(e);
  }
  return sides;
}

const filtered = (child: Plan, parts: readonly Expression[]): Plan => {
  const condition = allOf(parts);
  return condition === undefined ? child : over(condition, child);
};

/** A filter above an outer join may only go to the side whose rows are all kept. */
function pushedIntoJoin(filter: Filter, join: Join): Plan {
  const [candidates, fixed] = movable(filter.condition);
  const sides = bySide(candidates, outputIds(join.left), outputIds(join.right));
  const rest = (staying: readonly Expression[], made: Plan): Plan => filtered(made, [...staying, ...fixed]);
  const { left, right } = join;
  switch (join.type) {
    case 'inner':
    case 'cross': {
      const python = sides.both.filter(hasPython);
      const joining = sides.both.filter((e) => !hasPython(e) && referencesOf(e).size > 0);
      const constant = sides.both.filter((e) => !hasPython(e) && referencesOf(e).size === 0);
      if (sides.left.length + sides.right.length + joining.length === 0) return filter;
      const condition = allOf([...conjuncts(join.condition), ...joining]);
      const type = condition === undefined ? join.type : 'inner';
      return rest([...python, ...constant], {
        ...join,
        type,
        condition,
        left: filtered(left, sides.left),
        right: filtered(right, sides.right),
      });
    }
    case 'left':
    case 'left-single':
    case 'left-semi':
    case 'left-anti':
    case 'existence':
      if (sides.left.length === 0) return filter;
      return rest([...sides.right, ...sides.both], { ...join, left: filtered(left, sides.left) });
    case 'right':
      if (sides.right.length === 0) return filter;
      return rest([...sides.left, ...sides.both], { ...join, right: filtered(right, sides.right) });
    case 'full':
      return filter;
  }
}

/** Parts of the ON condition about one side only filter that side first, where its unmatched rows are not kept. */
function pushedFromJoin(join: Join): Plan {
  if (join.condition === undefined || join.nullAware || !isDeterministic(join.condition)) return join;
  const { left, right, both } = bySide(conjuncts(join.condition), outputIds(join.left), outputIds(join.right));
  const toLeft = join.type === 'inner' || join.type === 'cross' || join.type === 'right' || join.type === 'left-semi';
  const toRight = join.type !== 'right' && join.type !== 'full';
  const [leftDown, leftStay] = toLeft ? [left, []] : [[], left];
  const [rightDown, rightStay] = toRight ? [right, []] : [[], right];
  if (leftDown.length + rightDown.length === 0) return join;
  return {
    ...join,
    condition: allOf([...both, ...leftStay, ...rightStay]),
    left: filtered(join.left, leftDown),
    right: filtered(join.right, rightDown),
  };
}
