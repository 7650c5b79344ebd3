/** Numbers with thousands separated, by a number of digits or by a pattern as `#,###.00`. */
import type { DataType } from '../../types/data-type.ts';
import { rescale } from '../../types/decimal.ts';

/** The number in units of 10^-digits, halves going to the even neighbour. */
function unitsOf(value: number | bigint, type: DataType, digits: number): bigint {
  if (type.kind === 'decimal') return rescale(value as bigint, type.scale, digits, 'half-even');
  if (typeof value === 'bigint' || Number.isInteger(value)) return BigInt(value) * 10n ** BigInt(digits);
  const scale = Math.min(100, digits + 30);
  const [whole, fraction = ''] = value.toFixed(scale).split('.');
  return rescale(BigInt(`${whole}${fraction}`), scale, digits, 'half-even');
}

function textOf(units: bigint, digits: number): { readonly whole: string; readonly fraction: string } {
  const all = String(units < 0n ? -units : units).padStart(digits + 1, '0');
  return { whole: all.slice(0, all.length - digits), fraction: digits === 0 ? '' : all.slice(-digits) };
}

const grouped = (whole: string, size: number): string =>
  size === 0 ? whole : whole.replaceAll(new RegExp(`\\B(?=(\\d{${size}})+$)`, 'g'), ',');

function special(value: number | bigint): string | undefined {
  if (typeof value === 'bigint' || Number.isFinite(value)) return undefined;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
}

export function withDigits(type: DataType): (value: number | bigint, digits: number) => string | null {
  return (value, digits) => {
    if (digits < 0) return null;
    const known = special(value);
    if (known !== undefined) return known;
    const units = unitsOf(value, type, digits);
    const { whole, fraction } = textOf(units, digits);
    const negative = units < 0n || (typeof value === 'number' && value < 0);
    return `${negative ? '-' : ''}${grouped(whole, 3)}${digits > 0 ? `.${fraction}` : ''}`;
  };
}

export function withPattern(type: DataType): (value: number | bigint, pattern: string) => string | null {
  const plain = withDigits(type);
  return (value, pattern) => {
    if (pattern === '') return plain(value, 0);
    const known = special(value);
    if (known !== undefined) return known;
    const [, prefix = '', body = '', suffix = ''] = /^([^#0,.]*)([#0,.]*)(.*)$/s.exec(pattern) ?? [];
    const [wholePattern = '', fractionPattern = ''] = body.split('.');
    const units = unitsOf(value, type, fractionPattern.length);
    const { whole, fraction } = textOf(units, fractionPattern.length);
    const least = fractionPattern.lastIndexOf('0') + 1;
    const shown = fraction.slice(0, least) + fraction.slice(least).replace(/0+$/, '');
    const required = wholePattern.replaceAll(/[^0]/g, '').length;
    const head = whole === '0' && required === 0 && shown !== '' ? '' : whole.padStart(required, '0');
    const size = wholePattern.includes(',') ? wholePattern.length - wholePattern.lastIndexOf(',') - 1 : 0;
    return `${units < 0n ? '-' : ''}${prefix}${grouped(head, size)}${shown === '' ? '' : `.${shown}`}${suffix}`;
  };
}
