/**
 * Runtime filters for joins of stored rows: where one side is stored before the other, rows of the other that the join
 * drops need be neither stored nor grouped on their way. As with Spark's, what would fail in such a row may go unnoticed.
 */
import { isDeterministic } from '../analysis/foldable.ts';
import { needsPartner } from '../physical/needs-partner.ts';
import type {
  BroadcastExchange,
  BroadcastRead,
  Exchange,
  HashJoin,
  NestedLoopJoin,
  PhysicalNode,
  Pipeline,
} from '../physical/node.ts';
import { type Moved, moveOrdinals } from '../physical/properties.ts';
import type { Expression } from '../tree/expression.ts';
import { KEPT_SIDES } from '../tree/join-sides.ts';
import { preorder } from '../tree/transform.ts';
import { PHYSICAL, severalTimes, transformShared } from './physical-shape.ts';

export interface RuntimeFilter extends HashJoin {
  readonly right: BroadcastRead;
}

export const isRuntimeFilter = (node: PhysicalNode): node is RuntimeFilter =>
  node.kind === 'hash-join' && node.runtimeFilter === true && node.right.kind === 'broadcast-read';

/** Exchanges know their sets by now. */
export function filterProbes(plan: PhysicalNode): PhysicalNode {
  // What one reader drops there another may want.
  const shared = new Set([...severalTimes(plan)].flatMap(setsIn));
  return transformShared(plan, (node) => (node.kind === 'hash-join' ? filtered(node, shared) : node));
}

const setsIn = (plan: PhysicalNode): readonly number[] =>
  [...preorder(PHYSICAL, plan)].flatMap((node) =>
    node.kind === 'exchange' && node.set !== undefined ? [node.set] : [],
  );

type Keys = readonly Expression[];

function filtered(join: HashJoin, shared: ReadonlySet<number>): HashJoin {
  if (join.nullAware || !needsPartner(join)) return join;
  const { left, leftKeys, right, rightKeys, nullSafe } = join;
  const [build, buildKeys, probe, probeKeys] =
    join.build === 'left' ? [left, leftKeys, right, rightKeys] : [right, rightKeys, left, leftKeys];
  const stored = storedRows(build, buildKeys);
  if (stored === undefined) return join;
  const placed = lastPlace(probe, probeKeys, shared, (rows, keys) => ({
    kind: 'hash-join',
    output: rows.output,
    type: 'left-semi',
    build: 'right',
    leftKeys: keys,
    rightKeys: stored.keys,
    nullSafe,
    condition: undefined,
    nullAware: false,
    runtimeFilter: true,
    left: rows,
    right: stored.read,
  }));
  if (placed?.isStored !== true) return join;
  return join.build === 'left' ? { ...join, right: placed.node } : { ...join, left: placed.node };
}

interface Stored {
  readonly read: BroadcastRead;
  readonly keys: Keys;
}

/** Stored rows among which are the keys of all rows of the node. */
function storedRows(node: PhysicalNode, keys: Keys): Stored | undefined {
  let [at, own] = [node, keys];
  while (at.kind !== 'exchange' && at.kind !== 'broadcast-exchange') {
    const below = origin(at, own);
    if (below === undefined) return undefined;
    [at, own] = [below.node, below.keys];
  }
  return at.set === undefined ? undefined : { read: readOf(at, at.set), keys: own };
}

const readOf = ({ output }: Exchange | BroadcastExchange, set: number): BroadcastRead => ({
  kind: 'broadcast-read',
  broadcast: set,
  output,
});

interface Placed {
  readonly node: PhysicalNode;
  /** Whether the rows left are stored on their way up. */
  readonly isStored: boolean;
}

/** The node with a filter below the last exchange or aggregate that its keys come through. */
function lastPlace(
  node: PhysicalNode,
  keys: Keys,
  shared: ReadonlySet<number>,
  filter: (rows: PhysicalNode, keys: Keys) => PhysicalNode,
): Placed | undefined {
  if (node.kind === 'pipeline' && !isRepeatable(node)) return undefined;
  if (node.kind === 'exchange' && node.set !== undefined && shared.has(node.set)) return undefined;
  const isHash = node.kind === 'exchange' && node.partitioning.kind === 'hash';
  const below = isHash ? { node: node.child, keys } : origin(node, keys);
  if (below === undefined) return undefined;
  const isPlace = isHash || node.kind === 'hash-aggregate';
  const here = isPlace ? { node: filter(below.node, below.keys), isStored: false } : undefined;
  const placed = lastPlace(below.node, below.keys, shared, filter) ?? here;
  if (placed === undefined) return undefined;
  const children = PHYSICAL.children(node).map((child) => (child === below.node ? placed.node : child));
  return { node: PHYSICAL.withChildren(node, children), isStored: placed.isStored || isHash };
}

interface Origin {
  readonly node: PhysicalNode;
  readonly keys: Keys;
}

/** The child that the keys come from unchanged; without one of its rows, only rows with these keys are missing or others. */
function origin(node: PhysicalNode, keys: Keys): Origin | undefined {
  switch (node.kind) {
    case 'pipeline':
      return from(node.child, keys, throughSteps(node));
    case 'hash-aggregate':
      return from(node.child, keys, ordinalIn(node.keys));
    case 'hash-join':
    case 'nested-loop-join':
      return sideOf(node, keys);
    default:
      return undefined;
  }
}

function sideOf({ type, left, right }: HashJoin | NestedLoopJoin, keys: Keys): Origin | undefined {
  const width = left.output.length;
  const sides = KEPT_SIDES[type] ?? [];
  const own = sides.includes('left') ? from(left, keys, (i) => (i < width ? i : undefined)) : undefined;
  return own ?? (sides.includes('right') ? from(right, keys, (i) => (i < width ? undefined : i - width)) : undefined);
}

function from(node: PhysicalNode, keys: Keys, moved: Moved): Origin | undefined {
  const below = keys.flatMap((key) => moveOrdinals(key, moved) ?? []);
  return below.length === keys.length ? { node, keys: below } : undefined;
}

const ordinalIn =
  (list: readonly Expression[]): Moved =>
  (ordinal) => {
    const item = list[ordinal];
    return item?.kind === 'bound' ? item.ordinal : undefined;
  };

/** From the columns that a pipeline gives to those that it takes. */
function throughSteps({ steps }: Pipeline): Moved {
  const lists = steps.flatMap((step) => (step.kind === 'project' ? [ordinalIn(step.list)] : [])).reverse();
  return (ordinal) => lists.reduce<number | undefined>((at, list) => (at === undefined ? at : list(at)), ordinal);
}

/** Whether it makes the same of a row whatever rows came before. */
const isRepeatable = ({ steps }: Pipeline): boolean =>
  steps.every((step) => (step.kind === 'filter' ? [step.condition] : step.list).every(isDeterministic));
