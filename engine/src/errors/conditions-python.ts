/** Conditions of Python functions, their workers and the data exchanged with them. */
import type { ConditionRow } from './conditions.ts';

export const PYTHON_CONDITIONS = {
  PYTHON_EXCEPTION: { sqlState: '38000', kind: 'python', message: '<msg>: <traceback>' },
  PYTHON_WORKER_CRASHED: {
    sqlState: '58030',
    kind: 'spark',
    message: 'Python worker exited unexpectedly (crashed). <detail>',
  },
  PYTHON_WORKER_START_FAILED: {
    sqlState: '58030',
    kind: 'spark',
    message: 'Cannot start a Python worker with <exec>: <detail>',
  },
  PICKLE_EXCEPTION: { sqlState: '22000', kind: 'spark', message: 'net.razorvine.pickle.PickleException: <detail>' },
  INVALID_JSON_DATA_TYPE: {
    sqlState: '2203G',
    kind: 'illegal-argument',
    message: "Failed to convert the JSON string '<invalidType>' to a data type. Please enter a valid data type.",
  },
  ARROW_TYPE_MISMATCH: {
    sqlState: '42K0G',
    kind: 'spark',
    message: 'Invalid schema from <operation>: expected <outputTypes>, got <actualDataTypes>.',
  },
  PYTHON_RESULT_LENGTH_MISMATCH: {
    sqlState: '42K0G',
    kind: 'spark',
    message: 'A Python function gave another number of rows than it got: <actual> for <expected>.',
  },
  STRUCT_ARRAY_LENGTH_MISMATCH: {
    sqlState: '2201E',
    kind: 'illegal-argument',
    message:
      "Input row doesn't have expected number of values required by the schema. <expected> fields are required while <actual> values are provided.",
  },
  'NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION': {
    sqlState: '22003',
    kind: 'arithmetic',
    message:
      ' The <roundedValue> rounded half up from <originalValue> cannot be represented as Decimal(<precision>, <scale>).',
  },
  'UNSUPPORTED_DATATYPE.PYTHON': {
    sqlState: '0A000',
    kind: 'unsupported',
    message: 'Values of type <typeName> cannot be exchanged with Python.',
  },
  OUTPUT_PATH_EXISTS: { sqlState: '42K04', kind: 'spark', message: 'Output directory <path> already exists' },
  INPUT_PATH_NOT_FOUND: { sqlState: '42K03', kind: 'hadoop-input', message: 'Input path does not exist: <path>' },
  INPUT_PATTERN_WITHOUT_MATCH: {
    sqlState: '42K03',
    kind: 'hadoop-input',
    message: 'Input Pattern <path> matches 0 files',
  },
  UNSUPPORTED_FILE_SYSTEM: {
    sqlState: '0A000',
    kind: 'unsupported',
    message: 'No file system for scheme "<scheme>": <path>',
  },
  UNSUPPORTED_COMPRESSION: {
    sqlState: '0A000',
    kind: 'unsupported',
    message: 'The compression of <path> is not supported.',
  },
  ZIP_PARTITIONS_MISMATCH: {
    sqlState: '22023',
    kind: 'illegal-argument',
    message: "Can't zip RDDs with unequal numbers of partitions: <counts>",
  },
  ZIP_LENGTH_MISMATCH: {
    sqlState: '22023',
    kind: 'spark',
    message: 'Can only zip RDDs with same number of elements in each partition',
  },
  ILLEGAL_PARTITION_COUNT: {
    sqlState: '22023',
    kind: 'illegal-argument',
    message: 'Number of partitions (<count>) must be positive.',
  },
} as const satisfies Record<string, ConditionRow>;
