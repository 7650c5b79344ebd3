/** A guess at how many of its rows a plan's filters leave, for choices that only cost time when they are wrong. */
import type { PhysicalNode } from '../../physical/node.ts';
import { conjuncts, disjuncts } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { PHYSICAL } from '../physical-shape.ts';

const OF_EQUALITY = 0.05;
const OF_RANGE = 0.5;
const OF_OTHER = 0.15;

/** The share that all filters below leave together, as if no two of them said the same. */
export function selectivityOf(node: PhysicalNode): number {
  const below = PHYSICAL.children(node).reduce((share, child) => share * selectivityOf(child), 1);
  if (node.kind !== 'pipeline') return below;
  return node.steps.reduce(
    (share, step) => (step.kind === 'filter' ? share * ofCondition(step.condition) : share),
    below,
  );
}

const ofCondition = (condition: Expression): number =>
  conjuncts(condition).reduce((share, part) => share * Math.min(1, disjuncts(part).map(ofTest).reduce(sum, 0)), 1);

const sum = (a: number, b: number): number => a + b;

function ofTest(e: Expression): number {
  if (e.kind !== 'call') return OF_OTHER;
  switch (e.fn) {
    case '=':
    case '==':
    case '<=>':
      return OF_EQUALITY;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return OF_RANGE;
    case 'isnotnull':
    case 'not':
    case '!':
      return 1;
    default:
      return OF_OTHER;
  }
}
