/** The last steps of sums and averages. */
import type { QueryContext } from '../../errors/query-context.ts';
import { type DecimalType, divideDecimals, divideRounded, fitsPrecision } from '../../types/decimal.ts';
import { decimalOverflow, overflow } from './failures.ts';

export function boundedSum(
  type: DecimalType,
  raises: boolean,
  context: QueryContext | undefined,
  tolerant = 'try_sum',
): (total: bigint) => bigint | null {
  const fail = overflow(context, tolerant, 'Overflow in sum of decimals');
  return (total) => {
    if (fitsPrecision(total, type.precision)) return total;
    return raises ? fail() : null;
  };
}

export function averageDecimal(
  input: DecimalType,
  type: DecimalType,
  raises: boolean,
  context: QueryContext | undefined,
): (total: bigint, count: bigint) => bigint | null {
  const tooLarge = boundedSum({ ...input, precision: Math.min(38, input.precision + 10) }, raises, context, 'try_avg');
  const fail = decimalOverflow(context, type);
  return (total, count) => {
    if (tooLarge(total) === null) return null;
    const mean = divideDecimals(total, input.scale, count, 0, type.scale);
    if (fitsPrecision(mean, type.precision)) return mean;
    return raises ? fail(mean, type.scale) : null;
  };
}

export function averageMonths(sum: bigint, count: bigint): number {
  return Number(divideRounded(sum, count, 'half-up'));
}

export function averageMicros(sum: bigint, count: bigint): bigint {
  return divideRounded(sum, count, 'half-up');
}
