/**
 * Rows that DuckDB cannot make by itself: those of cached plans, of the driver and of Python functions. A native subplan
 * may read them as tables, once the evaluator has made them; whether it does is `paysInward`'s to say.
 */
import { isInputType } from '../../native/input-types.ts';
import type { PhysicalNode } from '../../physical/node.ts';
import { foldUp, preorder } from '../../tree/transform.ts';
import { PHYSICAL } from '../physical-shape.ts';
import { shareOfSteps } from './selectivity.ts';

/** The node's rows, filtered and projected where they are made, are brought over as they are. */
export function isInput(node: PhysicalNode): boolean {
  switch (node.kind) {
    case 'cache-scan':
    case 'local-scan':
    case 'python-eval':
      return hasInputTypes(node);
    case 'pipeline':
      return isInput({ ...node.child, output: node.output });
    default:
      return false;
  }
}

/** What the evaluator computes from other rows may be brought over like those. */
export const canBeBrought = (node: PhysicalNode): boolean => node.kind === 'pipeline' && hasInputTypes(node);

const hasInputTypes = ({ output }: PhysicalNode): boolean =>
  output.length > 0 && output.every(({ type }) => isInputType(type));

/** Bytes of a row in a file: a guess. */
const OF_ROW = 40;

/** How many rows the node makes of those of its children: a guess where they are not counted. */
export function rowsFrom(node: PhysicalNode, children: readonly number[]): number {
  const below = children.reduce((sum, rows) => sum + rows, 0);
  switch (node.kind) {
    case 'cache-scan':
      return node.rows ?? 0;
    case 'local-scan':
      return node.partitions.flat().reduce((sum, batch) => sum + batch.length, 0);
    case 'file-scan':
      return node.estimate?.rows ?? node.partitions.flat().reduce((sum, { length }) => sum + length, 0) / OF_ROW;
    case 'pipeline':
      return (node.child.kind === 'file-scan' ? node.child.estimate?.passing : undefined) ?? below * shareOfSteps(node);
    case 'hash-aggregate':
      return below / 10;
    default:
      return below;
  }
}

const rowsOf = (node: PhysicalNode): number => foldUp(PHYSICAL, node, rowsFrom);

/**
 * Nanoseconds by the clock of two threads, as measured over cached columns of six million rows: what a value costs to be
 * brought over, and what an operator of DuckDB's saves for each of its rows. Grouping and filtering save nothing: there
 * the evaluator's generated loops are as fast.
 */
const OF_FIXED_VALUE = 15;
const OF_STRING = 500;
const SAVED: Partial<Record<PhysicalNode['kind'], number>> = { 'hash-join': 100, sort: 300, window: 600 };
/** A query, its tables and the loss of the evaluator's partitions. */
const OF_QUERY = 30e6;

/**
 * Whether a native subplan saves more than it costs to bring its inputs over: with rows enough, and joins, sorts or
 * windows above them. Short chains of scans, filters and aggregates over cached columns stay with the evaluator.
 */
export function paysInward(node: PhysicalNode, inputs: readonly PhysicalNode[]): boolean {
  let balance = -OF_QUERY;
  for (const input of inputs) {
    const values = input.output.reduce(
      (sum, { type }) => sum + (type.kind === 'string' ? OF_STRING : OF_FIXED_VALUE),
      0,
    );
    balance -= rowsOf(input) * values;
  }
  const own = new Set(inputs);
  const above = { ...PHYSICAL, children: (at: PhysicalNode) => (own.has(at) ? [] : PHYSICAL.children(at)) };
  foldUp<PhysicalNode, number>(above, node, (at, children) => {
    if (own.has(at)) return rowsOf(at);
    balance += children.reduce((sum, rows) => sum + rows, 0) * (SAVED[at.kind] ?? 0);
    return rowsFrom(at, children);
  });
  return balance > 0;
}

/** So few rows that no plan over them is worth being looked at. */
const FEW = 50_000;

export function hasManyInputs(plan: PhysicalNode): boolean {
  for (const node of preorder(PHYSICAL, plan)) {
    if ((node.kind === 'cache-scan' || node.kind === 'local-scan') && rowsOf(node) > FEW) return true;
  }
  return false;
}
