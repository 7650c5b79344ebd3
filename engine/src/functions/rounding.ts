/** Rounding functions. */
import { internal } from '../errors/internal.ts';
import { type Js, js } from '../fragments/js.ts';
import { sql, sqlText } from '../fragments/sql.ts';
import { BYTE, type DataType, DOUBLE, decimal, FLOAT, INT, LONG, SHORT } from '../types/data-type.ts';
import type { Rounding } from '../types/decimal.ts';
import { BYTES, DECIMALS, FLOATS, INTS, LONGS, SHORTS } from './arg-kinds.ts';
import { type ArgType, foldable, kinds, one } from './arg-types.ts';
import { inCapitals } from './capitals.ts';
import {
  type Args,
  type GenContext,
  type Lowering,
  type ScalarFunction,
  type ScalarOverload,
  scalar,
  type TypeContext,
} from './define.ts';
import { asDecimal } from './impl/decimal-code.ts';
import { roundDecimal, roundDouble, roundWhole, toLong } from './impl/rounding.ts';

const NONE: Lowering = { none: 'digits are rounded in binary there' };
const SCALE = foldable(one(INT));
const GROUP = 'math_funcs';
const AS_DOUBLES = kinds('NUMERIC', ['double'], [DOUBLE]);

const scaleOf = ({ constants }: Pick<TypeContext, 'constants'>): number => {
  const scale = constants[1];
  if (scale === undefined) return internal('the number of digits is not a constant');
  return scale === null ? 0 : Number(scale);
};

/** One more digit before the point may be needed than the argument has. */
function roundedType(type: DataType, scale: number): DataType {
  const { precision, scale: digits } = asDecimal(type);
  const whole = precision - digits + 1;
  if (scale < 0) return decimal(Math.min(38, Math.max(whole, 1 - scale)), 0);
  const kept = Math.min(digits, scale);
  return decimal(Math.min(38, whole + kept), kept);
}

/** Casts round halves away from zero. */
const halfUpSql: Lowering = ([x], { constants: [, scale], returnType }) => {
  if (typeof scale !== 'number' || scale < 0) return { none: 'only digits after the point are rounded alike' };
  const { precision, scale: digits } = asDecimal(returnType);
  return sql`CAST(${x} AS ${sqlText(`DECIMAL(${precision},${digits})`)})`;
};

/** From here on doubles have no digits after the point. */
const ALL_WHOLE = '9007199254740992';

/** Numbers that are rounded to more digits may be spelled with exponents, which are read otherwise. */
const MOST_DIGITS = 3;

/** Spark rounds the shortest digits that tell the number from others, which is how it is spelled there too. */
const halfUpDouble: Lowering = ([x], { constants: [, scale] }) => {
  if (typeof scale !== 'number' || scale < 0 || scale > MOST_DIGITS)
    return { none: `doubles are rounded alike only to between 0 and ${MOST_DIGITS} digits after the point` };
  const decimal = sqlText(`DECIMAL(${ALL_WHOLE.length + scale},${scale})`);
  const rounded = sql`CAST(CAST(CAST(CAST(${x} AS VARCHAR) AS ${decimal}) AS VARCHAR) AS DOUBLE)`;
  const least = sqlText(`1e-${scale + 1}`);
  return sql`CASE WHEN abs(${x}) >= ${sqlText(ALL_WHOLE)} THEN ${x} WHEN abs(${x}) < ${least} THEN 0e0 ELSE ${rounded} END`;
};

type Gen = (args: Args<Js>, context: GenContext) => Js;

function decimalRounding(rounding: Rounding): ScalarOverload {
  return {
    args: [DECIMALS, SCALE],
    defaults: [0],
    returns: ([type], context) => roundedType(type, scaleOf(context)),
    nullable: true,
    nulls: 'propagate',
    gen: ([x], context) => {
      const from = asDecimal(context.argTypes[0] as DataType);
      const to = asDecimal(context.returnType);
      return js`${roundDecimal(from.scale, scaleOf(context), to.scale, rounding)}(${x})`;
    },
    duckdb: rounding === 'half-up' ? halfUpSql : NONE,
  };
}

function wholeRounding(arg: ArgType, returns: DataType, bits: number, rounding: Rounding): ScalarOverload {
  const gen: Gen = ([x], context) => {
    const scale = scaleOf(context);
    if (scale >= 0) return x;
    const round = roundWhole(bits, scale, rounding, context.ansi, context.context);
    return bits === 64 ? js`${round}(${x})` : js`Number(${round}(BigInt(${x})))`;
  };
  return { args: [arg, SCALE], defaults: [0], returns, nullable: true, nulls: 'propagate', gen, duckdb: NONE };
}

