/** Three small tables of every kind of column that files hold, with few different values, so that rows meet. */
import { attribute } from '../src/tree/build.ts';
import type { Attribute } from '../src/tree/expression.ts';
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  FLOAT,
  field,
  INT,
  LONG,
  map,
  SHORT,
  STRING,
  simpleString,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from '../src/types/data-type.ts';
import type { Value } from '../src/types/value.ts';
import { chance, type Dice, one } from './dice.ts';

/** What expressions go by: `simpleString` of the type, but all decimals alike. */
export type Kind = string;

export const kindOf = (type: DataType): Kind => (type.kind === 'decimal' ? 'decimal' : simpleString(type));

export interface Column {
  readonly name: string;
  readonly kind: Kind;
  /** Equal values look alike and sums of it are exact: fit for keys, orders and aggregates. */
  readonly keyable: boolean;
}

const POINT = struct([field('a', INT), field('b', STRING)]);

const SCHEMAS: Readonly<Record<string, Readonly<Record<string, DataType>>>> = {
  ta: {
    k: INT,
    n: SHORT,
    l: LONG,
    s: STRING,
    b: BOOLEAN,
    d: DOUBLE,
    p: decimal(9, 2),
    dt: DATE,
    ts: TIMESTAMP,
  },
  tb: {
    k: INT,
    m: BYTE,
    s: STRING,
    f: FLOAT,
    q: decimal(20, 4),
    nt: TIMESTAMP_NTZ,
    x: BINARY,
    dt: DATE,
  },
  tc: {
    m: INT,
    s: STRING,
    /** With -0.0, and fractions whose sums follow the order of rows. */
    z: DOUBLE,
    w: decimal(38, 18),
    ai: array(INT),
    sa: array(STRING),
    mp: map(STRING, INT),
    st: POINT,
    l: LONG,
  },
};

export const TABLES: readonly string[] = Object.keys(SCHEMAS);

const isKeyable = (name: string, type: DataType): boolean => name !== 'z' && type.kind !== 'map';

/** `lowered`: only those that native plans read. */
export function columnsOf(table: string, lowered: boolean): readonly Column[] {
  return Object.entries(SCHEMAS[table] ?? {})
    .map(([name, type]) => ({ name, kind: kindOf(type), keyable: isKeyable(name, type) }))
    .filter(({ kind }) => !lowered || LOWERED_KINDS.includes(kind));
}

export interface TableRows {
  readonly output: readonly Attribute[];
  /** By file. */
  readonly parts: readonly (readonly (readonly Value[])[])[];
}

const FILES = 2;
const MOST_ROWS = 20;

/** `wild`: values at the ends of their ranges come too. */
export function randomTable(table: string, roll: Dice, wild: boolean): TableRows {
  const columns = Object.entries(SCHEMAS[table] ?? {});
  const row = (): readonly Value[] =>
    columns.map(([name, type]) =>
      roll(6) === 0 ? null : name === 'z' ? fraction(roll) : randomValue(type, roll, wild && roll(12) === 0),
    );
  const rows = (): number => (roll(8) === 0 ? 0 : roll(MOST_ROWS));
  return {
    output: columns.map(([name, type]) => attribute(name, type)),
    parts: Array.from({ length: FILES }, () => Array.from({ length: rows() }, row)),
  };
}

export const TIME_ZONES = [
  'UTC',
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Europe/Amsterdam',
  '+05:30',
];

const TEXTS = ['x', 'y', 'z', '', 'ß', '🦉x', 'Abc ', 'a%b_c', '12', '-1.5', '2020-02-29', '{"a": 1}', 'e\u0301'];
const LONG_TEXT = 'añ'.repeat(40);
const DAYS = [0, -1, 18_321, 18_322, 11_016, 19_000];
const [FIRST_DAY, LAST_DAY] = [-719_162, 2_932_896];
const MICROS_OF_DAY = 86_400_000_000n;
const INSTANTS = [
  0n,
  -1n,
  1_583_020_799_999_999n,
  1_604_214_000_000_000n,
  1_615_705_200_000_000n,
  -2_717_640_000_000_000n,
];

const fraction = (roll: Dice): number => one(roll, 0, -0, 0.1, -0.3, 2.5, 1e10, 1 / 3);

