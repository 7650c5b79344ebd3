/** Time zones: regions (rules from Intl, remembered year by year) and fixed offsets, with Java's answers at gaps and overlaps. */
import { raise } from '../errors/raise.ts';
import { civilOf, daysOf, localTimestampText, SECONDS_PER_DAY, splitMicros } from './datetime.ts';

export interface TimeZone {
  readonly id: string;
  /** Seconds to add to UTC. */
  offsetAt(epochSeconds: number): number;
}

/** From `start` on (UTC seconds) the offset is `offset`. */
interface Period {
  readonly start: number;
  readonly offset: number;
}

const ZONES = new Map<string, TimeZone>();

/** Java's three-letter names that Spark accepts. */
const SHORT_IDS: Readonly<Record<string, string>> = {
  ACT: 'Australia/Darwin',
  AET: 'Australia/Sydney',
  AGT: 'America/Argentina/Buenos_Aires',
  ART: 'Africa/Cairo',
  AST: 'America/Anchorage',
  BET: 'America/Sao_Paulo',
  BST: 'Asia/Dhaka',
  CAT: 'Africa/Harare',
  CNT: 'America/St_Johns',
  CST: 'America/Chicago',
  CTT: 'Asia/Shanghai',
  EAT: 'Africa/Addis_Ababa',
  ECT: 'Europe/Paris',
  IET: 'America/Indiana/Indianapolis',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  MIT: 'Pacific/Apia',
  NET: 'Asia/Yerevan',
  NST: 'Pacific/Auckland',
  PLT: 'Asia/Karachi',
  PNT: 'America/Phoenix',
  PRT: 'America/Puerto_Rico',
  PST: 'America/Los_Angeles',
  SST: 'Pacific/Guadalcanal',
  VST: 'Asia/Ho_Chi_Minh',
  EST: '-05:00',
  MST: '-07:00',
  HST: '-10:00',
};

const OFFSET = /^([+-])(?:(\d{1,2})(?::(\d{1,2})(?::(\d{2}))?)?|(\d{2})(\d{2})(\d{2})?)$/;

/** Undefined for what is no time zone. */
export function findTimeZone(id: string): TimeZone | undefined {
  const known = ZONES.get(id);
  if (known !== undefined) return known;
  const made = makeZone(SHORT_IDS[id] ?? id);
  if (made !== undefined) ZONES.set(id, made);
  return made;
}

export function timeZone(id: string): TimeZone {
  return findTimeZone(id) ?? raise('INVALID_TIMEZONE', { timeZone: id });
}

function makeZone(id: string): TimeZone | undefined {
  if (id === 'Z' || id === 'UTC' || id === 'GMT' || id === 'UT') return fixedZone(id, 0);
  const prefixed = /^(?:UTC|GMT|UT)([+-].*)$/.exec(id);
  const offset = parseOffset(prefixed?.[1] ?? id);
  if (offset !== undefined) return fixedZone(id, offset);
  return /^[A-Za-z][A-Za-z0-9/_+~.-]+$/.test(id) ? regionZone(id) : undefined;
}

function parseOffset(text: string): number | undefined {
  const match = OFFSET.exec(text);
  if (match === null) return undefined;
  const [, sign] = match;
  const [h, m, s] = [match[2] ?? match[5], match[3] ?? match[6] ?? 0, match[4] ?? match[7] ?? 0].map(Number) as [
    number,
    number,
    number,
  ];
  const total = h * 3600 + m * 60 + s;
  if (m > 59 || s > 59 || total > 18 * 3600) return undefined;
  return sign === '-' ? -total : total;
}

const fixedZone = (id: string, offset: number): TimeZone => ({ id, offsetAt: () => offset });

function regionZone(id: string): TimeZone | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: id,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  const years = new Map<number, readonly Period[]>();
  let last: { from: number; to: number; offset: number } = { from: 0, to: 0, offset: 0 };
  const lookup = (seconds: number): number => {
    const year = civilOf(Math.floor(seconds / SECONDS_PER_DAY)).year;
    const [start, end] = [daysOf(year, 1, 1) * SECONDS_PER_DAY, daysOf(year + 1, 1, 1) * SECONDS_PER_DAY];
    let periods = years.get(year);
    if (periods === undefined) {
      periods = periodsOf(format, start, end);
      years.set(year, periods);
    }
    let i = periods.length - 1;
    while (i > 0 && (periods[i] as Period).start > seconds) i -= 1;
    const period = periods[i] as Period;
    last = { from: period.start, to: periods[i + 1]?.start ?? end, offset: period.offset };
    return period.offset;
  };
  return {
    id,
    offsetAt: (seconds) => {
      const at = sameRules(seconds);
      return at >= last.from && at < last.to ? last.offset : lookup(at);
    },
  };
}

const FIRST = daysOf(1800, 1, 1) * SECONDS_PER_DAY;
const LAST = daysOf(2400, 1, 1) * SECONDS_PER_DAY;
const CYCLE = 146_097 * SECONDS_PER_DAY;

/** Nothing changed before 1800; after 2400 the calendar repeats every 400 years. */
function sameRules(seconds: number): number {
  if (seconds < FIRST) return FIRST;
  return seconds < LAST ? seconds : LAST - CYCLE + ((seconds - LAST) % CYCLE);
}

const WEEK = 7 * SECONDS_PER_DAY;

function periodsOf(format: Intl.DateTimeFormat, start: number, end: number): readonly Period[] {
  const periods: Period[] = [{ start, offset: measure(format, start) }];
  for (let from = start; from < end; from += WEEK) {
    const to = Math.min(from + WEEK, end - 1);
    const before = (periods.at(-1) as Period).offset;
    const after = measure(format, to);
    if (after === before) continue;
    let [low, high] = [from, to];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (measure(format, middle) === before) low = middle;
      else high = middle;
    }
    periods.push({ start: high, offset: after });
  }
  return periods;
}

function measure(format: Intl.DateTimeFormat, seconds: number): number {
  const fields: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(seconds * 1000)) fields[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  return daysOf(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second - seconds;
}

/** UTC seconds of a local clock: in a gap the clock is moved forward by it, of two readings the earlier instant counts. */
export function localToUtc(zone: TimeZone, localSeconds: number): number {
  const before = zone.offsetAt(localSeconds - SECONDS_PER_DAY);
  const after = zone.offsetAt(localSeconds + SECONDS_PER_DAY);
  const first = localSeconds - before;
  if (before === after || zone.offsetAt(first) === before) return first;
  const second = localSeconds - after;
  return zone.offsetAt(second) === after ? second : first;
}

export function localSeconds(zone: TimeZone, epochSeconds: number): number {
  return epochSeconds + zone.offsetAt(epochSeconds);
}

/** Local microseconds of an instant. */
export function toLocalMicros(micros: bigint, zone: TimeZone): bigint {
  return micros + BigInt(zone.offsetAt(splitMicros(micros).seconds)) * 1_000_000n;
}

export function fromLocalMicros(local: bigint, zone: TimeZone): bigint {
  const { seconds, fraction } = splitMicros(local);
  return BigInt(localToUtc(zone, seconds)) * 1_000_000n + BigInt(fraction);
}

export function timestampText(micros: bigint, zone: TimeZone): string {
  const { seconds, fraction } = splitMicros(micros);
  return localTimestampText(localSeconds(zone, seconds), fraction);
}
