/** Run-time work of `sequence`. */
import { raise } from '../../errors/raise.ts';
import { dateText, floorDivide, MICROS_PER_DAY } from '../../types/datetime.ts';
import { shiftTimestamp } from '../../types/interval.ts';
import { fromLocalMicros, timestampText, timeZone, toLocalMicros } from '../../types/time-zone.ts';
import type { IntervalValue, Value } from '../../types/value.ts';
import { checkLength } from './array-code.ts';

const illegal = (start: string, stop: string, step: string): never =>
  raise('_LEGACY_SEQUENCE_BOUNDARIES', { start, stop, step });

export function numbers(start: number, stop: number, step: number = start <= stop ? 1 : -1): readonly number[] {
  if ((step === 0 && start !== stop) || (step > 0 && start > stop) || (step < 0 && start < stop)) {
    illegal(String(start), String(stop), String(step));
  }
  const count = step === 0 ? 1 : Math.floor((stop - start) / step) + 1;
  checkLength(count, 'sequence', 'count');
  return Array.from({ length: count }, (_, i) => start + i * step);
}

export function longs(start: bigint, stop: bigint, step: bigint = start <= stop ? 1n : -1n): readonly bigint[] {
  if ((step === 0n && start !== stop) || (step > 0n && start > stop) || (step < 0n && start < stop)) {
    illegal(String(start), String(stop), String(step));
  }
  const count = step === 0n ? 1 : Number((stop - start) / step) + 1;
  checkLength(count, 'sequence', 'count');
  return Array.from({ length: count }, (_, i) => start + BigInt(i) * step);
}

/** Any interval's value as months, days and microseconds. */
export function partsOf(step: Value): IntervalValue {
  if (typeof step === 'number') return { months: step, days: 0, micros: 0n };
  if (typeof step === 'bigint') return { months: 0, days: 0, micros: step };
  return step as IntervalValue;
}

/** The n-th item is the start plus n times the step, so that ends of months do not drift. */
export function instantsIn(zoneId: string): (start: bigint, stop: bigint, step?: Value) => readonly bigint[] {
  return (start, stop, step) => {
    const zone = timeZone(zoneId);
    const { months, days, micros } = partsOf(step ?? { months: 0, days: start <= stop ? 1 : -1, micros: 0n });
    const size = BigInt(months) * 28n * MICROS_PER_DAY + BigInt(days) * MICROS_PER_DAY + micros;
    if ((size === 0n && start !== stop) || (size > 0n && start > stop) || (size < 0n && start < stop)) {
      illegal(
        timestampText(start, zone),
        timestampText(stop, zone),
        `${months} months ${days} days ${micros} microseconds`,
      );
    }
    if (size === 0n) return [start];
    checkLength(Number((stop - start) / size) + 1, 'sequence', 'count');
    const items: bigint[] = [];
    for (let i = 0; ; i++) {
      const item = shiftTimestamp(start, months * i, days * i, micros * BigInt(i), zone);
      if (size > 0n ? item > stop : item < stop) return items;
      items.push(item);
    }
  };
}

export function datesIn(zoneId: string): (start: number, stop: number, step?: Value) => readonly number[] {
  const instants = instantsIn(zoneId);
  return (start, stop, step) => {
    const parts = step === undefined ? undefined : partsOf(step);
    if (parts !== undefined && parts.months === 0 && parts.micros % MICROS_PER_DAY === 0n) {
      const days = parts.days + Number(parts.micros / MICROS_PER_DAY);
      if ((days > 0 && start > stop) || (days < 0 && start < stop) || days === 0) {
        illegal(dateText(start), dateText(stop), String(days));
      }
      return numbers(start, stop, days);
    }
    if (parts === undefined) return numbers(start, stop);
    const zone = timeZone(zoneId);
    const midnight = (day: number): bigint => fromLocalMicros(BigInt(day) * MICROS_PER_DAY, zone);
    return instants(midnight(start), midnight(stop), parts).map((item) =>
      Number(floorDivide(toLocalMicros(item, zone), MICROS_PER_DAY)),
    );
  };
}
