/** CAST to intervals. */
import { raise } from '../../errors/raise.ts';
import { type DataType, simpleString, type TypeOf } from '../../types/data-type.ts';
import { MAX_LONG, MIN_LONG } from '../../types/datetime.ts';
import { rescale } from '../../types/decimal.ts';
import { parseCalendarInterval, parseDayTime, parseYearMonth, supportedFormats } from '../../types/parse-interval.ts';
import type { Value } from '../../types/value.ts';
import { type CastOptions, type Convert, outOfRange } from './cast-errors.ts';

const isText = (type: DataType): boolean => type.kind === 'string' || type.kind === 'char' || type.kind === 'varchar';

export function toCalendar(from: DataType): Convert | undefined {
  return isText(from) ? (text: string) => parseCalendarInterval(text) ?? null : undefined;
}

function unmatched(to: TypeOf<'yearmonth'> | TypeOf<'daytime'>, options: CastOptions): (text: string) => null {
  if (options.mode === 'try') return () => null;
  return (input) =>
    raise('INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE', {
      input,
      intervalStr: to.kind === 'yearmonth' ? 'year-month' : 'day-time',
      supportedFormat: supportedFormats(to),
      typeName: simpleString(to),
    });
}

export function toYearMonth(from: DataType, to: TypeOf<'yearmonth'>, options: CastOptions): Convert | undefined {
  const unit = to.end === 0 ? 12n : 1n;
  const fail = outOfRange(from, to, options.mode === 'try' ? options : { ...options, mode: 'ansi' });
  const settle = (months: bigint, original: Value): Value =>
    BigInt.asIntN(32, months) === months ? Number(months) : fail(original);
  if (isText(from)) {
    const mismatch = unmatched(to, options);
    return (text: string) => parseYearMonth(text, to) ?? mismatch(text);
  }
  switch (from.kind) {
    case 'yearmonth':
      return to.end === 0 ? (months: number) => Math.trunc(months / 12) * 12 : (months: number) => months;
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return (value: number | bigint) => settle(BigInt(value) * unit, value);
    case 'decimal':
      return (value: bigint) => settle(rescale(value * unit, from.scale, 0), value);
    default:
      return undefined;
  }
}

const UNITS = [86_400_000_000n, 3_600_000_000n, 60_000_000n, 1_000_000n] as const;

export function toDayTime(from: DataType, to: TypeOf<'daytime'>, options: CastOptions): Convert | undefined {
  const unit = UNITS[to.end];
  const fail = outOfRange(from, to, options.mode === 'try' ? options : { ...options, mode: 'ansi' });
  const settle = (micros: bigint, original: Value): Value =>
    micros >= MIN_LONG && micros <= MAX_LONG ? micros : fail(original);
  if (isText(from)) {
    const mismatch = unmatched(to, options);
    return (text: string) => parseDayTime(text, to) ?? mismatch(text);
  }
  switch (from.kind) {
    case 'daytime':
      return to.end === 3 ? (micros: bigint) => micros : (micros: bigint) => micros - (micros % unit);
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return (value: number | bigint) => settle(BigInt(value) * unit, value);
    case 'decimal':
      return (value: bigint) => settle(rescale(value * unit, from.scale, 0), value);
    default:
      return undefined;
  }
}
