/** Values that tell engines apart, for each type that has a native twin. */
import {
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  LONG,
  SHORT,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from '../types/data-type.ts';
import type { Value } from '../types/value.ts';

export interface TypedValues {
  readonly type: DataType;
  readonly values: readonly Value[];
  /** Constants to stand in place of a column. */
  readonly literals: readonly Value[];
  /** Whether it stands beside every such type in calls of several arguments: all with all would be too many. */
  readonly meets: 'any' | 'own';
}

/** Numbers below `bound`. */
type Dice = (bound: number) => number;

const integers = (type: DataType, bits: number, meets: TypedValues['meets'] = 'own'): TypedValues => {
  const most = 2 ** (bits - 1) - 1;
  return { type, values: [null, 0, 1, -1, 2, 3, 7, 100, -100, most, -most, -most - 1], literals: [1, 0, -3], meets };
};

const decimals = (precision: number, scale: number, meets: TypedValues['meets'] = 'own'): TypedValues => {
  const most = 10n ** BigInt(precision) - 1n;
  const one = 10n ** BigInt(scale);
  const fitting = [0n, 1n, -1n, one, -one, 5n, 15n, one / 2n, (one * 3n) / 2n, most, -most].filter(
    (v) => v <= most && v >= -most,
  );
  return { type: decimal(precision, scale), values: [null, ...fitting], literals: fitting.slice(1, 3), meets };
};

const FLOATING: readonly number[] = [0, -0, 1, -1, 0.5, 2.5, -2.5, 1e10, Number.NaN, Infinity, -Infinity];
const TEXTS: readonly string[] = [
  '',
  ' ',
  'a',
  'A',
  'abc',
  'Abc ',
  ' aBc',
  '\ta\u00a0',
  '\u3000',
  'a%b_c',
  'a\\b',
  'é',
  'e\u0301',
  'ß',
  'İ',
  'ı',
  'ﬁ',
  'Σας',
  'ǆ',
  '日本語',
  '😀x',
  '\uffe6',
  '\u{1F1EF}\u{1F1F5}',
  '\u{10FFFF}',
  '12',
  'a\u0000b',
  'x'.repeat(12),
  'x'.repeat(13),
  'añ'.repeat(700),
];
const DAY = 86_400_000_000n;
/** 0001-01-01 and 9999-12-31. */
const [FIRST_DAY, LAST_DAY] = [-719_162, 2_932_896];
const INSTANTS: readonly (bigint | null)[] = [
  null,
  0n,
  1n,
  -1n,
  999_999n,
  1_583_020_799_999_999n,
  1_604_214_000_000_000n,
  1_615_705_200_000_000n,
  -2_717_640_000_000_000n,
  // Zones changed their offsets: Kathmandu in 1986, St. John's at one minute past midnight, Amsterdam in 1937.
  504_901_800_000_000n,
  562_131_060_000_000n,
  -1_025_741_972_000_000n,
  // The two sides of the calendars' gap in 1582.
  -12_219_292_800_000_000n,
  -12_219_292_800_000_001n,
  BigInt(FIRST_DAY) * DAY,
  BigInt(LAST_DAY) * DAY + DAY - 1n,
];
const DAYS = [0, -1, 1, 18_321, 18_627, 17_896, 59, FIRST_DAY, LAST_DAY, -141_427, -141_428, 11_016];

export const TYPED_VALUES: readonly TypedValues[] = [
  { type: BOOLEAN, values: [null, true, false], literals: [true], meets: 'any' },
  integers(BYTE, 8),
  integers(SHORT, 16),
  integers(INT, 32, 'any'),
  {
    type: LONG,
    values: [null, 0n, 1n, -1n, 2n, 3n, 10n ** 18n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n), 1n - 2n ** 63n],
    literals: [1n, -3n],
    meets: 'own',
  },
  {
    type: FLOAT,
    values: [null, ...FLOATING, 3.4028234663852886e38, 1.401298464324817e-45, Math.fround(0.1)],
    literals: [0.5],
    meets: 'own',
  },
  {
    type: DOUBLE,
    values: [null, ...FLOATING, Number.MAX_VALUE, 5e-324, -(2 ** -1022), 0.1, 2 ** 53 + 2, 2 ** 63, 1e-7],
    literals: [0.5, Number.NaN],
    meets: 'any',
  },
  decimals(1, 0),
  decimals(4, 4),
  decimals(9, 2),
  decimals(18, 0),
  decimals(18, 6, 'any'),
  decimals(20, 10),
  decimals(38, 0),
  decimals(38, 18),
  decimals(38, 38),
  { type: STRING, values: [null, ...TEXTS], literals: ['a', 'a%', '', '_b%', 'é', '\u{1F1EF}'], meets: 'any' },
  {
    type: BINARY,
    values: [null, ...['', 'a', 'abc', 'é'].map((t) => new TextEncoder().encode(t)), Uint8Array.of(0, 255, 128)],
    literals: [],
    meets: 'own',
  },
  { type: DATE, values: [null, ...DAYS], literals: [18_321], meets: 'any' },
  { type: TIMESTAMP, values: INSTANTS, literals: [1_583_020_799_999_999n], meets: 'own' },
  { type: TIMESTAMP_NTZ, values: INSTANTS, literals: [1_583_020_799_999_999n], meets: 'own' },
];

