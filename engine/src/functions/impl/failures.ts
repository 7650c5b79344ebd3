/** The errors of arithmetic, as functions that generated code calls where it has found one. */
import type { QueryContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { type DecimalType, decimalText } from '../../types/decimal.ts';

export const ANSI_CONF = '"spark.sql.ansi.enabled"';

export type Fail = () => never;

/** `tolerant` names the function that gives NULL instead. */
export function overflow(context: QueryContext | undefined, tolerant?: string, message = 'overflow'): Fail {
  const alternative = tolerant === undefined ? '' : ` Use '${tolerant}' to tolerate overflow and return NULL instead.`;
  return () => raise('ARITHMETIC_OVERFLOW', { message, alternative, config: ANSI_CONF }, { context });
}

export function smallOverflow(
  context: QueryContext | undefined,
  symbol: string,
  tolerant: string,
): (a: number, b: number) => never {
  return (a, b) =>
    raise(
      'BINARY_ARITHMETIC_OVERFLOW',
      { value1: `${a}S`, symbol, value2: `${b}S`, functionName: `\`${tolerant}\`` },
      { context },
    );
}

export function divisionByZero(context: QueryContext | undefined): Fail {
  return () => raise('DIVIDE_BY_ZERO', { config: ANSI_CONF }, { context });
}

export function remainderByZero(context: QueryContext | undefined): Fail {
  return () => raise('REMAINDER_BY_ZERO', { config: ANSI_CONF }, { context });
}

export function intervalDivisionByZero(context: QueryContext | undefined): Fail {
  return () => raise('INTERVAL_DIVIDED_BY_ZERO', {}, { context });
}

export function intervalOverflow(context: QueryContext | undefined, tolerant?: string): Fail {
  return () =>
    tolerant === undefined
      ? raise('INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION', {}, { context })
      : raise('INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION', { functionName: `\`${tolerant}\`` }, { context });
}

export function decimalOverflow(
  context: QueryContext | undefined,
  type: DecimalType,
): (value: bigint, scale: number) => never {
  return (value, scale) =>
    raise(
      'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION',
      {
        value: decimalText(value, scale),
        precision: String(type.precision),
        scale: String(type.scale),
        config: ANSI_CONF,
      },
      { context },
    );
}
