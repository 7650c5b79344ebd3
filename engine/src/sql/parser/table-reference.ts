/** A table by name, as FROM and TABLE take it. */
import type { UnresolvedRelation } from '../../tree/plan.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName } from './identifier.ts';
import { propertyList } from './property-list.ts';

export function tableReference(cursor: TokenCursor): UnresolvedRelation {
  const start = cursor.index;
  const parts = multipartName(cursor);
  return { kind: 'unresolved-relation', parts, options: {}, context: cursor.contextFrom(start) };
}

/** `WITH (key = value, …)` after a table's name. */
export function withOptions(cursor: TokenCursor, table: UnresolvedRelation): UnresolvedRelation {
  if (!cursor.isAll('WITH', '(')) return table;
  cursor.advance();
  return { ...table, options: propertyList(cursor) };
}