/** No file's column is read as such, but dates are moved by such constants. */
export const DAY_INTERVALS: TypedValues = {
  type: { kind: 'daytime', start: 0, end: 0 },
  values: [],
  literals: [0n, 3n * DAY, -40n * DAY],
  meets: 'own',
};

/** How many values made by chance come beside those that are known to matter. */
const RANDOM_VALUES = 12;

/** Beside the values above, others of the same types, and of decimals of any width. */
export function randomValues(roll: Dice): readonly TypedValues[] {
  const width = (): TypedValues => {
    const precision = 1 + roll(38);
    return decimals(precision, roll(precision + 1));
  };
  const fixed = TYPED_VALUES.filter(({ type, meets }) => type.kind !== 'decimal' || meets === 'any');
  const all = new Map([...fixed, width(), width(), width()].map((typed) => [JSON.stringify(typed.type), typed]));
  return [...all.values()].map((typed) => {
    const more = Array.from({ length: RANDOM_VALUES }, () => randomValue(typed.type, roll));
    return { ...typed, values: [...typed.values, ...more], literals: [...typed.literals, ...more.slice(0, 1)] };
  });
}

function randomValue(type: DataType, roll: Dice): Value {
  switch (type.kind) {
    case 'byte':
      return Number(randomBits(8, roll));
    case 'short':
      return Number(randomBits(16, roll));
    case 'integer':
      return Number(randomBits(32, roll));
    case 'long':
      return randomBits(64, roll);
    case 'float':
      return Math.fround(randomNumber(roll));
    case 'double':
      return randomNumber(roll);
    case 'decimal':
      return randomBits(128, roll) % 10n ** BigInt(1 + roll(type.precision));
    case 'string':
      return randomText(roll);
    case 'binary':
      return Uint8Array.from({ length: roll(20) }, () => roll(256));
    case 'date':
      return FIRST_DAY + roll(LAST_DAY - FIRST_DAY + 1);
    case 'timestamp':
    case 'timestamp_ntz':
      return (
        BigInt(FIRST_DAY + roll(LAST_DAY - FIRST_DAY)) * DAY + BigInt(roll(86_400)) * 1_000_000n + BigInt(roll(1e6))
      );
    default:
      return roll(2) === 0;
  }
}

/** A whole number of up to `bits` bits, small ones as often as large. */
function randomBits(bits: number, roll: Dice): bigint {
  let value = 0n;
  for (let at = 0; at < bits; at += 16) value = (value << 16n) | BigInt(roll(65_536));
  return BigInt.asIntN(bits, value) >> BigInt(roll(bits));
}

function randomNumber(roll: Dice): number {
  const whole = Number(randomBits(64, roll));
  return roll(3) === 0 ? whole : whole * 10 ** (roll(60) - 40);
}

const ALPHABETS: readonly string[] = [
  'ab',
  'aAbB _%',
  '0123456789.-+e',
  'éßİıσς',
  'e\u0301\u200d',
  '😀🦉\u{10FFFF}\uffe6',
];

function randomText(roll: Dice): string {
  const letters = [...(ALPHABETS[roll(ALPHABETS.length)] as string)];
  return Array.from({ length: roll(16) }, () => letters[roll(letters.length)]).join('');
}
