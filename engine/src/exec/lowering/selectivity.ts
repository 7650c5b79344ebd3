/** A guess at how many of its rows a plan's filters leave, for choices that only cost time when they are wrong. */
import { type Estimate, shareOf } from '../../optimizer/estimate.ts';
import type { PhysicalNode, Pipeline } from '../../physical/node.ts';
import { LOWERED } from './relation.ts';

const NOTHING_KNOWN: Estimate = { rows: 1, columns: new Map() };

/** The share that all filters below leave together, as if no two of them said the same. */
export const selectivityOf = (node: PhysicalNode): number => shareBelow(node, () => false);

/** That of different keys: filters below groups leave fewer rows in each rather than fewer groups. */
export const keySelectivityOf = (node: PhysicalNode): number =>
  shareBelow(node, ({ kind }) => kind === 'hash-aggregate');

function shareBelow(node: PhysicalNode, isWhole: (node: PhysicalNode) => boolean): number {
  if (isWhole(node)) return 1;
  const below = LOWERED.children(node).reduce((share, child) => share * shareBelow(child, isWhole), 1);
  return node.kind === 'pipeline' ? below * shareOfSteps(node) : below;
}

export const shareOfSteps = ({ steps }: Pipeline): number =>
  steps.reduce((share, step) => (step.kind === 'filter' ? share * shareOf(step.condition, NOTHING_KNOWN) : share), 1);
