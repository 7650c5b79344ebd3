/** Conditions raised while expressions are computed: arithmetic, casts, dates, intervals, collections. */
import type { ConditionRow } from './conditions.ts';

export const EVALUATION_CONDITIONS = {
  ARITHMETIC_OVERFLOW: {
    sqlState: '22003',
    kind: 'arithmetic',
    message: '<message>.<alternative> If necessary set <config> to "false" to bypass this error.',
  },
  BINARY_ARITHMETIC_OVERFLOW: {
    sqlState: '22003',
    kind: 'arithmetic',
    message:
      '<value1> <symbol> <value2> caused overflow. Use <functionName> to ignore overflow problem and return NULL.',
  },
  REMAINDER_BY_ZERO: {
    sqlState: '22012',
    kind: 'arithmetic',
    message:
      'Remainder by zero. Use `try_mod` to tolerate divisor being 0 and return NULL instead. If necessary set <config> to "false" to bypass this error.',
  },
  INTERVAL_DIVIDED_BY_ZERO: {
    sqlState: '22012',
    kind: 'arithmetic',
    message: 'Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead.',
  },
  'INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION': {
    sqlState: '22015',
    kind: 'arithmetic',
    message:
      'Integer overflow while operating with intervals. Try devising appropriate values for the interval parameters.',
  },
  'INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION': {
    sqlState: '22015',
    kind: 'arithmetic',
    message:
      'Integer overflow while operating with intervals. Use <functionName> to tolerate overflow and return NULL instead.',
  },
  'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION': {
    sqlState: '22003',
    kind: 'arithmetic',
    message:
      ' <value> cannot be represented as Decimal(<precision>, <scale>). If necessary set <config> to "false" to bypass this error, and return NULL instead.',
  },
  NUMERIC_OUT_OF_SUPPORTED_RANGE: {
    sqlState: '22003',
    kind: 'arithmetic',
    message: 'The value <value> cannot be interpreted as a numeric since it has more than 38 digits.',
  },
  CAST_INVALID_INPUT: {
    sqlState: '22018',
    kind: 'number-format',
    message:
      'The value <expression> of the type <sourceType> cannot be cast to <targetType> because it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead.',
  },
  CAST_OVERFLOW: {
    sqlState: '22003',
    kind: 'arithmetic',
    message:
      'The value <value> of the type <sourceType> cannot be cast to <targetType> due to an overflow. Use `try_cast` to tolerate overflow and return NULL instead.',
  },
  DATETIME_OVERFLOW: {
    sqlState: '22008',
    kind: 'arithmetic',
    message: 'Datetime operation overflow: <operation>.',
  },
  INVALID_TIMEZONE: {
    sqlState: '22009',
    kind: 'date-time',
    message:
      "The timezone: <timeZone> is invalid. The timezone must be either a region-based zone ID or a zone offset. Region IDs must have the form 'area/city', such as 'America/Los_Angeles'. Zone offsets must be in the format '(+|-)HH', '(+|-)HH:mm’ or '(+|-)HH:mm:ss', e.g '-08' , '+01:00' or '-13:33:33', and must be in the range from -18:00 to +18:00. 'Z' and 'UTC' are accepted as synonyms for '+00:00'.",
  },
  'INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE': {
    sqlState: '22023',
    kind: 'illegal-argument',
    placeless: true,
    message:
      'The value of parameter(s) <parameter> in <functionName> is invalid: expects an integer value in [0, <upper>), but got <invalidValue>.',
  },
  NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION: {
    sqlState: '22003',
    kind: 'spark',
    message:
      'Found the negative value in <frequencyExpression>: <negativeValue>, but expected a positive integral value.',
  },
  NULL_MAP_KEY: { sqlState: '2200E', kind: 'runtime', message: 'Cannot use null as map key.' },
} as const satisfies Record<string, ConditionRow>;
