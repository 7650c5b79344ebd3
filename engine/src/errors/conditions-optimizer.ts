/** Conditions of what the optimizer cannot express by what there are operators for. */
import type { ConditionRow } from './conditions.ts';

export const OPTIMIZER_CONDITIONS = {
  'UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION': {
    sqlState: '0A000',
    kind: 'analysis',
    placeless: true,
    message:
      'Unsupported subquery expression: Correlated subqueries in the join predicate cannot reference both join inputs:\n<subqueryExpression>',
  },
  'UNSUPPORTED_FEATURE.PYTHON_UDF_IN_ON_CLAUSE': {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      'The feature is not supported: Python UDF in the ON clause of a <joinType> JOIN. In case of an INNER JOIN consider rewriting to a CROSS JOIN with a WHERE clause.',
  },
} as const satisfies Record<string, ConditionRow>;
