/** Conditions of the session: settings, storage, Datasets. */
import type { ConditionRow } from './conditions.ts';

export const SESSION_CONDITIONS = {
  CANNOT_MODIFY_CONFIG: {
    sqlState: '46110',
    kind: 'analysis',
    message:
      "Cannot modify the value of the Spark config: <key>. See also '<docroot>/sql-migration-guide.html#ddl-statements'.",
  },
  SQL_CONF_NOT_FOUND: {
    sqlState: '42K0I',
    kind: 'no-such-element',
    message: 'The SQL config <sqlConf> cannot be found. Please verify that the config exists.',
  },
  'INVALID_CONF_VALUE.TYPE_MISMATCH': {
    sqlState: '22022',
    kind: 'illegal-argument',
    message: "The value '<confValue>' in the config \"<confName>\" is invalid. It should be a/an '<confType>' value.",
  },
  'INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS': {
    sqlState: '22022',
    kind: 'illegal-argument',
    message: "The value '<confValue>' in the config \"<confName>\" is invalid. It should be one of '<confOptions>'.",
  },
  AGGREGATE_FUNCTION_WITH_NONNUMERIC_COLUMN: {
    sqlState: '42K09',
    kind: 'analysis',
    message: '"<columnName>" is not a numeric column. Aggregation function can only be applied on a numeric column.',
  },
  UNSUPPORTED_JOIN_TYPE: {
    sqlState: '0A000',
    kind: 'illegal-argument',
    message: "Unsupported join type '<typ>'. Supported join types include: <supported>.",
  },
  UNSUPPORTED_MASTER: {
    sqlState: '0A000',
    kind: 'spark',
    message:
      "Could not parse Master URL: '<master>'. This engine runs local, local[N], local[*] and local-cluster[...] itself.",
  },
} as const satisfies Record<string, ConditionRow>;
