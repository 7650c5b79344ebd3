/** Order key plus frame offset, for every type a RANGE frame can be over. */
import { internal } from '../../errors/internal.ts';
import { overflow } from '../../functions/impl/failures.ts';
import type { DataType } from '../../types/data-type.ts';
import { addMonths, MICROS_PER_DAY } from '../../types/datetime.ts';
import { shiftTimestamp } from '../../types/interval.ts';
import { type TimeZone, timeZone } from '../../types/time-zone.ts';
import type { IntervalValue, Value } from '../../types/value.ts';

const BITS: Readonly<Partial<Record<DataType['kind'], number>>> = { byte: 8, short: 16, integer: 32, long: 64 };

const failed = overflow(undefined, 'try_add');

/** Adds `offset` to a key, or takes it away for a descending order (`sign` -1). */
export function shifter(
  type: DataType,
  offset: Value,
  offsetType: DataType,
  sign: 1 | -1,
  zone: TimeZone,
  ansi: boolean,
): (key: Value) => Value {
  switch (type.kind) {
    case 'timestamp':
    case 'timestamp_ntz': {
      const interval = intervalOf(offset, offsetType, sign);
      const local = type.kind === 'timestamp' ? zone : timeZone('UTC');
      const { months, days, micros } = interval;
      return (key) => shiftTimestamp(key as bigint, months, days, micros, local);
    }
    case 'date': {
      const interval = intervalOf(offset, offsetType, sign);
      return (key) =>
        addMonths(key as number, interval.months) + interval.days + Number(interval.micros / MICROS_PER_DAY);
    }
    default:
      break;
  }
  const bits = BITS[type.kind];
  if (bits !== undefined) {
    const step = BigInt(offset as number | bigint) * BigInt(sign);
    const inRange = (sum: bigint): bigint => {
      const wrapped = BigInt.asIntN(bits, sum);
      return wrapped === sum || !ansi ? wrapped : failed();
    };
    return (key) => (typeof key === 'number' ? Number(inRange(BigInt(key) + step)) : inRange((key as bigint) + step));
  }
  if (typeof offset === 'bigint') {
    const step = offset * BigInt(sign);
    return (key) => (typeof key === 'number' ? key + Number(step) : (key as bigint) + step);
  }
  if (typeof offset === 'number') {
    const step = offset * sign;
    return (key) => (typeof key === 'bigint' ? key + BigInt(step) : (key as number) + step);
  }
  return internal(`a range frame cannot be over ${type.kind}`);
}

function intervalOf(offset: Value, type: DataType, sign: 1 | -1): IntervalValue {
  switch (type.kind) {
    case 'yearmonth':
      return { months: (offset as number) * sign, days: 0, micros: 0n };
    case 'daytime': {
      const micros = (offset as bigint) * BigInt(sign);
      return { months: 0, days: Number(micros / MICROS_PER_DAY), micros: micros % MICROS_PER_DAY };
    }
    case 'interval': {
      const { months, days, micros } = offset as IntervalValue;
      return { months: months * sign, days: days * sign, micros: micros * BigInt(sign) };
    }
    default:
      return { months: 0, days: Number(offset) * sign, micros: 0n };
  }
}
