/** A guess at how many of its rows a plan's filters leave, for choices that only cost time when they are wrong. */
import { type Estimate, shareOf } from '../../optimizer/estimate.ts';
import type { PhysicalNode, Pipeline } from '../../physical/node.ts';
import { PHYSICAL } from '../physical-shape.ts';

const NOTHING_KNOWN: Estimate = { rows: 1, columns: new Map() };

/** The share that all filters below leave together, as if no two of them said the same. */
export function selectivityOf(node: PhysicalNode): number {
  if (node.kind === 'hash-join' && node.runtimeFilter === true) return selectivityOf(node.left);
  const below = PHYSICAL.children(node).reduce((share, child) => share * selectivityOf(child), 1);
  return node.kind === 'pipeline' ? below * shareOfSteps(node) : below;
}

export const shareOfSteps = ({ steps }: Pipeline): number =>
  steps.reduce((share, step) => (step.kind === 'filter' ? share * shareOf(step.condition, NOTHING_KNOWN) : share), 1);
