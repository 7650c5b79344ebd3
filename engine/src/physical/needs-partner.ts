import type { HashJoin } from './node.ts';

/** Whether probed rows for which nothing was built give nothing. */
export function needsPartner({ type, build }: Pick<HashJoin, 'type' | 'build'>): boolean {
  switch (type) {
    case 'inner':
    case 'cross':
    case 'left-semi':
      return true;
    case 'left':
    case 'left-anti':
      return build === 'left';
    case 'right':
      return build === 'right';
    default:
      return false;
  }
}
