/** Joins: hash joins by their equality keys, nested loops for the rest; which side is built or broadcast. */

import { isDeterministic } from '../analysis/foldable.ts';
import { estimateOf } from '../optimizer/estimate.ts';
import { bindAll, bindReferences } from '../tree/bind.ts';
import { canonicalKey } from '../tree/canonical.ts';
import { allOf, conjuncts, isEquality, predicate } from '../tree/conjunction.ts';
import type { Expression } from '../tree/expression.ts';
import { joinOutput } from '../tree/output.ts';
import type { Join, JoinStrategy, JoinType, Plan } from '../tree/plan.ts';
import { type AttributeIds, outputIds, readsOnly, referencesOf } from '../tree/references.ts';
import { askedGroups, asksForFew } from './ask-groups.ts';
import type { PlannerContext } from './context.ts';
import type { HashJoin, PhysicalNode } from './node.ts';
import { exchange, toSingle } from './node-builders.ts';
import { countOf, partitionCount, partitioningOf } from './properties.ts';
import { statisticsOf } from './statistics.ts';

interface JoinKeys {
  readonly left: readonly Expression[];
  readonly right: readonly Expression[];
  readonly nullSafe: readonly boolean[];
  /** What of the condition is no key. */
  readonly rest: Expression | undefined;
}

export function planJoin(join: Join, left: PhysicalNode, right: PhysicalNode, context: PlannerContext): PhysicalNode {
  const keys = joinKeys(join);
  if (join.nullAware) {
    return keys.left.length === 1 && keys.rest === undefined
      ? nullAwareJoin(join, keys, left, right)
      : nestedLoopJoin({ ...join, condition: orUnknown(join.condition) }, left, right, context);
  }
  return keys.left.length > 0 ? hashJoin(join, keys, left, right, context) : nestedLoopJoin(join, left, right, context);
}

/** NOT IN with a constant or a computed pair: a row stays only where the comparison is false for all rows. */
function orUnknown(condition: Expression | undefined): Expression | undefined {
  return allOf(conjuncts(condition).map((e) => predicate('or', [e, predicate('isnull', [e], false)])));
}

/** Splits the ON condition into `left = right` pairs and the rest. */
function joinKeys(join: Pick<Join, 'condition' | 'left' | 'right'>): JoinKeys {
  const leftIds = outputIds(join.left);
  const rightIds = outputIds(join.right);
  const left: Expression[] = [];
  const right: Expression[] = [];
  const nullSafe: boolean[] = [];
  const rest: Expression[] = [];
  for (const part of conjuncts(join.condition)) {
    const pair = isEquality(part) && isDeterministic(part) ? keyPair(part.args, leftIds, rightIds) : undefined;
    if (pair === undefined) {
      rest.push(part);
      continue;
    }
    left.push(pair[0]);
    right.push(pair[1]);
    nullSafe.push(part.kind === 'call' && part.fn === '<=>');
  }
  return { left, right, nullSafe, rest: allOf(rest) };
}

function keyPair(
  args: readonly Expression[],
  left: AttributeIds,
  right: AttributeIds,
): readonly [Expression, Expression] | undefined {
  const [a, b] = args;
  if (a === undefined || b === undefined) return undefined;
  if (referencesOf(a).size === 0 || referencesOf(b).size === 0) return undefined;
  if (readsOnly(a, left) && readsOnly(b, right)) return [a, b];
  return readsOnly(b, left) && readsOnly(a, right) ? [b, a] : undefined;
}

type Side = 'left' | 'right';

/** A broadcast side is seen by every task, so its rows must not be kept when unmatched. */
const BROADCASTABLE: Readonly<Record<JoinType, readonly Side[]>> = {
  inner: ['right', 'left'],
  cross: ['right', 'left'],
  left: ['right'],
  right: ['left'],
  full: [],
  'left-semi': ['right'],
  'left-anti': ['right'],
  existence: ['right'],
  'left-single': ['right'],
};

const BUILDABLE: Readonly<Record<JoinType, readonly Side[]>> = {
  ...BROADCASTABLE,
  left: ['right', 'left'],
  right: ['left', 'right'],
  full: ['right', 'left'],
  'left-semi': ['right', 'left'],
  'left-anti': ['right', 'left'],
};

