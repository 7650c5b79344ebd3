/** Whether a word after a column or table is its alias or goes on with the query: nearly all keywords may be names. */
import { isStrictKeyword } from '../keywords.ts';
import type { TokenCursor } from './cursor.ts';
import { followsOperand } from './operators.ts';

/** A name without AS for what stands before it. */
export function startsAlias(cursor: TokenCursor): boolean {
  return cursor.isIdentifier() && !continuesQuery(cursor);
}

/** The same for tables, whose alias is never a word of joins. */
export const startsTableAlias = (cursor: TokenCursor): boolean =>
  !isStrictKeyword(cursor.token.key) && startsAlias(cursor);

const SET_QUANTIFIED: ReadonlySet<string> = new Set(['ALL', 'DISTINCT', 'SELECT', 'FROM', 'VALUES', 'TABLE', '(']);
const END: ReadonlySet<string> = new Set(['eof', ')', ';']);

/** Clauses by their first word, each with a look at what must follow for it to be one. */
function continuesQuery(cursor: TokenCursor): boolean {
  const next = cursor.peek(1);
  switch (cursor.token.key) {
    case 'GROUP':
    case 'ORDER':
    case 'SORT':
    case 'CLUSTER':
    case 'DISTRIBUTE':
      return next.key === 'BY' && !END.has(cursor.peek(2).key);
    case 'FROM':
      return next.key === '(' || (cursor.isIdentifier(next) && !(next.key === 'FROM' && !endsAfter(cursor, 2)));
    case 'WHERE':
    case 'HAVING':
    case 'QUALIFY':
    case 'LIMIT':
    case 'OFFSET':
    case 'SELECT':
      return next.key !== 'FROM' && (!followsOperand(next.key) || next.key === '.');
    case 'UNION':
    case 'EXCEPT':
    case 'MINUS':
    case 'INTERSECT':
      return SET_QUANTIFIED.has(next.key);
    case 'WINDOW':
      return cursor.isIdentifier(next) && (cursor.peek(2).key === 'AS' || next.key === 'IDENTIFIER');
    case 'FOR':
      return cursor.isIdentifier(next) || next.key === '(';
    default:
      return continuesRelation(cursor);
  }
}

const endsAfter = (cursor: TokenCursor, distance: number): boolean => END.has(cursor.peek(distance).key);

function continuesRelation(cursor: TokenCursor): boolean {
  const next = cursor.peek(1).key;
  switch (cursor.token.key) {
    case 'LATERAL':
      return next === 'VIEW';
    case 'PIVOT':
      return next === '(';
    case 'UNPIVOT':
      return next === '(' || next === 'INCLUDE' || next === 'EXCLUDE';
    case 'TABLESAMPLE':
      return next === '(' || next === 'BERNOULLI' || next === 'SYSTEM';
    case 'WITH':
      return next === 'ROLLUP' || next === 'CUBE' || next === '(' || next === 'ORDINALITY';
    case 'GROUPING':
      return next === 'SETS';
    case 'INSERT':
      return next === 'INTO' || next === 'OVERWRITE';
    case 'ASOF':
      return next === 'JOIN';
    case 'APPROX':
    case 'EXACT':
      return next === 'NEAREST';
    case 'VERSION':
    case 'SYSTEM_VERSION':
    case 'TIMESTAMP':
    case 'SYSTEM_TIME':
      return next === 'AS' && cursor.peek(2).key === 'OF';
    default:
      return false;
  }
}
