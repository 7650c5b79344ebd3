/** Operators on the bits of whole numbers. */
import type { QueryContext } from '../errors/query-context.ts';
import { raise } from '../errors/raise.ts';
import { code, type Js, js } from '../fragments/js.ts';
import { sql, sqlText } from '../fragments/sql.ts';
import { BYTE, type DataType, INT, LONG, SHORT } from '../types/data-type.ts';
import { BYTES, INTS, LONGS, only, SHORTS } from './arg-kinds.ts';
import { type ArgType, INTEGRAL, kinds, one } from './arg-types.ts';
import { type Lowering, type ScalarFunction, type ScalarOverload, scalar } from './define.ts';
import { infix } from './lowering.ts';

const TYPES: readonly (readonly [ArgType, DataType])[] = [
  [BYTES, BYTE],
  [SHORTS, SHORT],
  [INTS, INT],
  [LONGS, LONG],
];

function bits(name: '&' | '|' | '^', usage: string, result: string): ScalarFunction {
  return scalar({
    name,
    since: '1.4.0',
    group: 'bitwise_funcs',
    usage,
    examples: [[`3 ${name} 5`, result]],
    total: true,
    pretty: ([a, b]) => `(${a} ${name} ${b})`,
    overloads: TYPES.map(([arg, returns]) => ({
      args: [arg, arg],
      coerce: 'arithmetic',
      returns,
      nulls: 'propagate',
      gen: ([a, b]) => js`(${a} ${code(name)} ${b})`,
      duckdb: name === '^' ? { none: 'the operator is a power there' } : infix(sqlText(name)),
    })),
  });
}

export const bitAnd = bits('&', 'Bits set in both numbers.', '1');
export const bitOr = bits('|', 'Bits set in one of both numbers.', '7');
export const bitXor = bits('^', 'Bits set in exactly one of both numbers.', '6');

export const bitNot = scalar({
  name: '~',
  since: '1.4.0',
  group: 'bitwise_funcs',
  usage: 'All bits turned over.',
  examples: [['~ 0', '-1']],
  total: true,
  pretty: ([a]) => `~${a}`,
  overloads: TYPES.map(([arg, returns]) => ({
    args: [arg],
    returns,
    nulls: 'propagate',
    gen: ([a]) => js`(~${a})`,
    duckdb: ([a]) => sql`(~${a})`,
  })),
});

type Shift = '<<' | '>>' | '>>>';

const shiftedSql = (operator: Shift, most: number): Lowering =>
  operator === '>>' ? ([a, n]) => sql`(${a} >> (${n} & ${most}))` : { none: 'bits that go over the edge differ' };

/** Java looks only at the lowest five (or six) bits of the distance. */
const shifted = (operator: Shift): readonly ScalarOverload[] => [
  {
    args: [kinds('INT', ['integer'], [INT]), one(INT)],
    returns: INT,
    nulls: 'propagate',
    gen: ([a, n]) => (operator === '>>>' ? js`((${a} >>> ${n}) | 0)` : js`(${a} ${code(operator)} ${n})`),
    duckdb: shiftedSql(operator, 31),
  },
  {
    args: [only('long', 'BIGINT'), one(INT)],
    returns: LONG,
    nulls: 'propagate',
    gen: ([a, n]) => longShift(operator, a, n),
    duckdb: shiftedSql(operator, 63),
  },
];

function longShift(operator: Shift, a: Js, n: Js): Js {
  const distance = js`BigInt(${n} & 63)`;
  if (operator === '<<') return js`BigInt.asIntN(64, ${a} << ${distance})`;
  if (operator === '>>') return js`(${a} >> ${distance})`;
  return js`BigInt.asIntN(64, BigInt.asUintN(64, ${a}) >> ${distance})`;
}

function shift(name: string, operator: Shift, usage: string, example: readonly [string, string]): ScalarFunction {
  const isOperator = name === operator;
  return scalar({
    name,
    since: isOperator ? '4.0.0' : '1.5.0',
    group: 'bitwise_funcs',
    usage,
    examples: [example],
    total: true,
    ...(isOperator ? { pretty: ([a, b]) => `(${a} ${operator} ${b})` } : {}),
    overloads: shifted(operator),
  });
}

export const leftShift = shift('<<', '<<', 'Bits moved to the left.', ['2 << 1', '4']);
export const rightShift = shift('>>', '>>', 'Bits moved to the right, keeping the sign.', ['-4 >> 1', '-2']);
export const rightShiftUnsigned = shift('>>>', '>>>', 'Bits moved to the right, filled with zeros.', [
  '-4 >>> 1',
  '2147483646',
]);
export const shiftLeft = shift('shiftleft', '<<', 'Bits moved to the left.', ['shiftleft(2, 1)', '4']);
export const shiftRight = shift('shiftright', '>>', 'Bits moved to the right, keeping the sign.', [
  'shiftright(4, 1)',
  '2',
]);
export const shiftRightUnsigned = shift('shiftrightunsigned', '>>>', 'Bits moved to the right, filled with zeros.', [
  'shiftrightunsigned(-4, 1)',
  '2147483646',
]);

function countBits(value: bigint): number {
  let rest = BigInt.asUintN(64, value);
  let count = 0;
  while (rest !== 0n) {
    rest &= rest - 1n;
    count += 1;
  }
  return count;
}

export const bitCount = scalar({
  name: 'bit_count',
  since: '3.0.0',
  group: 'bitwise_funcs',
  usage: 'Number of bits set in the number as 64 bits.',
  examples: [
    ['bit_count(0)', '0'],
    ['bit_count(-1)', '64'],
  ],
  total: true,
  overloads: [
    {
      args: [kinds('INTEGRAL or BOOLEAN', ['byte', 'short', 'integer', 'long', 'boolean'], [LONG])],
      returns: INT,
      nulls: 'propagate',
      gen: ([a]) => js`${countBits}(BigInt(${a}))`,
      duckdb: { none: 'negative small numbers differ' },
    },
  ],
});

const bitGet = (name: string): ScalarFunction =>
  scalar({
    name,
    since: '3.2.0',
    group: 'bitwise_funcs',
    usage: 'The bit at a position, counted from the right.',
    examples: [
      [`${name}(11, 0)`, '1'],
      [`${name}(11, 2)`, '0'],
    ],
    overloads: [
      {
        args: [INTEGRAL, one(INT)],
        returns: BYTE,
        nulls: 'propagate',
        gen: ([a, n], { context, argTypes }) =>
          js`${bitReader(WIDTHS[argTypes[0]?.kind ?? 'long'] ?? 64, context)}(BigInt(${a}), ${n})`,
        duckdb: { none: 'positions are counted differently' },
      },
    ],
  });

const WIDTHS: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };

function bitReader(width: number, context: QueryContext | undefined): (value: bigint, position: number) => number {
  return (value, position) => {
    if (position >= 0 && position < width) return Number((value >> BigInt(position)) & 1n);
    const parameters = {
      parameter: '`pos`',
      functionName: '`bit_get`',
      upper: String(width),
      invalidValue: String(position),
    };
    return raise('INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE', parameters, { context });
  };
}

export const bitGetFunction = bitGet('bit_get');
export const getBit = bitGet('getbit');
