/** Calendar intervals read from text: the words of `CAST(… AS INTERVAL)`. */
import { MAX_LONG, MICROS_PER_SECOND, MIN_LONG } from './datetime.ts';
import type { IntervalValue } from './value.ts';

const fitsInt = (value: bigint): boolean => value >= -(2n ** 31n) && value < 2n ** 31n;
const fitsLong = (value: bigint): boolean => value >= MIN_LONG && value <= MAX_LONG;

/** What one of each unit adds to months, days or microseconds. */
const UNITS: ReadonlyMap<string, readonly ['months' | 'days' | 'micros', bigint]> = new Map([
  ['year', ['months', 12n]],
  ['month', ['months', 1n]],
  ['week', ['days', 7n]],
  ['day', ['days', 1n]],
  ['hour', ['micros', 3_600_000_000n]],
  ['minute', ['micros', 60_000_000n]],
  ['second', ['micros', MICROS_PER_SECOND]],
  ['millisecond', ['micros', 1000n]],
  ['microsecond', ['micros', 1n]],
]);

const INTERVAL_PART = /\s*([+-]?)\s*(?:(\d+)(?:\.(\d{0,9}))?|\.(\d{1,9}))\s+([a-z]+)(?=\s|$)/y;

/** `[interval] {[+-]number unit}`, fractions for seconds only; undefined when it is not that or does not fit. */
export function parseInterval(text: string): IntervalValue | undefined {
  const trimmed = text.trim().toLowerCase();
  const body = /^interval\s/.test(trimmed) ? trimmed.slice('interval'.length) : trimmed;
  const sums = { months: 0n, days: 0n, micros: 0n };
  INTERVAL_PART.lastIndex = 0;
  let end = 0;
  for (let part = INTERVAL_PART.exec(body); part !== null; part = INTERVAL_PART.exec(body)) {
    end = INTERVAL_PART.lastIndex;
    if (!addPart(sums, part)) return undefined;
  }
  if (end === 0 || end !== body.length) return undefined;
  return { months: Number(sums.months), days: Number(sums.days), micros: sums.micros };
}

function addPart(sums: Record<'months' | 'days' | 'micros', bigint>, part: RegExpExecArray): boolean {
  const [, sign, whole = '0', fraction = '', bareFraction, word] = part as unknown as string[];
  const digits = bareFraction ?? fraction;
  const hasPoint = bareFraction !== undefined || (part[0] as string).includes('.');
  const unit = UNITS.get((word as string).replace(/s$/, ''));
  if (unit === undefined || (hasPoint && unit[1] !== MICROS_PER_SECOND)) return false;
  const [slot, size] = unit;
  const amount = BigInt(whole) * size + (hasPoint ? BigInt(digits.padEnd(6, '0').slice(0, 6)) : 0n);
  sums[slot] += sign === '-' ? -amount : amount;
  return slot === 'micros' ? fitsLong(sums[slot]) : fitsInt(sums[slot]);
}
