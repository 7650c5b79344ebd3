/** Numbers written in other bases, as 64 bits. */
import type { QueryContext } from '../../errors/query-context.ts';
import { overflow } from './failures.ts';

const MOST = 2n ** 64n - 1n;

function digitOf(character: string): number {
  const value = Number.parseInt(character, 36);
  return Number.isNaN(value) ? 36 : value;
}

/** Digits up to the first that does not belong to the base; `undefined` past 64 bits. */
function parsed(digits: string, base: number): bigint | undefined {
  let value = 0n;
  for (const character of digits) {
    const digit = digitOf(character);
    if (digit >= base) break;
    value = value * BigInt(base) + BigInt(digit);
    if (value > MOST) return undefined;
  }
  return value;
}

/** A negative target base asks for a signed result. */
export function baseConverter(
  ansi: boolean,
  context: QueryContext | undefined,
): (text: string, from: number, to: number) => string | null {
  const fail = overflow(context, undefined, 'Overflow in function conv()');
  return (text, from, to) => {
    const digits = text.trim();
    const base = Math.abs(to);
    if (from < 2 || from > 36 || base < 2 || base > 36 || digits === '') return null;
    const negative = digits.startsWith('-');
    const value = parsed(negative ? digits.slice(1) : digits, from) ?? (ansi ? fail() : MOST);
    const wrapped = signed(value, negative, to > 0);
    if (to > 0) return BigInt.asUintN(64, wrapped).toString(base).toUpperCase();
    return (negative && wrapped > 0n ? -wrapped : wrapped).toString(base).toUpperCase();
  };
}

function signed(value: bigint, negative: boolean, unsignedResult: boolean): bigint {
  const bits = BigInt.asIntN(64, value);
  if (!negative || !unsignedResult) return bits;
  return bits < 0n ? -1n : -bits;
}
