/** Tells a query from an expression or a relation that begins like one: nearly all keywords may be names too. */
import type { TokenCursor } from './cursor.ts';
import { followsOperand } from './operators.ts';

/** After a parenthesised query these continue it as a query. */
const CONTINUES_QUERY: ReadonlySet<string> = new Set([
  ...['UNION', 'EXCEPT', 'MINUS', 'INTERSECT', 'ORDER', 'SORT', 'CLUSTER', 'DISTRIBUTE', 'LIMIT', 'OFFSET'],
  ...['|>', ')', 'eof', ';'],
]);

/** Whether a query begins `distance` tokens ahead, perhaps in parentheses of its own. */
export function startsQuery(cursor: TokenCursor, distance: number): boolean {
  const first = cursor.index + distance;
  let at = first;
  while (cursor.at(at).key === '(') at += 1;
  if (!startsBareQuery(cursor, at)) return false;
  for (let open = at - 1; open >= first; open--) {
    const close = cursor.closingOf(open);
    if (close < 0 || !CONTINUES_QUERY.has(cursor.at(close + 1).key)) return false;
  }
  return true;
}

function startsBareQuery(cursor: TokenCursor, at: number): boolean {
  const next = cursor.at(at + 1);
  switch (cursor.at(at).key) {
    case 'SELECT':
      return !followsOperand(next.key);
    case 'WITH':
    case 'TABLE':
      return cursor.isIdentifier(next) && !followsOperand(next.key);
    case 'FROM':
      return next.key === '(' || (cursor.isIdentifier(next) && !followsOperand(next.key));
    case 'VALUES':
      return !followsOperand(next.key) && next.key !== '[';
    default:
      return false;
  }
}
