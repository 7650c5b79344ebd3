/**
 * Dynamic partition pruning: where a partitioned relation is joined by a partition column with rows that a filter
 * chooses, the values that these have are found first, and files of other partitions are not read.
 */
import { isDeterministic } from '../../analysis/foldable.ts';
import { alias } from '../../tree/build.ts';
import { conjuncts } from '../../tree/conjunction.ts';
import { type Attribute, type Expression, nextExpressionId } from '../../tree/expression.ts';
import { type JoinSide, KEPT_SIDES } from '../../tree/join-sides.ts';
import type { Join, Plan, SourceRelation } from '../../tree/plan.ts';
import { attributesIn, outputIds, readsOnly, referencesOf } from '../../tree/references.ts';
import { expressionsOf, PLANS, transformExpression, transformPlan } from '../../tree/shapes.ts';
import { preorder } from '../../tree/transform.ts';
import type { OptimizerContext, Rule } from '../context.ts';
import { hasPython } from '../expression-traits.ts';
import { resolvedCall } from '../resolved-call.ts';

export const prunePartitions: Rule = (plan, context) =>
  context.conf.getBoolean('spark.sql.optimizer.dynamicPartitionPruning.enabled')
    ? transformPlan(plan, (node) => (node.kind === 'join' ? pruned(node, context) : node))
    : plan;

/** Whose rows without a partner are dropped. */
const PRUNABLE: Partial<Record<Join['type'], readonly JoinSide[]>> = {
  inner: ['left', 'right'],
  'left-semi': ['left'],
  left: ['right'],
  right: ['left'],
};

function pruned(join: Join, context: OptimizerContext): Join {
  let made = join;
  for (const side of PRUNABLE[join.type] ?? []) {
    const chooser = join[side === 'left' ? 'right' : 'left'];
    if (!hasChoice(chooser)) continue;
    for (const { column, own, other } of keyPairs(join, side, chooser)) {
      const next = withPruning(made[side], column, (relation, partition) => {
        if (bytesOf(chooser) >= PASSED_OVER * bytesOf(relation)) return undefined;
        const keys = alias(resolvedCall('collect_set', [other], context), 'keys');
        const plan: Plan = { kind: 'aggregate', grouping: [], list: [keys], child: chooser };
        const found: Expression = { kind: 'scalar-subquery', plan, id: nextExpressionId() };
        const value = transformExpression(own, (e) => (e.kind === 'attribute' ? partition : e));
        return resolvedCall('array_contains', [found, value], context);
      });
      if (next !== undefined) made = { ...made, [side]: next };
    }
  }
  return made;
}

/** Spark's guess at the share of a relation that is not read; worth it where that is more than the other side is. */
const PASSED_OVER = 0.5;

function bytesOf(plan: Plan): number {
  let bytes = 0;
  for (const node of preorder(PLANS, plan)) {
    if (node.kind === 'source-relation') bytes += node.files.reduce((sum, file) => sum + file.size, 0);
    else if (node.kind === 'cached-relation' || node.kind === 'rdd-relation') return Number.POSITIVE_INFINITY;
  }
  return bytes;
}

/** A filter by more than NULL; what may give other rows the second time does not choose. */
function hasChoice(plan: Plan): boolean {
  let found = false;
  for (const node of preorder(PLANS, plan)) {
    if (node.kind === 'sample' || node.kind === 'limit') return false;
    if (!expressionsOf(node).every((e) => isDeterministic(e) && !hasPython(e))) return false;
    found ||=
      node.kind === 'filter' && conjuncts(node.condition).some((e) => e.kind !== 'call' || e.fn !== 'isnotnull');
  }
  return found;
}

interface KeyPair {
  /** The only one that `own` reads. */
  readonly column: Attribute;
  readonly own: Expression;
  readonly other: Expression;
}

function keyPairs(join: Join, side: JoinSide, chooser: Plan): readonly KeyPair[] {
  const [ids, others] = [outputIds(join[side]), outputIds(chooser)];
  return conjuncts(join.condition).flatMap((e) => {
    if (e.kind !== 'call' || (e.fn !== '=' && e.fn !== '==')) return [];
    const [a, b] = e.args as readonly [Expression, Expression];
    const [own, other] = readsOnly(a, ids) ? [a, b] : [b, a];
    const [column, ...more] = attributesIn(own);
    const fits = more.length === 0 && readsOnly(own, ids) && referencesOf(other).size > 0 && readsOnly(other, others);
    return column !== undefined && fits ? [{ column, own, other }] : [];
  });
}

/** `make` is told of the relation and its partition column that this is, and gives the condition, if any, to prune it by. */
function withPruning(
  plan: Plan,
  column: Attribute,
  make: (relation: SourceRelation, partition: Attribute) => Expression | undefined,
): Plan | undefined {
  if (plan.kind === 'source-relation') {
    const { pruning = [], partitionSchema, output } = plan;
    if (!output.some((a) => a.id === column.id) || !partitionSchema.fields.some((f) => f.name === column.name)) return;
    const condition = pruning.some((e) => referencesOf(e).has(column.id)) ? undefined : make(plan, column);
    return condition === undefined ? undefined : { ...plan, pruning: [...pruning, condition] };
  }
  const origin = originOf(plan, column);
  const next = origin === undefined ? undefined : withPruning(origin.plan, origin.column, make);
  return next === undefined ? undefined : PLANS.withChildren(plan, childrenWith(plan, origin?.plan, next));
}

const childrenWith = (plan: Plan, before: Plan | undefined, after: Plan): readonly Plan[] =>
  PLANS.children(plan).map((child) => (child === before ? after : child));

/** The child, and its column, that a column comes from, where leaving out rows of the one leaves out those of the other only. */
function originOf(plan: Plan, column: Attribute): { readonly plan: Plan; readonly column: Attribute } | undefined {
  switch (plan.kind) {
    case 'filter':
      return { plan: plan.child, column };
    case 'project':
    case 'aggregate': {
      const item = plan.list.find((e) => (e.kind === 'alias' || e.kind === 'attribute') && e.id === column.id);
      const from = item?.kind === 'alias' ? item.child : item;
      if (from?.kind !== 'attribute') return undefined;
      const isKey = plan.kind === 'project' || plan.grouping.some((e) => e.kind === 'attribute' && e.id === from.id);
      return isKey ? { plan: plan.child, column: from } : undefined;
    }
    case 'join': {
      const side = outputIds(plan.left).has(column.id) ? 'left' : 'right';
      return KEPT_SIDES[plan.type]?.includes(side) === true ? { plan: plan[side], column } : undefined;
    }
    default:
      return undefined;
  }
}
