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
}

const integers = (type: DataType, bits: number): TypedValues => {
  const most = 2 ** (bits - 1) - 1;
  return { type, values: [null, 0, 1, -1, 2, 3, 7, 100, -100, most, -most, -most - 1], literals: [1, 0, -3] };
};

const decimals = (precision: number, scale: number): TypedValues => {
  const most = 10n ** BigInt(precision) - 1n;
  const one = 10n ** BigInt(scale);
  const fitting = [0n, 1n, -1n, one, -one, 5n, 15n, one / 2n, (one * 3n) / 2n, most, -most].filter(
    (v) => v <= most && v >= -most,
  );
  return { type: decimal(precision, scale), values: [null, ...fitting], literals: fitting.slice(1, 3) };
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
  'a%b_c',
  'a\\b',
  'é',
  'e\u0301',
  'ß',
  'İ',
  'ﬁ',
  '日本語',
  '😀x',
  '\u{1F1EF}\u{1F1F5}',
  '12',
  'a\u0000b',
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
  BigInt(FIRST_DAY) * DAY,
  BigInt(LAST_DAY) * DAY + DAY - 1n,
];

export const TYPED_VALUES: readonly TypedValues[] = [
  { type: BOOLEAN, values: [null, true, false], literals: [true] },
  integers(BYTE, 8),
  integers(SHORT, 16),
  integers(INT, 32),
  {
    type: LONG,
    values: [null, 0n, 1n, -1n, 2n, 3n, 10n ** 18n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n), 1n - 2n ** 63n],
    literals: [1n, -3n],
  },
  {
    type: FLOAT,
    values: [null, ...FLOATING, 3.4028234663852886e38, 1.401298464324817e-45, Math.fround(0.1)],
    literals: [0.5],
  },
  {
    type: DOUBLE,
    values: [null, ...FLOATING, Number.MAX_VALUE, 5e-324, 0.1, 2 ** 53 + 2],
    literals: [0.5, Number.NaN],
  },
  decimals(1, 0),
  decimals(9, 2),
  decimals(18, 0),
  decimals(18, 6),
  decimals(20, 10),
  decimals(38, 0),
  decimals(38, 18),
  { type: STRING, values: [null, ...TEXTS], literals: ['a', 'a%', '', '_b%', 'é'] },
  {
    type: BINARY,
    values: [null, ...['', 'a', 'abc', 'é'].map((t) => new TextEncoder().encode(t)), Uint8Array.of(0, 255, 128)],
    literals: [],
  },
  {
    type: DATE,
    values: [null, 0, -1, 1, 18_321, 18_627, 17_896, 59, FIRST_DAY, LAST_DAY, -141_428, 11_016],
    literals: [18_321],
  },
  { type: TIMESTAMP, values: INSTANTS, literals: [1_583_020_799_999_999n] },
  { type: TIMESTAMP_NTZ, values: INSTANTS, literals: [1_583_020_799_999_999n] },
];
