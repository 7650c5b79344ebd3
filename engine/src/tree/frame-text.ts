/** How SQL writes the frame of a window. */
import type { Expression, FrameBound, WindowFrame } from './expression.ts';

/** `ofOffset` writes a distance, and on which side it is where that is wanted. */
export function frameText({ unit, lower, upper }: WindowFrame, ofOffset: (value: Expression) => string): string {
  return `${unit.toUpperCase()} BETWEEN ${boundText(lower, ofOffset)} AND ${boundText(upper, ofOffset)}`;
}

function boundText(bound: FrameBound, ofOffset: (value: Expression) => string): string {
  switch (bound.kind) {
    case 'unbounded-preceding':
      return 'UNBOUNDED PRECEDING';
    case 'unbounded-following':
      return 'UNBOUNDED FOLLOWING';
    case 'current-row':
      return 'CURRENT ROW';
    case 'offset':
      return ofOffset(bound.value);
  }
}
