/** Replaces the stars and patterns of a SELECT list by the columns they stand for. */
import type { Expression } from '../tree/expression.ts';
import { expandRegex, expandStar } from './expand-stars.ts';
import type { Scope } from './resolution.ts';

export function expandList(list: readonly Expression[], scope: Scope, caseSensitive: boolean): readonly Expression[] {
  if (!list.some((item) => item.kind === 'star' || item.kind === 'regex-column')) return list;
  return list.flatMap((item) => {
    if (item.kind === 'star') return expandStar(item, scope, caseSensitive);
    if (item.kind === 'regex-column') return expandRegex(item, scope.columns.attributes, caseSensitive);
    return [item];
  });
}
