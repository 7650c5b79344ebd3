/**
 * An inner join of groups with few other rows asks for few of the groups: rows of others are dropped before they are
 * grouped. The other rows are broadcast once, for this and for the join itself. What Spark calls a runtime filter.
 */
import { estimateOf } from '../optimizer/estimate.ts';
import type { BoundReference, Expression } from '../tree/expression.ts';
import type { Aggregate, Plan } from '../tree/plan.ts';
import type { HashAggregate, HashJoin, PhysicalNode, Pipeline } from './node.ts';

/** So many groups for each row that asks make it worth while to look each row up once more. */
const GROUPS_PER_ASKING_ROW = 5;

/** Whether `asking` has few rows beside the groups that `groups` makes. */
export function asksForFew(asking: Plan, groups: Plan): boolean {
  const aggregate = aggregateIn(groups);
  const made = aggregate && estimateOf(aggregate)?.rows;
  const rows = estimateOf(asking)?.rows;
  return made !== undefined && rows !== undefined && rows * GROUPS_PER_ASKING_ROW <= made;
}

function aggregateIn(plan: Plan): Aggregate | undefined {
  switch (plan.kind) {
    case 'aggregate':
      return plan;
    case 'project':
    case 'filter':
      return aggregateIn(plan.child);
    default:
      return undefined;
  }
}

export interface AskingKey {
  readonly groups: Expression;
  readonly asking: Expression;
}

/** The same groups, but for those that no row of `asking` asks for; undefined where the keys are not what is grouped by. */
export function askedGroups(
  groups: PhysicalNode,
  asking: PhysicalNode,
  keys: readonly AskingKey[],
): PhysicalNode | undefined {
  switch (groups.kind) {
    case 'pipeline':
      return within(
        groups,
        asking,
        keys.flatMap((key) => mapped(key, (column) => throughSteps(groups, column))),
      );
    case 'exchange':
      return within(groups, asking, keys);
    case 'hash-aggregate': {
      const below = keys.flatMap((key) => mapped(key, (column) => groups.keys[column.ordinal]));
      if (below.length === 0) return undefined;
      if (isHalf(groups)) return within(groups, asking, below);
      return { ...groups, child: askedRows(groups.child, asking, below) };
    }
    default:
      return undefined;
  }
}

function within<N extends PhysicalNode & { readonly child: PhysicalNode }>(
  node: N,
  asking: PhysicalNode,
  keys: readonly AskingKey[],
): N | undefined {
  const child = keys.length === 0 ? undefined : askedGroups(node.child, asking, keys);
  return child && { ...node, child };
}

/** The other half, by the same keys or more, is below. */
function isHalf({ child }: HashAggregate): boolean {
  const below = child.kind === 'exchange' ? child.child : child;
  return below.kind === 'hash-aggregate' && below.partial;
}

function mapped(key: AskingKey, below: (column: BoundReference) => Expression | undefined): readonly AskingKey[] {
  const groups = key.groups.kind === 'bound' ? below(key.groups) : undefined;
  return groups === undefined ? [] : [{ ...key, groups }];
}

/** Where a column comes from, if it has come through unchanged. */
function throughSteps({ steps }: Pipeline, column: BoundReference): BoundReference | undefined {
  let at = column;
  for (const step of steps.toReversed()) {
    if (step.kind === 'filter') continue;
    const item = step.list[at.ordinal];
    const from = item?.kind === 'alias' ? item.child : item;
    if (from?.kind !== 'bound') return undefined;
    at = from;
  }
  return at;
}

const askedRows = (rows: PhysicalNode, asking: PhysicalNode, keys: readonly AskingKey[]): HashJoin => ({
  kind: 'hash-join',
  output: rows.output,
  type: 'left-semi',
  build: 'right',
  leftKeys: keys.map((key) => key.groups),
  rightKeys: keys.map((key) => key.asking),
  nullSafe: keys.map(() => false),
  condition: undefined,
  nullAware: false,
  runtimeFilter: true,
  left: rows,
  right: asking,
});
