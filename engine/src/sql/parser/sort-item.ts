/** `expression [ASC|DESC] [NULLS FIRST|LAST]` */
import { sortOrder } from '../../tree/build.ts';
import type { SortOrder } from '../../tree/expression.ts';
import type { TokenCursor } from './cursor.ts';

export function sortItem(cursor: TokenCursor): SortOrder {
  const start = cursor.index;
  const child = cursor.rules.expression(cursor);
  const descending = cursor.accept('DESC');
  if (!descending) cursor.accept('ASC');
  let nullsFirst = !descending;
  if (cursor.accept('NULLS')) {
    nullsFirst = cursor.is('FIRST');
    if (!cursor.accept('FIRST')) cursor.expect('LAST');
  }
  return { ...sortOrder(child, !descending, nullsFirst), context: cursor.contextFrom(start) };
}
