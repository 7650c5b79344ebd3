/** Fields of dates, timestamps and intervals by their names. */
import { BYTE, type DataType, decimal, INT } from '../../types/data-type.ts';
import { civilOf, daysOf, floorDivide, MICROS_PER_DAY } from '../../types/datetime.ts';
import { timeZone, toLocalMicros } from '../../types/time-zone.ts';
import type { Value } from '../../types/value.ts';
import { dayOf, weekdayOf } from './datetime-code.ts';
import { partsOf } from './sequence-code.ts';

export type DateField = (days: number) => number;

export const yearOf: DateField = (days) => civilOf(days).year;
export const quarterOf: DateField = (days) => Math.ceil(civilOf(days).month / 3);
export const monthOf: DateField = (days) => civilOf(days).month;
export const dayOfMonth: DateField = (days) => civilOf(days).day;
export const dayOfYear: DateField = (days) => days - daysOf(civilOf(days).year, 1, 1) + 1;
/** From 1 on Sunday. */
export const dayOfWeek: DateField = (days) => ((weekdayOf(days) + 1) % 7) + 1;
const isoDayOfWeek: DateField = (days) => weekdayOf(days) + 1;
/** A week belongs to the year of its Thursday. */
const thursday: DateField = (days) => days - weekdayOf(days) + 3;
export const weekOfYear: DateField = (days) => Math.floor((dayOfYear(thursday(days)) - 1) / 7) + 1;
const yearOfWeek: DateField = (days) => yearOf(thursday(days));

const DATE_FIELDS: readonly (readonly [string, DateField])[] = [
  ['YEAR Y YEARS YR YRS', yearOf],
  ['YEAROFWEEK', yearOfWeek],
  ['QUARTER QTR', quarterOf],
  ['MONTH MON MONS MONTHS', monthOf],
  ['WEEK W WEEKS', weekOfYear],
  ['DAY D DAYS', dayOfMonth],
  ['DAYOFWEEK DOW', dayOfWeek],
  ['DAYOFWEEK_ISO DOW_ISO', isoDayOfWeek],
  ['DOY', dayOfYear],
];

export type ClockField = (microsOfDay: bigint) => number | bigint;
export const hourOf: ClockField = (micros) => Number(micros / 3_600_000_000n);
export const minuteOf: ClockField = (micros) => Number(micros / 60_000_000n) % 60;
export const secondOf: ClockField = (micros) => Number(micros / 1_000_000n) % 60;
const exactSecond: ClockField = (micros) => micros % 60_000_000n;

const CLOCK_FIELDS: readonly (readonly [string, ClockField])[] = [
  ['HOUR H HOURS HR HRS', hourOf],
  ['MINUTE M MIN MINS MINUTES', minuteOf],
  ['SECOND S SEC SECONDS SECS', exactSecond],
];

function find<T>(list: readonly (readonly [string, T])[], name: string): T | undefined {
  const wanted = name.toUpperCase();
  return list.find(([names]) => names.split(' ').includes(wanted))?.[1];
}

export const atClock =
  (zoneId: string, field: ClockField): ((micros: bigint) => number | bigint) =>
  (micros) => {
    const local = toLocalMicros(micros, timeZone(zoneId));
    return field(local - floorDivide(local, MICROS_PER_DAY) * MICROS_PER_DAY);
  };

const SECONDS = decimal(8, 6);

export interface Extraction {
  readonly type: DataType;
  readonly run: (value: never) => number | bigint;
}

/** Undefined where values of the type have no such field. */
export function extraction(name: string, source: DataType, zoneId: string): Extraction | undefined {
  const clock = find(CLOCK_FIELDS, name);
  switch (source.kind) {
    case 'interval':
    case 'daytime':
    case 'yearmonth':
      return intervalField(name, source);
    case 'timestamp':
    case 'timestamp_ntz': {
      const zone = source.kind === 'timestamp' ? zoneId : 'UTC';
      if (clock !== undefined) return { type: clock === exactSecond ? SECONDS : INT, run: atClock(zone, clock) };
      const ofDate = find(DATE_FIELDS, name);
      return ofDate && { type: INT, run: (micros: bigint) => ofDate(dayOf(toLocalMicros(micros, timeZone(zone)))) };
    }
    case 'time':
      return clock && { type: clock === exactSecond ? SECONDS : INT, run: (nanos: bigint) => clock(nanos / 1000n) };
    default: {
      const ofDate = find(DATE_FIELDS, name);
      if (ofDate !== undefined) return { type: INT, run: ofDate };
      return clock && { type: clock === exactSecond ? SECONDS : INT, run: () => (clock === exactSecond ? 0n : 0) };
    }
  }
}

function intervalField(name: string, source: DataType): Extraction | undefined {
  const made = (
    type: DataType,
    read: (months: number, days: number, micros: bigint) => number | bigint,
  ): Extraction => ({
    type,
    run: (value: Value) => {
      const { months, days, micros } = partsOf(value);
      const split = source.kind === 'daytime';
      return split ? read(0, Number(micros / MICROS_PER_DAY), micros % MICROS_PER_DAY) : read(months, days, micros);
    },
  });
  const hours =
    source.kind === 'interval'
      ? (micros: bigint) => micros / 3_600_000_000n
      : (micros: bigint) => Number(micros / 3_600_000_000n);
  if (source.kind !== 'daytime') {
    if (find([['YEAR Y YEARS YR YRS', true]], name)) return made(INT, (months) => Math.trunc(months / 12));
    if (find([['MONTH MON MONS MONTHS', true]], name)) return made(BYTE, (months) => months % 12);
  }
  if (source.kind === 'yearmonth') return undefined;
  if (find([['DAY D DAYS', true]], name)) return made(INT, (_, days) => days);
  if (find([['HOUR H HOURS HR HRS', true]], name)) {
    return made(source.kind === 'interval' ? { kind: 'long' } : BYTE, (_, __, micros) => hours(micros));
  }
  if (find([['MINUTE M MIN MINS MINUTES', true]], name))
    return made(BYTE, (_, __, micros) => Number((micros / 60_000_000n) % 60n));
  if (find([['SECOND S SEC SECONDS SECS', true]], name)) return made(SECONDS, (_, __, micros) => micros % 60_000_000n);
  return undefined;
}
