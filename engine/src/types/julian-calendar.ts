/**
 * Between today's calendar, which Spark applies to all times, and the hybrid one of Spark 2 and old Hive, which is
 * Julian before 15 October 1582. What is kept is what a calendar and a clock show, not the instant.
 */
import { civilOf, daysOf, floorDivide, MICROS_PER_DAY } from './datetime.ts';
import { fromLocalMicros, type TimeZone, toLocalMicros } from './time-zone.ts';

/** 15 October 1582, the first day that both count alike. */
export const FIRST_COMMON_DAY = -141_427;
/** From 1900 on both know the same offsets of time zones. */
export const FIRST_COMMON_MICROS = -2_208_988_800_000_000n;

/** Days from 1 March of the Julian year 0 to the epoch. */
const EPOCH = 719_470;

function julianDays(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return 365 * marchYear + Math.floor(marchYear / 4) + dayOfYear - EPOCH;
}

function julianOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const count = days + EPOCH;
  const marchYear = Math.floor((4 * count + 3) / 1461);
  const dayOfYear = count - 365 * marchYear - Math.floor(marchYear / 4);
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return marchMonth < 10
    ? { year: marchYear, month: marchMonth + 3, day }
    : { year: marchYear + 1, month: marchMonth - 9, day };
}

/** A 29 February that today's calendar has not becomes 1 March. */
export function daysFromHybrid(days: number): number {
  if (days >= FIRST_COMMON_DAY) return days;
  const { year, month, day } = julianOf(days);
  return daysOf(year, month, 1) + day - 1;
}

/** The ten days that the hybrid calendar has not become 15 October 1582. */
export function daysToHybrid(days: number): number {
  if (days >= FIRST_COMMON_DAY) return days;
  const { year, month, day } = civilOf(days);
  return Math.min(julianDays(year, month, day), FIRST_COMMON_DAY);
}

export function microsFromHybrid(micros: bigint, zone: TimeZone): bigint {
  if (micros >= FIRST_COMMON_MICROS) return micros;
  return fromLocalMicros(onDays(micros + hybridOffset(zone), daysFromHybrid), zone);
}

export function microsToHybrid(micros: bigint, zone: TimeZone): bigint {
  if (micros >= FIRST_COMMON_MICROS) return micros;
  return onDays(toLocalMicros(micros, zone), daysToHybrid) - hybridOffset(zone);
}

/** Changes the day and leaves the time of day. */
export function onDays(micros: bigint, change: (days: number) => number): bigint {
  const days = floorDivide(micros, MICROS_PER_DAY);
  return BigInt(change(Number(days))) * MICROS_PER_DAY + (micros - days * MICROS_PER_DAY);
}

/** Java's old time zones know nothing before 1900 and take today's standard offset for it. */
function hybridOffset(zone: TimeZone): bigint {
  const [january, july] = [Date.UTC(2037, 0, 1), Date.UTC(2037, 6, 1)].map((ms) => zone.offsetAt(ms / 1000));
  return BigInt(Math.min(january as number, july as number)) * 1_000_000n;
}
