/** Conditions of the analysis: types that do not fit. */
import type { ConditionRow } from './conditions.ts';

export const TYPE_CONDITIONS = {
  'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: <exprName> must be within <valueRange>, not <currentValue>.',
  },
  'DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: the left and right operands of the binary operator have incompatible types (<left> and <right>).',
  },
  'DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: the binary operator requires the input type <inputType>, not <actualDataType>.',
  },
  'DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION': {
    sqlState: '42K09',
    kind: 'analysis',
    message: 'Cannot resolve <sqlExpr> due to data type mismatch: cannot cast <srcType> to <targetType>.',
  },
  'DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: cannot cast <srcType> to <targetType> with ANSI mode on. If you have to cast <srcType> to <targetType>, you can set <config> as <configVal>.',
  },
  'DATATYPE_MISMATCH.DATA_DIFF_TYPES': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      "Cannot resolve <sqlExpr> due to data type mismatch: Input to <functionName> should all be the same type, but it's <dataType>.",
  },
  'DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: Filter expression <filter> of type <type> is not a boolean.',
  },
  'DATATYPE_MISMATCH.INVALID_ORDERING_TYPE': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: The <functionName> does not support ordering on type <dataType>.',
  },
  'DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: Columns on the left of IN do not fit the types of the columns of its subquery. Mismatched columns: [<mismatchedColumns>], left side: [<leftType>], right side: [<rightType>].',
  },
  'DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: The left side of IN has as many columns (<leftLength>: [<leftColumns>]) as its subquery must have (<rightLength>: [<rightColumns>]).',
  },
  'DATATYPE_MISMATCH.NON_FOLDABLE_INPUT': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: the input <inputName> should be a foldable <inputType> expression; however, got <inputExpr>.',
  },
  'DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: The data type <orderSpecType> used in the order specification does not support the data type <valueBoundaryType> which is used in the range frame.',
  },
  'DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: A range window frame with value boundaries takes a single ORDER BY expression, not several: <orderSpec>.',
  },
  'DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: A range window frame cannot be used in an unordered window specification.',
  },
  'DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: Window frame upper bound <upper> does not follow the lower bound <lower>.',
  },
  'DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: The data type of the <location> bound <exprType> does not match the expected data type <expectedType>.',
  },
  'DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WITHOUT_FOLDABLE': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: Window frame <location> bound <expression> is not a literal.',
  },
  'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: The <paramIndex> parameter requires the <requiredType> type, however <inputSql> has the type <inputType>.',
  },
  'DATATYPE_MISMATCH.UNEXPECTED_NULL': {
    sqlState: '42K09',
    kind: 'analysis',
    message: 'Cannot resolve <sqlExpr> due to data type mismatch: The <exprName> must not be null.',
  },
  INCOMPATIBLE_COLUMN_TYPE: {
    sqlState: '42825',
    kind: 'analysis',
    message:
      '<operator> can only be performed on tables with compatible column types. The <columnOrdinalNumber> column of the <tableOrdinalNumber> table is <dataType1> type which is not compatible with <dataType2> at the same column of the first table.<hint>.',
  },
  'DATATYPE_MISMATCH.CANNOT_DROP_ALL_FIELDS': {
    sqlState: '42K09',
    kind: 'analysis',
    message: 'Cannot resolve <sqlExpr> due to data type mismatch: Cannot drop all fields in struct.',
  },
  INVALID_EXTRACT_BASE_FIELD_TYPE: {
    sqlState: '42000',
    kind: 'analysis',
    message: "Can't extract a value from <base>. Need a complex type [STRUCT, ARRAY, MAP] but got <other>.",
  },
  INVALID_EXTRACT_FIELD: { sqlState: '42601', kind: 'analysis', message: 'Cannot extract <field> from <expr>.' },
  'INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE': {
    sqlState: '42000',
    kind: 'analysis',
    message: 'Invalid inline table. The values of column <colName> have no common type.',
  },
  'INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE': {
    sqlState: '42K0E',
    kind: 'analysis',
    message:
      'The limit like expression <expr> is invalid. The <name> expression must be integer type, but got <dataType>.',
  },
  JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE: {
    sqlState: '42K0E',
    kind: 'analysis',
    message: 'The join condition <joinCondition> has the invalid type <conditionType>, expected "BOOLEAN".',
  },
  GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE: {
    sqlState: '42822',
    kind: 'analysis',
    message: '<sqlExpr> cannot group rows: values of its type <dataType> have no order.',
  },
  PIVOT_VALUE_DATA_TYPE_MISMATCH: {
    sqlState: '42K09',
    kind: 'analysis',
    placeless: true,
    message:
      "Invalid pivot value '<value>': value data type <valueType> does not match pivot column data type <pivotType>.",
  },
  UNPIVOT_VALUE_DATA_TYPE_MISMATCH: {
    sqlState: '42K09',
    kind: 'analysis',
    message: 'Unpivot value columns must share a least common type, some types do not: [<types>].',
  },
  'DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION': {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'Cannot resolve <sqlExpr> due to data type mismatch: cannot cast <srcType> to <targetType>. The functions <functionNames> convert such values.',
  },
} as const satisfies Record<string, ConditionRow>;
