/** Conditions of recursive CTEs. */
import type { ConditionRow } from './conditions.ts';

export const RECURSION_CONDITIONS = {
  INVALID_RECURSIVE_CTE: {
    sqlState: '42836',
    kind: 'analysis',
    message:
      'A recursive CTE must be a UNION ALL of an anchor, which does not refer to the CTE, and a step, which does.',
  },
  UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE: {
    sqlState: '42836',
    kind: 'analysis',
    message: 'The UNION operator is not supported in a recursive CTE; use UNION ALL.',
  },
  'INVALID_RECURSIVE_REFERENCE.PLACE': {
    sqlState: '42836',
    kind: 'analysis',
    message: 'A recursive CTE is referred to where it cannot be: in a subquery, below an aggregate or an outer join.',
  },
  RECURSION_LEVEL_LIMIT_EXCEEDED: {
    sqlState: '42836',
    kind: 'spark',
    message:
      'The recursion went deeper than <levelLimit> levels. Raise `spark.sql.cteRecursionLevelLimit` or write MAX RECURSION LEVEL.',
  },
  RECURSION_ROW_LIMIT_EXCEEDED: {
    sqlState: '42836',
    kind: 'spark',
    message: 'The recursion gave more than <rowLimit> rows. Raise `spark.sql.cteRecursionRowLimit`.',
  },
  CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE: {
    sqlState: '42825',
    kind: 'spark',
    message: 'The types <left> and <right> of the anchor and the step of a recursive CTE do not agree.',
  },
} as const satisfies Record<string, ConditionRow>;