function randomValue(type: DataType, roll: Dice, extreme: boolean): Value {
  if (extreme) {
    const ends = endsOf(type);
    if (ends.length > 0) return one(roll, ...ends);
  }
  switch (type.kind) {
    case 'boolean':
      return roll(2) === 0;
    case 'byte':
    case 'integer':
      return roll(6) - 1;
    case 'short':
      return roll(8) - 2;
    case 'long':
      return BigInt(roll(6) - 1);
    case 'float':
    case 'double':
      return (roll(16) - 6) / 4;
    case 'decimal':
      return (BigInt(roll(9) - 2) * 10n ** BigInt(type.scale)) / 2n;
    case 'string':
      return one(roll, ...TEXTS);
    case 'binary':
      return Uint8Array.from({ length: roll(4) }, () => one(roll, 0, 97, 255));
    case 'date':
      return one(roll, ...DAYS);
    case 'timestamp':
    case 'timestamp_ntz':
      return one(roll, ...INSTANTS);
    case 'array':
      return several(roll, () => randomItem(type.element, roll));
    case 'map': {
      const keys = [...new Set(several(roll, () => randomValue(type.key, roll, false)))];
      return { keys, values: keys.map(() => randomItem(type.value, roll)) };
    }
    case 'struct':
      return type.fields.map((f) => randomItem(f.type, roll));
    default:
      throw new Error(`no random ${type.kind}`);
  }
}

const randomItem = (type: DataType, roll: Dice): Value => (chance(roll, 20) ? null : randomValue(type, roll, false));

/** None: the type has no ends. */
function endsOf(type: DataType): readonly Value[] {
  switch (type.kind) {
    case 'byte':
      return [-128, 127];
    case 'short':
      return [-32_768, 32_767];
    case 'integer':
      return [-(2 ** 31), 2 ** 31 - 1];
    case 'long':
      return [-(2n ** 63n), 2n ** 63n - 1n, 2n ** 53n + 1n];
    case 'float':
      return [Number.NaN, Infinity, -Infinity, 2 ** 100];
    case 'double':
      return [Number.NaN, Infinity, -Infinity];
    case 'decimal': {
      // Whether a sum of 38 digits overflows would depend on the order of rows.
      const most = 10n ** BigInt(Math.min(type.precision, 36)) - 1n;
      return [most, -most];
    }
    case 'string':
      return [LONG_TEXT];
    case 'date':
      return [FIRST_DAY, LAST_DAY];
    case 'timestamp':
    case 'timestamp_ntz':
      return [FIRST_DAY, LAST_DAY].map((day) => BigInt(day) * MICROS_OF_DAY);
    default:
      return [];
  }
}

const several = (roll: Dice, make: () => Value): readonly Value[] => Array.from({ length: roll(4) }, make);

/** Constants as SQL writes them. */
export const LITERALS: Readonly<Record<Kind, readonly string[]>> = {
  boolean: ['true', 'false'],
  tinyint: ['1Y', '0Y', '-3Y'],
  smallint: ['2S', '0S', '-1S'],
  int: ['0', '1', '-1', '3', '10'],
  bigint: ['0L', '2L', '-3L', '100L'],
  float: ['0.5F', '-2.0F'],
  double: ['0.25D', '-1.5D', '3.0D'],
  decimal: ['0.5', '-2.25', '1.00', '12.345'],
  string: ["''", "'x'", "'ß'", "'Abc '", "'12'", "'a%'"],
  binary: ["X''", "X'61'", "X'00ff'"],
  date: ["DATE'2020-02-29'", "DATE'1969-12-31'"],
  timestamp: ["TIMESTAMP'2020-02-29 23:59:59.999999'", "TIMESTAMP'1969-12-31 12:00:00'"],
  timestamp_ntz: ["TIMESTAMP_NTZ'2020-11-01 01:30:00'"],
  'array<int>': ['array(1, 2, 3)', 'array(3, NULL, 1)'],
  'array<string>': ["array('x', 'y')", "array('b', NULL)"],
  'map<string,int>': ["map('x', 1, 'y', NULL)"],
  'struct<a:int,b:string>': ["named_struct('a', 1, 'b', 'x')"],
};

export const KINDS: readonly Kind[] = Object.keys(LITERALS);
/** Those with a native twin that files are read into. */
export const LOWERED_KINDS: readonly Kind[] = KINDS.filter((kind) => kind !== 'binary' && !kind.includes('<'));
const UNORDERED = new Set(['map<string,int>']);
export const ORDERED_KINDS: readonly Kind[] = KINDS.filter((kind) => !UNORDERED.has(kind));
/** A computed value of these may be -0.0 or carry rounding of its own. */
const FLOATING = new Set(['double', 'float']);
export const isComputedKeyable = (kind: Kind): boolean => !FLOATING.has(kind) && ORDERED_KINDS.includes(kind);