function smaller(join: Join, sides: readonly Side[], context: PlannerContext): Side {
  const [first = 'right', second] = sides;
  if (second === undefined) return first;
  // Rows tell more than bytes, which for files are packed.
  const [left, right] = [estimateOf(join.left)?.rows, estimateOf(join.right)?.rows];
  if (left !== undefined && right !== undefined) return right <= left ? 'right' : 'left';
  const size = (side: Side): number => statisticsOf(join[side], context.cacheStatistics).sizeInBytes;
  return size('right') <= size('left') ? 'right' : 'left';
}

const hinted = (join: Join, strategy: JoinStrategy, sides: readonly Side[]): readonly Side[] =>
  sides.filter((side) => join.hint[side] === strategy);

/** The side to broadcast: by a hint, else the smaller one that is small enough. */
function broadcastSide(join: Join, context: PlannerContext): Side | undefined {
  const sides = BROADCASTABLE[join.type];
  const asked = hinted(join, 'broadcast', sides);
  if (asked.length > 0) return smaller(join, asked, context);
  if (hasHint(join, 'merge') || hasHint(join, 'shuffle-hash')) return undefined;
  const fits = sides.filter((side) => isSmall(join[side], context));
  return fits.length > 0 ? smaller(join, fits, context) : undefined;
}

const hasHint = (join: Join, strategy: JoinStrategy): boolean =>
  join.hint.left === strategy || join.hint.right === strategy;

function hashJoin(
  join: Join,
  keys: JoinKeys,
  left: PhysicalNode,
  right: PhysicalNode,
  context: PlannerContext,
): PhysicalNode {
  const leftKeys = bindAll(keys.left, left.output);
  const rightKeys = bindAll(keys.right, right.output);
  const { nullSafe } = keys;
  const sides: Sides = { left, leftKeys, right, rightKeys, nullSafe };
  return {
    kind: 'hash-join',
    output: joinOutput(join),
    type: join.type,
    leftKeys,
    rightKeys,
    nullSafe,
    condition: keys.rest === undefined ? undefined : bindReferences(keys.rest, [...left.output, ...right.output]),
    nullAware: false,
    ...(joinedToGroups(join, sides, context) ?? arranged(join, sides, context)),
  };
}

interface Sides {
  readonly left: PhysicalNode;
  readonly leftKeys: readonly Expression[];
  readonly right: PhysicalNode;
  readonly rightKeys: readonly Expression[];
  readonly nullSafe: readonly boolean[];
}

type Arranged = Pick<HashJoin, 'build' | 'left' | 'right'>;

function arranged(join: Join, { left, leftKeys, right, rightKeys }: Sides, context: PlannerContext): Arranged {
  const broadcast = broadcastSide(join, context);
  if (broadcast === 'left') return { build: 'left', left: toBroadcast(left), right };
  if (broadcast === 'right') return { build: 'right', left, right: toBroadcast(right) };
  const count = context.conf.getNumber('spark.sql.shuffle.partitions');
  return { build: shuffledBuildSide(join, context), ...toCoPartitioned(left, leftKeys, right, rightKeys, count) };
}

/** Groups joined with so few rows that only those they ask for are made. */
function joinedToGroups(join: Join, sides: Sides, context: PlannerContext): Arranged | undefined {
  if (join.type !== 'inner' || join.hint.left !== undefined || join.hint.right !== undefined) return undefined;
  const asking: Side | undefined = asksForFew(join.left, join.right)
    ? 'left'
    : asksForFew(join.right, join.left)
      ? 'right'
      : undefined;
  if (asking === undefined || !isSmall(join[asking], context)) return undefined;
  const rows = toBroadcast(sides[asking]);
  const [askingKeys, groupKeys] =
    asking === 'left' ? [sides.leftKeys, sides.rightKeys] : [sides.rightKeys, sides.leftKeys];
  const keys = askingKeys
    .map((key, i) => ({ asking: key, groups: groupKeys[i] as Expression }))
    .filter((_, i) => sides.nullSafe[i] !== true);
  const groups = askedGroups(asking === 'left' ? sides.right : sides.left, rows, keys);
  if (groups === undefined) return undefined;
  return asking === 'left'
    ? { build: 'left', left: rows, right: groups }
    : { build: 'right', left: groups, right: rows };
}

