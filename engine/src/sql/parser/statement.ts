/** Statements: queries, and commands by their first word. */
import type { Plan } from '../../tree/plan.ts';
import type { TokenCursor } from './cursor.ts';

export function statement(cursor: TokenCursor): Plan {
  return cursor.rules.query(cursor);
}
