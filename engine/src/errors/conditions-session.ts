/** Conditions of the session: settings, storage, Datasets. */
import type { ConditionRow } from './conditions.ts';

export const SESSION_CONDITIONS = {
  CANNOT_MODIFY_CONFIG: {
    sqlState: '46110',
    kind: 'analysis',
    message: 'Cannot modify the value of the Spark config: <key>. See also \'<docroot>/sql-migration-guide.html#ddl-statements\'.',
  },
  SQL_CONF_NOT_FOUND: {
    sqlState: '42K0I',
    kind: 'no-such-element',
    message: 'The SQL config <sqlConf> cannot be found. Please verify that the config exists.',
  },
  'INVALID_CONF_VALUE.TYPE_MISMATCH': {
    sqlState: '22022',
    kind: 'illegal-argument',
    message: 'The value \'<confValue>\' in the config "<confName>" is invalid. It should be a/an \'<confType>\' value.',
  },
  'INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS': {
    sqlState: '22022',
    kind: 'illegal-argument',
    message: 'The value \'<confValue>\' in the config "<confName>" is invalid. It should be one of \'<confOptions>\'.',
  },
} as const satisfies Record<string, ConditionRow>;
