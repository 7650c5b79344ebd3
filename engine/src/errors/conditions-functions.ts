/** Conditions raised by functions of text, dates, collections and documents. */
import type { ConditionRow } from './conditions.ts';

export const FUNCTION_CONDITIONS = {
  'INVALID_FORMAT.EMPTY': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The format is invalid: <format>. It must not be empty.',
  },
  'INVALID_FORMAT.WRONG_NUM_DIGIT': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The format is invalid: <format>. It needs at least one digit.',
  },
  'INVALID_FORMAT.WRONG_NUM_TOKEN': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The format is invalid: <format>. It holds <token> more than once.',
  },
  'INVALID_FORMAT.UNEXPECTED_TOKEN': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The format is invalid: <format>. A <token> does not belong where it stands.',
  },
  'INVALID_FORMAT.CUR_MUST_BEFORE_DIGIT': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The format is invalid: <format>. The currency sign must come before all digits.',
  },
  'INVALID_FORMAT.CUR_MUST_BEFORE_DEC': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The format is invalid: <format>. The currency sign must come before the decimal point.',
  },
  'INVALID_FORMAT.THOUSANDS_SEPS_MUST_BEFORE_DEC': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The format is invalid: <format>. Thousands separators must come before the decimal point.',
  },
  'INVALID_FORMAT.CONT_THOUSANDS_SEPS': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The format is invalid: <format>. Thousands separators need digits on both sides.',
  },
  INVALID_UTF8_STRING: {
    sqlState: '22029',
    kind: 'illegal-argument',
    message: 'The text is not sound UTF-8: <str>.',
  },
  WKB_PARSE_ERROR: {
    sqlState: '22023',
    kind: 'illegal-argument',
    message: 'The well-known binary cannot be read: <parseError> at position <pos>.',
  },
  ST_INVALID_SRID_VALUE: {
    sqlState: '22023',
    kind: 'illegal-argument',
    message: 'There is no reference system <srid> for this type.',
  },
  ST_INVALID_ENDIANNESS_VALUE: {
    sqlState: '22023',
    kind: 'illegal-argument',
    message: "The order of bytes is 'NDR' or 'XDR', not <endianness>.",
  },
  CANNOT_PARSE_TIME: {
    sqlState: '22010',
    kind: 'date-time',
    message: 'The text <input> cannot be read as a time by the format <format>.',
  },
  'INVALID_PARAMETER_VALUE.BINARY_FORMAT': {
    sqlState: '22023',
    kind: 'analysis',
    message: "The parameter <parameter> of <functionName> is <invalidFormat>; it takes 'base64', 'hex' or 'utf-8'.",
  },
  'INVALID_PARAMETER_VALUE.TIME_UNIT': {
    sqlState: '22023',
    kind: 'illegal-argument',
    message:
      "The parameter <parameter> of <functionName> is <invalidValue>; it takes 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND' or 'MICROSECOND'.",
  },
  INVALID_ARRAY_INDEX: {
    sqlState: '22003',
    kind: 'array-index',
    message:
      'The index <indexValue> is out of bounds. The array has <arraySize> elements. Use the SQL function `get()` to tolerate accessing element at invalid index and return NULL instead.',
  },
  INVALID_ARRAY_INDEX_IN_ELEMENT_AT: {
    sqlState: '22003',
    kind: 'array-index',
    message:
      'The index <indexValue> is out of bounds. The array has <arraySize> elements. Use `try_element_at` to tolerate accessing element at invalid index and return NULL instead.',
  },
  INVALID_INDEX_OF_ZERO: {
    sqlState: '22003',
    kind: 'runtime',
    message: 'The index 0 is invalid. An index is either negative or positive (the first element has index 1).',
  },
  DUPLICATED_MAP_KEY: {
    sqlState: '23505',
    kind: 'runtime',
    message:
      'Duplicate map key <key> was found, please check the input data. If you want to remove the duplicated keys, you can set <mapKeyDedupPolicy> to "LAST_WIN" so that the key inserted at last takes precedence.',
  },
  _LEGACY_ERROR_TEMP_2128: {
    sqlState: '',
    kind: 'runtime',
    message: 'The array of keys and the array of values of a map must have the same length.',
  },
  _LEGACY_SEQUENCE_BOUNDARIES: {
    sqlState: '',
    kind: 'illegal-argument',
    message: 'requirement failed: Illegal sequence boundaries: <start> to <stop> by <step>',
  },
  'COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER': {
    sqlState: '54000',
    kind: 'runtime',
    message:
      "Can't create array with <numberOfElements> elements which exceeds the array size limit <maxRoundedArrayLength>, the value returned by the parameter(s) <parameter> in the function <functionName> is invalid.",
  },
  'INVALID_PARAMETER_VALUE.START': {
    sqlState: '22023',
    kind: 'runtime',
    message:
      'The value of parameter(s) <parameter> in <functionName> is invalid: Expects a positive or a negative value for `start`, but got 0.',
  },
  'INVALID_PARAMETER_VALUE.LENGTH': {
    sqlState: '22023',
    kind: 'runtime',
    message:
      'The value of parameter(s) <parameter> in <functionName> is invalid: Expects `length` greater than or equal to 0, but got <length>.',
  },
  COMPARATOR_RETURNS_NULL: {
    sqlState: '22004',
    kind: 'runtime',
    message:
      'The comparator has returned a NULL for a comparison between <firstValue> and <secondValue>. It should return a positive integer for "greater than", 0 for "equal" and a negative integer for "less than".',
  },
  USER_RAISED_EXCEPTION_UNKNOWN_ERROR_CLASS: {
    sqlState: 'P0001',
    kind: 'runtime',
    message: 'The `raise_error()` function was used to raise an unknown error class: <errorClass>.',
  },
  USER_RAISED_EXCEPTION: { sqlState: 'P0001', kind: 'runtime', message: '<errorMessage>' },
  'INVALID_PARAMETER_VALUE.PATTERN': {
    sqlState: '22023',
    kind: 'runtime',
    message: 'The value of parameter(s) <parameter> in <functionName> is invalid: <value>.',
  },
  'INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX': {
    sqlState: '22023',
    kind: 'runtime',
    message:
      'The value of parameter(s) <parameter> in <functionName> is invalid: Expects group index between 0 and <groupCount>, but got <groupIndex>.',
  },
  'INVALID_PARAMETER_VALUE.ZERO_INDEX': {
    sqlState: '22023',
    kind: 'analysis',
    message:
      'The value of parameter(s) <parameter> in <functionName> is invalid: expects %1$, %2$ and so on, but got %0$.',
  },
  'INVALID_PARAMETER_VALUE.CHARSET': {
    sqlState: '22023',
    kind: 'illegal-argument',
    placeless: true,
    message:
      'The value of parameter(s) <parameter> in <functionName> is invalid: expects one of the <charsets>, but got <charset>.',
  },
  UNSUPPORTED_REGEX: {
    sqlState: '0A000',
    kind: 'unsupported',
    message: 'The pattern <pattern> uses <feature>, which is not supported.',
  },
  'INVALID_FORMAT.ESC_AT_THE_END': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The format is invalid: <format>. The escape character is not allowed to end with.',
  },
  'INVALID_FORMAT.ESC_IN_THE_MIDDLE': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The format is invalid: <format>. The escape character is not allowed to precede <char>.',
  },
  'INVALID_FORMAT.MISMATCH_INPUT': {
    sqlState: '42601',
    kind: 'illegal-argument',
    message: 'The format is invalid: <format>. The input <inputType> <input> does not match the format.',
  },
  _LEGACY_FORMAT_CONVERSION: {
    sqlState: '',
    kind: 'illegal-argument',
    message: '<conversion> != <className>',
  },
  UNSUPPORTED_FORMAT_CONVERSION: {
    sqlState: '0A000',
    kind: 'unsupported',
    message: 'The conversion <conversion> in a format is not supported.',
  },
  'INVALID_SCHEMA.NON_STRING_LITERAL': {
    sqlState: '42K07',
    kind: 'analysis',
    message:
      'The input schema <inputSchema> is not a valid schema string. It has to be a constant text that is not NULL.',
  },
  UNSUPPORTED_JSON_TYPE: {
    sqlState: '0A000',
    kind: 'unsupported',
    message: 'Values of the type <type> have no JSON form here.',
  },
  MALFORMED_CHARACTER_CODING: {
    sqlState: '22000',
    kind: 'runtime',
    message: 'Invalid value found when performing <function> with <charset>',
  },
  CONVERSION_INVALID_INPUT: {
    sqlState: '22018',
    kind: 'illegal-argument',
    message:
      'The value <str> (<fmt>) cannot be converted to <targetType> because it is malformed. Correct the value as per the syntax, or change its format. Use <suggestion> to tolerate malformed input and return NULL instead.',
  },
  CANNOT_DECODE_URL: {
    sqlState: '22546',
    kind: 'illegal-argument',
    message:
      'The provided URL cannot be decoded: <url>. Please ensure that the URL is properly formatted and try again.',
  },
  INVALID_URL: {
    sqlState: '22P02',
    kind: 'illegal-argument',
    message: 'The url is invalid: <url>. Use `try_parse_url` to tolerate invalid URL and return NULL instead.',
  },
  CANNOT_PARSE_TIMESTAMP: {
    sqlState: '22007',
    kind: 'date-time',
    placeless: true,
    message: '<message>. Use <func> to tolerate invalid input string and return NULL instead.',
  },
  'INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER': {
    sqlState: '22007',
    kind: 'illegal-argument',
    message: 'Unrecognized datetime pattern: <pattern>. Illegal pattern character found in datetime pattern: <c>.',
  },
  'INVALID_DATETIME_PATTERN.WITH_SUGGESTION': {
    sqlState: '22007',
    kind: 'runtime',
    message:
      "Unrecognized datetime pattern: <pattern>. You can form a valid datetime pattern with the guide from '<docroot>/sql-ref-datetime-pattern.html'.",
  },
  'INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION': {
    sqlState: '42K0B',
    kind: 'upgrade',
    message:
      'You may get a different result due to the upgrading to Spark >= 3.0: Fail to recognize <pattern> pattern in the DateTimeFormatter. 1) You can set <config> to "LEGACY" to restore the behavior before Spark 3.0. 2) You can form a valid datetime pattern with the guide from \'<docroot>/sql-ref-datetime-pattern.html\'.',
  },
  'INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN': {
    sqlState: '42K0B',
    kind: 'illegal-argument',
    message:
      'You may get a different result due to the upgrading to Spark >= 3.0: all week-based patterns are unsupported since 3.0; the letter <c> was found. Use the function EXTRACT instead.',
  },
  MULTI_SOURCES_UNSUPPORTED_FOR_EXPRESSION: {
    sqlState: '42K0E',
    kind: 'analysis',
    message: 'The expression <expr> does not support more than one source.',
  },
  'INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME': {
    sqlState: '42K0B',
    kind: 'upgrade',
    message:
      'You may get a different result due to the upgrading to Spark >= 3.0: dates before 1582-10-15 and timestamps before 1900-01-01T00:00:00Z in <format> files may be of the hybrid calendar of Spark 2 and old Hive. Set <config> or the option <option> to "LEGACY" if they are, to "CORRECTED" to read them as they are.',
  },
  'INCONSISTENT_BEHAVIOR_CROSS_VERSION.WRITE_ANCIENT_DATETIME': {
    sqlState: '42K0B',
    kind: 'upgrade',
    message:
      'You may get a different result due to the upgrading to Spark >= 3.0: dates before 1582-10-15 and timestamps before 1900-01-01T00:00:00Z in <format> files may be read in the hybrid calendar of Spark 2 and old Hive. Set <config> to "LEGACY" to write them in that calendar, to "CORRECTED" to write them as they are if only Spark 3 and later will read them.',
  },
  'DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION': {
    sqlState: '22023',
    kind: 'date-time',
    message: 'Encountered an invalid field value: <rangeMessage>.',
  },
  INVALID_FRACTION_OF_SECOND: {
    sqlState: '22023',
    kind: 'date-time',
    placeless: true,
    message:
      'Valid range for seconds is [0, 60] (inclusive), but the provided value is <secAndMicros>. To avoid this error, use `try_make_timestamp` which returns NULL on error.',
  },
  ILLEGAL_DAY_OF_WEEK: {
    sqlState: '22009',
    kind: 'illegal-argument',
    message: 'Illegal input for day of week: <string>.',
  },
} as const satisfies Record<string, ConditionRow>;