const isSmall = (plan: Plan, context: PlannerContext): boolean =>
  statisticsOf(plan, context.cacheStatistics).sizeInBytes <=
  context.conf.getNumber('spark.sql.autoBroadcastJoinThreshold');

function shuffledBuildSide(join: Join, context: PlannerContext): Side {
  const sides = BUILDABLE[join.type];
  const asked = hinted(join, 'shuffle-hash', sides);
  return smaller(join, asked.length > 0 ? asked : sides, context);
}

const toBroadcast = (child: PhysicalNode): PhysicalNode => ({
  kind: 'broadcast-exchange',
  output: child.output,
  child,
});

/** Both sides hashed by corresponding keys into equally many partitions; an exchange that is not needed is not made. */
function toCoPartitioned(
  left: PhysicalNode,
  leftKeys: readonly Expression[],
  right: PhysicalNode,
  rightKeys: readonly Expression[],
  count: number,
): { readonly left: PhysicalNode; readonly right: PhysicalNode } {
  if (partitionCount(left) === 1 && partitionCount(right) === 1) return { left, right };
  const leftAt = hashedBy(left, leftKeys);
  const rightAt = hashedBy(right, rightKeys);
  const pick = (keys: readonly Expression[], at: readonly number[]): readonly Expression[] =>
    at.map((i) => keys[i] as Expression);
  const hashed = (child: PhysicalNode, keys: readonly Expression[], n: number): PhysicalNode =>
    exchange(child, { kind: 'hash', keys, count: n });
  if (
    leftAt !== undefined &&
    rightAt !== undefined &&
    leftAt.join() === rightAt.join() &&
    partitionCount(left) === partitionCount(right)
  ) {
    return { left, right };
  }
  if (leftAt !== undefined && partitionCount(left) >= count) {
    return { left, right: hashed(right, pick(rightKeys, leftAt), partitionCount(left)) };
  }
  if (rightAt !== undefined && partitionCount(right) >= count) {
    return { left: hashed(left, pick(leftKeys, rightAt), partitionCount(right)), right };
  }
  return { left: hashed(left, leftKeys, count), right: hashed(right, rightKeys, count) };
}

/** Positions among `keys` of what a node's rows are hashed by; undefined when they are not hashed by keys only. */
function hashedBy(node: PhysicalNode, keys: readonly Expression[]): readonly number[] | undefined {
  const partitioning = partitioningOf(node);
  if (partitioning.kind !== 'hash' || countOf(partitioning) === 1) return undefined;
  const texts = keys.map(canonicalKey);
  const at = partitioning.keys.map((key) => texts.indexOf(canonicalKey(key)));
  return at.length === 0 || at.includes(-1) ? undefined : at;
}

/** NOT IN over one column: every task must know of a NULL on the right, so the right side is always broadcast. */
function nullAwareJoin(join: Join, keys: JoinKeys, left: PhysicalNode, right: PhysicalNode): PhysicalNode {
  return {
    kind: 'hash-join',
    output: joinOutput(join),
    type: join.type,
    build: 'right',
    leftKeys: bindAll(keys.left, left.output),
    rightKeys: bindAll(keys.right, right.output),
    nullSafe: keys.nullSafe,
    condition: undefined,
    nullAware: true,
    left,
    right: toBroadcast(right),
  };
}

/** Without keys one side is read by every task; a full join remembers matches of both sides, so it has one task only. */
function nestedLoopJoin(join: Join, left: PhysicalNode, right: PhysicalNode, context: PlannerContext): PhysicalNode {
  const condition =
    join.condition === undefined ? undefined : bindReferences(join.condition, [...left.output, ...right.output]);
  const output = joinOutput(join);
  if (join.type === 'full') {
    return {
      kind: 'nested-loop-join',
      output,
      type: join.type,
      build: 'right',
      condition,
      left: toSingle(left),
      right: toSingle(right),
    };
  }
  const build = broadcastSide(join, context) ?? smaller(join, BROADCASTABLE[join.type], context);
  return {
    kind: 'nested-loop-join',
    output,
    type: join.type,
    build,
    condition,
    left: build === 'left' ? toBroadcast(left) : left,
    right: build === 'right' ? toBroadcast(right) : right,
  };
}