function rounding(
  name: string,
  since: string,
  mode: Rounding,
  usage: string,
  examples: ScalarFunction['examples'],
): ScalarFunction {
  const floating = (arg: ArgType, returns: DataType, duckdb: Lowering): ScalarOverload => ({
    args: [arg, SCALE],
    defaults: [0],
    returns,
    nullable: true,
    nulls: 'propagate',
    gen: ([x], context) => js`${roundDouble(scaleOf(context), mode, returns.kind === 'float')}(${x})`,
    duckdb,
  });
  return scalar({
    name,
    since,
    group: GROUP,
    usage,
    examples,
    params: ['col', 'scale'],
    overloads: [
      decimalRounding(mode),
      wholeRounding(BYTES, BYTE, 8, mode),
      wholeRounding(SHORTS, SHORT, 16, mode),
      wholeRounding(INTS, INT, 32, mode),
      wholeRounding(LONGS, LONG, 64, mode),
      floating(FLOATS, FLOAT, NONE),
      floating(AS_DOUBLES, DOUBLE, mode === 'half-up' ? halfUpDouble : NONE),
    ],
  });
}

export const round = rounding(
  'round',
  '1.5.0',
  'half-up',
  'The number rounded to some digits, halves away from zero.',
  [
    ['round(2.5, 0)', '3'],
    ['round(25, -1)', '30'],
    ['round(2.675D, 2)', '2.68'],
  ],
);

export const bround = rounding(
  'bround',
  '2.0.0',
  'half-even',
  'The number rounded to some digits, halves to the even digit.',
  [
    ['bround(2.5, 0)', '2'],
    ['bround(25, -1)', '20'],
  ],
);

function whole(name: string, mode: 'ceiling' | 'floor', examples: ScalarFunction['examples']): ScalarFunction {
  const math = mode === 'ceiling' ? js`Math.ceil` : js`Math.floor`;
  return scalar({
    name,
    since: '1.4.0',
    group: GROUP,
    usage:
      mode === 'ceiling'
        ? 'The smallest whole number, or number of some digits, that is not below.'
        : 'The greatest whole number, or number of some digits, that is not above.',
    examples,
    // With a number of digits, and as `ceiling`, the name is kept.
    pretty: (args) =>
      args.length === 1 && name !== 'ceiling' ? inCapitals(name)(args) : `${name}(${args.join(', ')})`,
    overloads: [
      {
        args: [DECIMALS],
        returns: ([type]) => {
          const { precision, scale } = asDecimal(type);
          return scale === 0 ? decimal(precision, 0) : decimal(precision - scale + 1, 0);
        },
        nullable: true,
        nulls: 'propagate',
        gen: ([x], { argTypes }) => js`${roundDecimal(asDecimal(argTypes[0] as DataType).scale, 0, 0, mode)}(${x})`,
        duckdb: NONE,
      },
      {
        args: [kinds('BIGINT', ['long'], [])],
        returns: LONG,
        nullable: true,
        nulls: 'propagate',
        gen: ([x]) => x,
        duckdb: ([x]) => x,
      },
      {
        args: [kinds('NUMERIC', ['byte', 'short', 'integer'], [])],
        returns: LONG,
        nullable: true,
        nulls: 'propagate',
        gen: ([x]) => js`BigInt(${x})`,
        duckdb: NONE,
      },
      {
        args: [kinds('NUMERIC', ['double', 'float'], [DOUBLE])],
        returns: LONG,
        nullable: true,
        nulls: 'propagate',
        gen: ([x], { ansi, context }) => js`${toLong(ansi, context)}(${math}(${x}))`,
        duckdb: NONE,
      },
      {
        ...decimalRounding(mode),
        defaults: [],
        args: [kinds('DECIMAL', ['decimal'], [decimal(30, 15)]), SCALE],
      },
    ],
  });
}

export const ceil = whole('ceil', 'ceiling', [
  ['ceil(-0.1)', '0'],
  ['ceil(3.1411, 3)', '3.142'],
]);
export const ceiling = whole('ceiling', 'ceiling', [['ceiling(5)', '5']]);
export const floor = whole('floor', 'floor', [
  ['floor(-0.1)', '-1'],
  ['floor(3.1411, -3)', '0'],
]);
