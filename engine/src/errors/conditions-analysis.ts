/** Conditions of the analysis: names, types, shapes of queries. */
import type { ConditionRow } from './conditions.ts';

export const ANALYSIS_CONDITIONS = {
  'UNRESOLVED_COLUMN.WITH_SUGGESTION': {
    sqlState: '42703',
    kind: 'analysis',
    message:
      'A column, variable, or function parameter with name <objectName> cannot be resolved. Did you mean one of the following? [<proposal>].',
  },
  'UNRESOLVED_COLUMN.WITHOUT_SUGGESTION': {
    sqlState: '42703',
    kind: 'analysis',
    message: 'A column, variable, or function parameter with name <objectName> cannot be resolved.',
  },
} as const satisfies Record<string, ConditionRow>;
