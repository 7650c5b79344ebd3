/** Conditions raised while a query runs. */
import type { ConditionRow } from './conditions.ts';

export const EXECUTION_CONDITIONS = {
  DIVIDE_BY_ZERO: {
    sqlState: '22012',
    kind: 'arithmetic',
    message:
      'Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. If necessary set <config> to "false" to bypass this error.',
  },
  SPILL_OUT_OF_MEMORY: {
    sqlState: '82003',
    kind: 'out-of-memory',
    message: 'Error while calling spill() on <consumerToSpill> : <message>',
  },
  UNABLE_TO_ACQUIRE_MEMORY: {
    sqlState: '53200',
    kind: 'out-of-memory',
    message: 'Unable to acquire <requestedBytes> bytes of memory, got <receivedBytes>.',
  },
} as const satisfies Record<string, ConditionRow>;
