import { expect, test } from 'vitest';
import { doubleDigits } from './java-digits.ts';
import { doubleText } from './number-text.ts';

/** Notation without an exponent, from Java's own digits. */
function javaText(value: number): string {
  const { digits, exponent } = doubleDigits(value);
  if (exponent <= 0) return `0.${'0'.repeat(-exponent)}${digits}`;
  return `${digits.slice(0, exponent).padEnd(exponent, '0')}.${digits.slice(exponent) || '0'}`;
}

/** Numbers in the range without exponents: any, with few binary places, with few decimal ones, beside powers of two. */
function* numbers(seed: number, count: number): Generator<number> {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < count; i++) {
    const any = random() + random() / 2 ** 32;
    const exponent = Math.floor(random() * 33) - 9;
    yield 10 ** (any * 10 - 3);
    yield Math.round(any * 1e7 * 2 ** 25) / 2 ** 25;
    yield Math.round(any * 1e9) / 1e5;
    yield 2 ** exponent * (1 + Math.floor(random() * 8) * Number.EPSILON);
    yield 2 ** exponent * (1 - Math.floor(random() * 8) * (Number.EPSILON / 2));
  }
}

test('texts made the quick way have the digits of Java', () => {
  const inRange = [...numbers(1, 20_000)].filter((value) => value >= 1e-3 && value < 1e7);
  expect(inRange.length).toBeGreaterThan(80_000);
  expect(inRange.filter((value) => doubleText(value) !== javaText(value))).toEqual([]);
});
