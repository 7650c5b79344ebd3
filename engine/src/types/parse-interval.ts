/** Intervals in text, as CAST reads them. `undefined` is what is malformed or out of range. */
import type { TypeOf } from './data-type.ts';
import { MAX_LONG, MICROS_PER_DAY, MIN_LONG } from './datetime.ts';
import type { IntervalValue } from './value.ts';

type YearMonth = TypeOf<'yearmonth'>;
type DayTime = TypeOf<'daytime'>;

const YEARMONTH_UNITS = ['YEAR', 'MONTH'] as const;
const DAYTIME_UNITS = ['DAY', 'HOUR', 'MINUTE', 'SECOND'] as const;

/** The text inside `INTERVAL '…' UNITS`, or the bare text, with its sign. */
function unwrapped(text: string, units: string): { readonly body: string; readonly negative: boolean } | undefined {
  const trimmed = text.trim();
  const quoted = /^INTERVAL\s+([+-]?)'(.*)'\s+(.+)$/is.exec(trimmed);
  if (quoted !== null) {
    const [, outer, inner = '', named = ''] = quoted;
    if (named.toUpperCase().replaceAll(/\s+/g, ' ') !== units) return undefined;
    const sign = /^([+-]?)(.*)$/s.exec(inner);
    return { body: sign?.[2] ?? '', negative: (outer === '-') !== (sign?.[1] === '-') };
  }
  const bare = /^([+-]?)(.*)$/s.exec(trimmed);
  return { body: bare?.[2] ?? '', negative: bare?.[1] === '-' };
}

function unitsOf(names: readonly string[], start: number, end: number): string {
  return start === end ? String(names[start]) : `${names[start]} TO ${names[end]}`;
}

export function parseYearMonth(text: string, type: YearMonth): number | undefined {
  const parts = unwrapped(text, unitsOf(YEARMONTH_UNITS, type.start, type.end));
  if (parts === undefined) return undefined;
  const both = /^(\d+)-(\d+)$/.exec(parts.body);
  const single = /^\d+$/.exec(parts.body);
  let months: number;
  if (type.start !== type.end) {
    if (both === null || Number(both[2]) > 11) return undefined;
    months = Number(both[1]) * 12 + Number(both[2]);
  } else {
    if (single === null) return undefined;
    months = Number(single[0]) * (type.start === 0 ? 12 : 1);
  }
  const signed = parts.negative ? -months : months;
  return signed === (signed | 0) ? signed : undefined;
}

const SEPARATORS = ['', ' ', ':', ':'] as const;
const MICROS = [MICROS_PER_DAY, 3_600_000_000n, 60_000_000n, 1_000_000n] as const;
const LIMITS = [Number.POSITIVE_INFINITY, 23, 59, 59] as const;

export function parseDayTime(text: string, type: DayTime): bigint | undefined {
  const parts = unwrapped(text, unitsOf(DAYTIME_UNITS, type.start, type.end));
  if (parts === undefined) return undefined;
  let pattern = '^';
  for (let unit = type.start; unit <= type.end; unit++) {
    pattern += `${unit === type.start ? '' : SEPARATORS[unit]}(\\d+)`;
    if (unit === 3) pattern += '(?:\\.(\\d{1,9}))?';
  }
  const match = new RegExp(`${pattern}$`).exec(parts.body);
  if (match === null) return undefined;
  let total = 0n;
  for (let unit = type.start; unit <= type.end; unit++) {
    const count = match[unit - type.start + 1] as string;
    if (unit !== type.start && Number(count) > (LIMITS[unit] as number)) return undefined;
    total += BigInt(count) * (MICROS[unit] as bigint);
  }
  if (type.end === 3) total += BigInt((match[4 - type.start + 1] ?? '').slice(0, 6).padEnd(6, '0'));
  const signed = parts.negative ? -total : total;
  return signed >= MIN_LONG && signed <= MAX_LONG ? signed : undefined;
}

/** The shapes a text may have, for the error message. */
export function supportedFormats(type: YearMonth | DayTime): string {
  if (type.kind === 'yearmonth') {
    const units = unitsOf(YEARMONTH_UNITS, type.start, type.end);
    return formats(type.start !== type.end ? 'y-m' : type.start === 0 ? 'y' : 'm', units);
  }
  const letters = ['d', 'h', 'm', 's.n'];
  let shape = '';
  for (let unit = type.start; unit <= type.end; unit++)
    shape += `${unit === type.start ? '' : SEPARATORS[unit]}${letters[unit]}`;
  return formats(shape, unitsOf(DAYTIME_UNITS, type.start, type.end));
}

const formats = (shape: string, units: string): string =>
  `\`[+|-]${shape}\`, \`INTERVAL [+|-]'[+|-]${shape}' ${units}\``;

const UNIT_MONTHS: Readonly<Record<string, number>> = { year: 12, month: 1 };
const UNIT_DAYS: Readonly<Record<string, number>> = { week: 7, day: 1 };
const UNIT_MICROS: Readonly<Record<string, bigint>> = {
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
  millisecond: 1_000n,
  microsecond: 1n,
};

/** `1 year -3 days 1.5 seconds`, with or without the word interval in front. */
export function parseCalendarInterval(text: string): IntervalValue | undefined {
  const body = text
    .trim()
    .toLowerCase()
    .replace(/^interval(?=\s)/, '')
    .trim();
  if (body === '') return undefined;
  const item = /([+-]?)\s*(\d+)(?:\.(\d{1,9}))?\s+([a-z]+)\s*/y;
  let months = 0;
  let days = 0;
  let micros = 0n;
  while (item.lastIndex < body.length) {
    const match = item.exec(body);
    if (match === null) return undefined;
    const [, sign, whole = '0', fraction, word = ''] = match;
    const unit = word.replace(/s$/, '');
    const factor = sign === '-' ? -1 : 1;
    if (fraction !== undefined && unit !== 'second') return undefined;
    const [unitMonths, unitDays, unitMicros] = [UNIT_MONTHS[unit], UNIT_DAYS[unit], UNIT_MICROS[unit]];
    if (unitMonths !== undefined) months += factor * Number(whole) * unitMonths;
    else if (unitDays !== undefined) days += factor * Number(whole) * unitDays;
    else if (unitMicros !== undefined) {
      micros += BigInt(factor) * (BigInt(whole) * unitMicros + BigInt((fraction ?? '').slice(0, 6).padEnd(6, '0')));
    } else return undefined;
  }
  const fits = months === (months | 0) && days === (days | 0) && micros >= MIN_LONG && micros <= MAX_LONG;
  return fits ? { months, days, micros } : undefined;
}
