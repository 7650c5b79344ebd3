/** Columns nobody reads are not computed, shuffled or scanned. */
import type { Attribute, Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Expand, Join, LocalRelation, Plan, Union } from '../../tree/plan.ts';
import { type AttributeIds, outputIds, referencesOf } from '../../tree/references.ts';
import { expressionsOf, PLANS } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';

export const pruneColumns: Rule = (plan) => prune(plan, outputIds(plan));

const union = (...sets: readonly AttributeIds[]): AttributeIds => new Set(sets.flatMap((set) => [...set]));

const idOf = (item: Expression): number => (item.kind === 'alias' || item.kind === 'attribute' ? item.id : -1);

/** The plan without what neither it nor `needed` asks for; it may still give more columns than needed. */
function prune(plan: Plan, needed: AttributeIds): Plan {
  switch (plan.kind) {
    case 'project': {
      const list = plan.list.filter((item) => needed.has(idOf(item)));
      const child = prune(plan.child, referencesOf(...list));
      return list.length === plan.list.length && child === plan.child ? plan : { ...plan, list, child };
    }
    case 'aggregate': {
      const list = plan.list.filter((item) => needed.has(idOf(item)));
      const child = narrow(plan.child, referencesOf(...list, ...plan.grouping));
      return list.length === plan.list.length && child === plan.child ? plan : { ...plan, list, child };
    }
    case 'filter':
      return withChild(plan, prune(plan.child, union(needed, referencesOf(plan.condition))));
    case 'sort':
    case 'repartition':
    case 'deduplicate':
      return withChild(plan, narrow(plan.child, union(needed, referencesOf(...expressionsOf(plan)))));
    case 'limit':
    case 'offset':
    case 'tail':
    case 'sample':
      return withChild(plan, prune(plan.child, needed));
    case 'window': {
      const calls = plan.calls.filter((call) => needed.has(call.id));
      if (calls.length === 0) return prune(plan.child, needed);
      const child = narrow(plan.child, union(needed, referencesOf(...calls, ...plan.partitionBy, ...plan.orderBy)));
      return calls.length === plan.calls.length && child === plan.child ? plan : { ...plan, calls, child };
    }
    case 'python-eval': {
      const udfs = plan.udfs.filter((udf) => needed.has(udf.id));
      if (udfs.length === 0) return prune(plan.child, needed);
      const child = narrow(plan.child, union(needed, referencesOf(...udfs)));
      return udfs.length === plan.udfs.length && child === plan.child ? plan : { ...plan, udfs, child };
    }
    case 'generate':
      return withChild(plan, narrow(plan.child, union(needed, referencesOf(plan.generator))));
    case 'expand':
      return pruneExpand(plan, needed);
    case 'local-relation':
      return pruneRows(plan, needed);
    case 'join':
      return pruneJoin(plan, needed);
    case 'union':
      return pruneUnion(plan, needed);
    default:
      return pruneInside(plan);
  }
}

function pruneExpand(plan: Expand, needed: AttributeIds): Plan {
  const kept = plan.output.map((column) => needed.has(column.id));
  const projections = plan.projections.map((list) => list.filter((_, i) => kept[i]));
  const child = narrow(plan.child, referencesOf(...projections.flat()));
  if (kept.every(Boolean) && child === plan.child) return plan;
  return { ...plan, projections, output: plan.output.filter((_, i) => kept[i]), child };
}

function pruneRows(plan: LocalRelation, needed: AttributeIds): Plan {
  const kept = plan.output.map((column) => needed.has(column.id));
  if (kept.every(Boolean)) return plan;
  const batches = plan.batches.map((batch) => ({ ...batch, columns: batch.columns.filter((_, i) => kept[i]) }));
  return { ...plan, output: plan.output.filter((_, i) => kept[i]), batches };
}

function withChild<P extends Extract<Plan, { readonly child: Plan }>>(plan: P, child: Plan): P {
  return child === plan.child ? plan : { ...plan, child };
}

/** Nodes that look at whole rows need all their children's columns. */
function pruneInside(plan: Plan): Plan {
  const before = PLANS.children(plan);
  const after = before.map((child) => prune(child, outputIds(child)));
  return after.every((child, i) => child === before[i]) ? plan : PLANS.withChildren(plan, after);
}

/** Exactly the needed columns of a plan, by a projection where it still gives more. */
function narrow(plan: Plan, needed: AttributeIds): Plan {
  const pruned = prune(plan, needed);
  const output = outputOf(pruned);
  const kept = output.filter((column) => needed.has(column.id));
  return kept.length === output.length ? pruned : { kind: 'project', list: kept, child: pruned };
}

function pruneJoin(plan: Join, needed: AttributeIds): Plan {
  const wanted = plan.condition === undefined ? needed : union(needed, referencesOf(plan.condition));
  const left = narrow(plan.left, wanted);
  const right = narrow(plan.right, wanted);
  return left === plan.left && right === plan.right ? plan : { ...plan, left, right };
}

/** Children's columns go by position. */
function pruneUnion(plan: Union, needed: AttributeIds): Plan {
  const positions = outputOf(plan).flatMap((column, i) => (needed.has(column.id) ? [i] : []));
  const children = plan.children.map((child) => {
    const own = outputOf(child);
    const kept = positions.map((i) => own[i] as Attribute);
    const ids = new Set(kept.map((column) => column.id));
    const pruned = prune(child, ids);
    const output = outputOf(pruned);
    const exact = output.length === kept.length && kept.every((column, i) => column.id === output[i]?.id);
    return exact ? pruned : ({ kind: 'project', list: kept, child: pruned } satisfies Plan);
  });
  return children.every((child, i) => child === plan.children[i]) ? plan : { ...plan, children };
}
