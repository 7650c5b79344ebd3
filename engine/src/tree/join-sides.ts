import type { JoinType } from './plan.ts';

export type JoinSide = 'left' | 'right';

/** Sides whose columns a join gives as they are: without a row of theirs, only rows made of it are missing. */
export const KEPT_SIDES: Partial<Record<JoinType, readonly JoinSide[]>> = {
  inner: ['left', 'right'],
  cross: ['left', 'right'],
  left: ['left'],
  right: ['right'],
  'left-semi': ['left'],
  'left-anti': ['left'],
};
