/** Conditions of the SQL parser. */
import type { ConditionRow } from './conditions.ts';

export const PARSE_CONDITIONS = {
  PARSE_SYNTAX_ERROR: { sqlState: '42601', kind: 'parse', message: 'Syntax error at or near <error><hint>.' },
  PARSE_EMPTY_STATEMENT: { sqlState: '42617', kind: 'parse', message: 'Syntax error, unexpected empty statement.' },
} as const satisfies Record<string, ConditionRow>;
