/**
 * Chooses what the native engine runs: each largest subplan that does more than read rows and whose operators and
 * expressions all have a lowering becomes a NativeScan. Its leaves are Parquet files, and rows of others where it pays
 * to bring them over (`lowering/inputs.ts`). Its rows come as one partition, in no order but that of a sort at its top, so
 * it stands only where nobody can tell.
 */
import type { Conf } from '../conf/conf.ts';
import { renderSql } from '../fragments/sql.ts';
import { NoLowering, refuse } from '../native/lower-expression.ts';
import type { HashAggregate, NativeNeed, NativeScan, PhysicalNode } from '../physical/node.ts';
import { toSingle } from '../physical/node-builders.ts';
import { scalarSubqueriesIn } from '../tree/subquery.ts';
import { preorder, transformDown } from '../tree/transform.ts';
import { canBeBrought, hasManyInputs, paysInward } from './lowering/inputs.ts';
import { type LoweredPlan, type LowerOptions, lowerPlan, type Refusals } from './lowering/lower-plan.ts';
import { memoryNeeded, type NativeMemory } from './lowering/memory.ts';
import { mixes, observesOrder, observesPartitions, shuffles } from './observed.ts';
import { PHYSICAL, physicalExpressions, sharing } from './physical-shape.ts';

/** What whoever runs the plan sees of it besides the rows: a file for each partition, the partitions of an RDD. */
export type Observed = 'rows' | 'partitions';

export interface NativeOptions extends Pick<LowerOptions, 'subquery'> {
  readonly conf: Conf;
  readonly observed: Observed;
  /** Without it, as much as is needed. */
  readonly room?: NativeMemory;
  /** Whether it is worth while to bring the inputs' rows over. */
  readonly pays?: typeof paysInward;
}

export function planNative(plan: PhysicalNode, options: NativeOptions): PhysicalNode {
  return explainNative(plan, options).plan;
}

/** Why `node`, over Parquet, is left to the evaluator. */
export interface NativeBreak {
  readonly node: PhysicalNode;
  readonly reason: string;
}

export interface NativeChoice {
  readonly plan: PhysicalNode;
  /** Subplans of the plan given that became native, and those below them whose rows are brought over. */
  readonly subtrees: readonly { readonly node: PhysicalNode; readonly inputs: readonly PhysicalNode[] }[];
  readonly breaks: readonly NativeBreak[];
}

/** What is asked of a node's rows from above, besides their values. */
interface Asked {
  /** Partitions must match another side's, or are counted by position. */
  readonly partitions: boolean;
  /** The number of partitions shows in the result: no exchange is above. */
  readonly count: boolean;
  /** Which rows come first decides something. */
  readonly order: boolean;
}

export function explainNative(
  plan: PhysicalNode,
  { conf, observed, subquery, room, pays = paysInward }: NativeOptions,
): NativeChoice {
  const subtrees: NativeChoice['subtrees'][number][] = [];
  const breaks: NativeBreak[] = [];
  if (!readsParquet(plan) && !hasManyInputs(plan)) return { plan, subtrees, breaks };
  if (!conf.getBoolean('spark.sql.native.enabled'))
    return { plan, subtrees, breaks: [{ node: plan, reason: 'spark.sql.native.enabled is false' }] };
  const timeZone = conf.getString('spark.sql.session.timeZone');
  const ofRoot: Asked = { partitions: false, count: observed === 'partitions', order: false };
  const refusals: Refusals = new Map();
  const asked = new Map<PhysicalNode, Asked>([[plan, ofRoot]]);
  const handed = new Map<PhysicalNode, NativeScan>();
  const replaced = transformDown<PhysicalNode>(sharing(PHYSICAL), plan, (node) => {
    const known = handed.get(node);
    if (known !== undefined) return known;
    const wanted = asked.get(node) ?? ofRoot;
    for (const child of PHYSICAL.children(node)) asked.set(child, both(asked.get(child), askedOf(node, wanted)));
    if (!isCandidate(node) || !(readsParquet(node) || hasManyInputs(node))) return node;
    const refused = refusal(node, wanted);
    if (refused !== undefined) {
      breaks.push({ node, reason: refused });
      return node;
    }
    try {
      const memory = room === undefined ? undefined : fitting(node, room);
      const { scan, inputs } = handOver(node, { timeZone, subquery }, refusals, pays);
      subtrees.push({ node, inputs });
      const fitted = { ...scan, memory };
      handed.set(node, fitted);
      return fitted;
    } catch (error) {
      if (!(error instanceof NoLowering)) throw error;
      breaks.push({ node, reason: error.message });
      return node;
    }
  });
  return { plan: replaced, subtrees, breaks };
}

function readsParquet(plan: PhysicalNode): boolean {
  for (const node of preorder(PHYSICAL, plan)) if (node.kind === 'file-scan' && node.source === 'parquet') return true;
  return false;
}

/** A subplan used twice must suit both places. */
const both = (a: Asked | undefined, b: Asked): Asked =>
  a === undefined
    ? b
    : { partitions: a.partitions || b.partitions, count: a.count || b.count, order: a.order || b.order };

