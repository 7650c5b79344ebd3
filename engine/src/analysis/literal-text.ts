/** Text of a literal inside a generated column name. */
import type { Literal } from '../tree/expression.ts';
import { sqlName, type TypeOf } from '../types/data-type.ts';

export function literalText(literal: Literal): string {
  const { type, value } = literal;
  if (value === null) return 'NULL';
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'varchar':
      return String(value);
    case 'float':
    case 'double':
      return floatingText(value as number);
    case 'decimal':
      return decimalText(value as bigint, type.scale);
    case 'date':
      return `DATE '${dateText(value as number)}'`;
    case 'binary':
      return `X'${Buffer.from(value as Uint8Array)
        .toString('hex')
        .toUpperCase()}'`;
    case 'timestamp':
    case 'timestamp_ntz':
      return `${type.kind === 'timestamp' ? 'TIMESTAMP' : 'TIMESTAMP_NTZ'} '${timestampText(value as bigint)}'`;
    case 'daytime':
      return dayTimeText(value as bigint, type);
    case 'yearmonth':
      return yearMonthText(value as number, type);
    case 'interval': {
      const interval = value as { months: number; days: number; micros: bigint };
      return `INTERVAL '${calendarText(interval)}'`;
    }
    default:
      return typeof value === 'object' ? sqlName(type) : String(value);
  }
}

/** Java's `Double.toString`. */
export function floatingText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

export function decimalText(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  if (scale <= 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function dateText(days: number): string {
  return new Date(days * 86_400_000).toISOString().replace(/T.*/, '');
}

const MICROS_PER_DAY = 86_400_000_000n;

function timestampText(micros: bigint): string {
  const days = Number((micros - (((micros % MICROS_PER_DAY) + MICROS_PER_DAY) % MICROS_PER_DAY)) / MICROS_PER_DAY);
  const rest = micros - BigInt(days) * MICROS_PER_DAY;
  return `${dateText(days)} ${clockText(rest)}`;
}

function clockText(micros: bigint): string {
  const seconds = micros / 1_000_000n;
  const two = (n: bigint): string => String(n).padStart(2, '0');
  const whole = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  const fraction = String(micros % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

const DAYTIME_UNITS = ['DAY', 'HOUR', 'MINUTE', 'SECOND'] as const;

/** `INTERVAL '1 02:03:04' DAY TO SECOND`. */
function dayTimeText(value: bigint, type: TypeOf<'daytime'>): string {
  const sign = value < 0n ? '-' : '';
  const micros = value < 0n ? -value : value;
  const days = micros / MICROS_PER_DAY;
  const clock = clockText(micros % MICROS_PER_DAY);
  const [hours, minutes, seconds] = clock.split(':') as [string, string, string];
  const all = [String(days), hours, minutes, seconds];
  const total = [days, micros / 3_600_000_000n, micros / 60_000_000n];
  const first = type.start < 3 ? String(total[type.start]) : String(Number(micros) / 1e6);
  const lead = type.start === 0 ? first : first.replace(/^\d+/, (digits) => digits.padStart(2, '0'));
  const rest = all.slice(type.start + 1, type.end + 1).join(':');
  const text = type.start === type.end ? lead : type.start === 0 ? `${lead} ${rest}` : `${lead}:${rest}`;
  const unit = DAYTIME_UNITS[type.start];
  return `INTERVAL '${sign}${text}' ${type.start === type.end ? unit : `${unit} TO ${DAYTIME_UNITS[type.end]}`}`;
}

function yearMonthText(value: number, type: TypeOf<'yearmonth'>): string {
  const sign = value < 0 ? '-' : '';
  const months = Math.abs(value);
  const years = Math.trunc(months / 12);
  if (type.start === 1) return `INTERVAL '${sign}${months}' MONTH`;
  return type.end === 0 ? `INTERVAL '${sign}${years}' YEAR` : `INTERVAL '${sign}${years}-${months % 12}' YEAR TO MONTH`;
}

function calendarText(interval: { months: number; days: number; micros: bigint }): string {
  const parts: string[] = [];
  const push = (n: number | bigint, unit: string): void => {
    if (n !== 0 && n !== 0n) parts.push(`${n} ${unit}`);
  };
  push(Math.trunc(interval.months / 12), 'years');
  push(interval.months % 12, 'months');
  push(interval.days, 'days');
  const { micros } = interval;
  push(micros / 3_600_000_000n, 'hours');
  push((micros / 60_000_000n) % 60n, 'minutes');
  const rest = micros % 60_000_000n;
  if (rest !== 0n) parts.push(`${decimalText(rest, 6).replace(/0+$/, '').replace(/\.$/, '')} seconds`);
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}
