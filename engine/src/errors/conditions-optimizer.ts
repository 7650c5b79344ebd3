/** Conditions of what the optimizer cannot express by what there are operators for. */
import type { ConditionRow } from './conditions.ts';

export const OPTIMIZER_CONDITIONS = {
  'UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_COLUMN_IS_NOT_ALLOWED_IN_PREDICATE': {
    sqlState: '0A000',
    kind: 'analysis',
    message: 'Unsupported subquery expression: Correlated column is not allowed in predicate: <treeNode>',
  },
  'UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.MUST_AGGREGATE_CORRELATED_SCALAR_SUBQUERY': {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      'Unsupported subquery expression: Correlated scalar subqueries must be aggregated to return at most one row.',
  },
  'UNSUPPORTED_FEATURE.PYTHON_UDF_IN_ON_CLAUSE': {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      'The feature is not supported: Python UDF in the ON clause of a <joinType> JOIN. In case of an INNER JOIN consider rewriting to a CROSS JOIN with a WHERE clause.',
  },
} as const satisfies Record<string, ConditionRow>;
