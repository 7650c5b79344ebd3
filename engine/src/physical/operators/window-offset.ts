/** Order key plus frame offset, for every type a RANGE frame can be over. */
import { internal } from '../../errors/internal.ts';
import type { DataType } from '../../types/data-type.ts';
import { dateOf, daysInMonth, daysOf } from '../../types/datetime-text.ts';
import { MICROS_PER_DAY } from '../../types/interval-text.ts';
import { localToEpoch, offsetAt, type Zone } from '../../types/time-zone.ts';
import type { IntervalValue, Value } from '../../types/value.ts';

/** Adds `offset` to a key, or takes it away for a descending order (`sign` -1). */
export function shifter(
  type: DataType,
  offset: Value,
  offsetType: DataType,
  sign: 1 | -1,
  zone: Zone,
): (key: Value) => Value {
  switch (type.kind) {
    case 'timestamp':
    case 'timestamp_ntz': {
      const interval = intervalOf(offset, offsetType, sign);
      const local: Zone | undefined = type.kind === 'timestamp' ? zone : undefined;
      return (key) => addToTimestamp(key as bigint, interval, local);
    }
    case 'date': {
      const interval = intervalOf(offset, offsetType, sign);
      return (key) =>
        addMonths(key as number, interval.months) + interval.days + Number(interval.micros / MICROS_PER_DAY);
    }
    default:
      break;
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

function addMonths(days: number, months: number): number {
  if (months === 0) return days;
  const [year, month, day] = dateOf(days);
  const total = year * 12 + (month - 1) + months;
  const newYear = Math.floor(total / 12);
  const newMonth = total - newYear * 12 + 1;
  return daysOf(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

const MICROS_PER_SECOND = 1_000_000n;

/** Months and days are added to the wall clock of the zone, the rest to the instant. */
function addToTimestamp(micros: bigint, interval: IntervalValue, zone: Zone | undefined): bigint {
  if (interval.months === 0 && interval.days === 0) return micros + interval.micros;
  const fraction = ((micros % MICROS_PER_SECOND) + MICROS_PER_SECOND) % MICROS_PER_SECOND;
  const seconds = Number((micros - fraction) / MICROS_PER_SECOND);
  const local = zone === undefined ? seconds : seconds + offsetAt(zone, seconds);
  const day = Math.floor(local / 86_400);
  const moved = (addMonths(day, interval.months) + interval.days) * 86_400 + (local - day * 86_400);
  const instant = zone === undefined ? moved : localToEpoch(zone, moved);
  return BigInt(instant) * MICROS_PER_SECOND + fraction + interval.micros;
}