function askedOf(node: PhysicalNode, asked: Asked): Asked {
  switch (node.kind) {
    case 'broadcast-exchange':
      return { partitions: false, count: false, order: false };
    case 'write':
      return { partitions: false, count: true, order: false };
    case 'exchange': {
      const inTurn = node.partitioning.kind === 'round-robin';
      return { partitions: inTurn, count: inTurn, order: asked.order && !mixes(node) };
    }
    case 'hash-join':
    case 'nested-loop-join': {
      const apart = node.left.kind === 'broadcast-exchange' || node.right.kind === 'broadcast-exchange';
      return { ...asked, partitions: asked.partitions || !apart };
    }
    case 'hash-aggregate':
      return { ...asked, order: observesOrder(node) };
    case 'window': {
      // Rows that another window left in order are not sorted again.
      const sorted = node.partitionBy.length + node.orderBy.length > 0 && node.child.kind !== 'sort';
      return { ...asked, partitions: asked.partitions || sorted, order: true };
    }
    case 'python-cogroup':
      return { partitions: true, count: true, order: true };
    default:
      return {
        partitions: asked.partitions || observesPartitions(node),
        count: asked.count,
        order: asked.order || observesOrder(node),
      };
  }
}

/** Where a native subplan may end: what only filters and projects files, a task reads by itself. */
function isCandidate(node: PhysicalNode): boolean {
  switch (node.kind) {
    case 'hash-aggregate':
      return isWhole(node);
    case 'hash-join':
    case 'nested-loop-join':
    case 'sort':
    case 'limit':
    case 'window':
      return true;
    case 'pipeline':
      return node.child.kind === 'pipeline' || isCandidate(node.child) || hasSubqueries(node);
    default:
      return false;
  }
}

/** Several subqueries are done together there; one is a value that may spare a scan its row groups. */
const hasSubqueries = (node: PhysicalNode): boolean => scalarSubqueriesIn(physicalExpressions(node)).length > 1;

const isWhole = (node: HashAggregate): boolean =>
  node.aggregates.every((a) => a.mode === 'final' || a.mode === 'complete') && !node.partial;

/** The order of an aggregate's rows is nobody's; that of a join's is, unless it shuffles itself. */
function refusal(node: PhysicalNode, asked: Asked): string | undefined {
  if (asked.partitions) return 'its partitions are counted on';
  if (node.kind === 'hash-aggregate') return undefined;
  if (asked.count) return 'its partitions are those of the result';
  return asked.order && !shuffles(node) ? 'the order of its rows decides' : undefined;
}

/** Uncounted texts get this share of what is DuckDB's own. */
const UNCOUNTED_SHARE = 0.25;

/** What DuckDB needs for the node, where it can have that: a query that failed for it would have to start over. */
function fitting(node: PhysicalNode, room: NativeMemory): NativeNeed {
  const { own, most } = room;
  const { counted, uncounted } = memoryNeeded(node, room);
  if (counted > most) refuse(`DuckDB would need ${mebibytes(counted)} of memory and gets ${mebibytes(most)}`);
  if (uncounted > own * UNCOUNTED_SHARE)
    refuse(`DuckDB would hold ${mebibytes(uncounted)} of texts in its aggregates' states`);
  return { needed: counted, lent: Math.ceil(Math.max(0, counted - own)) };
}

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2)} MiB`;

/** Where something has no lowering, the evaluator may make the rows from which DuckDB goes on. */
function handOver(
  node: PhysicalNode,
  options: LowerOptions,
  refusals: Refusals,
  pays: typeof paysInward,
): ReturnType<typeof nativeScan> {
  try {
    return nativeScan(node, lowerPlan(node, options, refusals), pays);
  } catch (error) {
    if (!(error instanceof NoLowering)) throw error;
    const brought = PHYSICAL.children(node).flatMap((child) => bridgesIn(child, refusals));
    if (brought.length === 0 || !pays(node, brought)) throw error;
    return nativeScan(node, lowerPlan(node, { ...options, brought: new Set(brought) }), pays);
  }
}

/** The lowest filters and projections at or above what has no lowering. */
function bridgesIn(node: PhysicalNode, refusals: Refusals): readonly PhysicalNode[] {
  const below = PHYSICAL.children(node).flatMap((child) => bridgesIn(child, refusals));
  if (below.length > 0) return below;
  return refusals.has(node) && canBeBrought(node) ? [node] : [];
}

function nativeScan(
  node: PhysicalNode,
  { sql, reads, inputs }: LoweredPlan,
  pays: typeof paysInward,
): { readonly scan: NativeScan; readonly inputs: readonly PhysicalNode[] } {
  if (inputs.length > 0 && !pays(node, inputs)) refuse('to bring rows over costs more than is saved');
  const { text, parameters } = renderSql(sql);
  const { output } = node;
  const children = inputs.map(toSingle);
  return { scan: { kind: 'native-scan', sql: text, parameters, partitionCount: 1, reads, children, output }, inputs };
}
