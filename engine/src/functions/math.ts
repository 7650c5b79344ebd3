/** Functions of real numbers. */
import { type Js, js } from '../fragments/js.ts';
import { DOUBLE, INT, LONG, STRING } from '../types/data-type.ts';
import { AS_DOUBLE, AS_LONG, DAYTIMES, YEARMONTHS } from './arg-kinds.ts';
import { kinds, one } from './arg-types.ts';
import { inCapitals } from './capitals.ts';
import { type Args, type GenContext, type Lowering, type ScalarFunction, scalar } from './define.ts';
import {
  cbrt as cbrtOf,
  cosh as coshOf,
  exp as expOf,
  hypot as hypotOf,
  pow as powOf,
  tanh as tanhOf,
} from './impl/fdlibm.ts';
import { baseConverter } from './impl/number-bases.ts';
import { LIBM } from './lowering.ts';

const GROUP = 'math_funcs';
/** Spark's names of these stay in small letters. */
const AS_WRITTEN: ReadonlySet<string> = new Set(['rint', 'ln', 'pow']);

type Gen = (args: Args<Js>, context: GenContext) => Js;

function unary(
  name: string,
  since: string,
  usage: string,
  example: readonly [string, string],
  gen: Gen,
  lowering: Lowering = LIBM,
): ScalarFunction {
  return scalar({
    name,
    since,
    group: GROUP,
    usage,
    examples: [example],
    total: true,
    ...(AS_WRITTEN.has(name) ? {} : { pretty: inCapitals(name) }),
    overloads: [{ args: [AS_DOUBLE], returns: DOUBLE, nullable: true, nulls: 'propagate', gen, duckdb: lowering }],
  });
}

const call =
  (fn: Js): Gen =>
  ([x]) =>
    js`${fn}(${x})`;

/** Negative numbers have no real logarithm: NULL, as for zero. */
function logarithm(
  name: string,
  since: string,
  usage: string,
  example: readonly [string, string],
  gen: Gen,
  bound = js`0`,
): ScalarFunction {
  return scalar({
    name,
    since,
    group: GROUP,
    usage,
    examples: [example],
    total: true,
    ...(AS_WRITTEN.has(name) ? {} : { pretty: inCapitals(name) }),
    overloads: [
      {
        args: [AS_DOUBLE],
        returns: DOUBLE,
        nulls: 'propagate-maybe',
        gen: (args, context) => js`(${args[0]} <= ${bound} ? null : ${gen(args, context)})`,
        duckdb: LIBM,
      },
    ],
  });
}

export const sqrt = unary('sqrt', '1.1.1', 'Square root.', ['sqrt(4)', '2.0'], call(js`Math.sqrt`));
export const exp = unary(
  'exp',
  '1.4.0',
  'e to the power of the argument.',
  ['exp(0)', '1.0'],
  ([x]) => js`${expOf}(${x})`,
);
export const expm1 = unary(
  'expm1',
  '1.4.0',
  'exp(x) - 1, precise near zero.',
  ['expm1(0)', '0.0'],
  call(js`Math.expm1`),
);
export const cbrt = unary('cbrt', '1.4.0', 'Cube root.', ['cbrt(27.0)', '3.0'], ([x]) => js`${cbrtOf}(${x})`);
export const sin = unary('sin', '1.4.0', 'Sine of an angle in radians.', ['sin(0)', '0.0'], call(js`Math.sin`));
export const cos = unary('cos', '1.4.0', 'Cosine of an angle in radians.', ['cos(0)', '1.0'], call(js`Math.cos`));
export const tan = unary('tan', '1.4.0', 'Tangent of an angle in radians.', ['tan(0)', '0.0'], call(js`Math.tan`));
export const cot = unary(
  'cot',
  '2.3.0',
  'Cotangent of an angle in radians.',
  ['cot(1)', '0.6420926159343306'],
  ([x]) => js`(1 / Math.tan(${x}))`,
);
export const sec = unary(
  'sec',
  '3.3.0',
  'Secant of an angle in radians.',
  ['sec(0)', '1.0'],
  ([x]) => js`(1 / Math.cos(${x}))`,
);
export const csc = unary(
  'csc',
  '3.3.0',
  'Cosecant of an angle in radians.',
  ['csc(1)', '1.1883951057781212'],
  ([x]) => js`(1 / Math.sin(${x}))`,
);
export const asin = unary('asin', '1.4.0', 'Angle of a sine.', ['asin(0)', '0.0'], call(js`Math.asin`));
export const acos = unary('acos', '1.4.0', 'Angle of a cosine.', ['acos(1)', '0.0'], call(js`Math.acos`));
export const atan = unary('atan', '1.4.0', 'Angle of a tangent.', ['atan(0)', '0.0'], call(js`Math.atan`));
export const sinh = unary('sinh', '1.4.0', 'Hyperbolic sine.', ['sinh(0)', '0.0'], call(js`Math.sinh`));
export const cosh = unary('cosh', '1.4.0', 'Hyperbolic cosine.', ['cosh(0)', '1.0'], ([x]) => js`${coshOf}(${x})`);
export const tanh = unary('tanh', '1.4.0', 'Hyperbolic tangent.', ['tanh(0)', '0.0'], ([x]) => js`${tanhOf}(${x})`);
export const asinh = unary('asinh', '3.0.0', 'Inverse hyperbolic sine.', ['asinh(0)', '0.0'], call(js`Math.asinh`));
export const acosh = unary('acosh', '3.0.0', 'Inverse hyperbolic cosine.', ['acosh(1)', '0.0'], call(js`Math.acosh`));
export const atanh = unary(
  'atanh',
  '3.0.0',
  'Inverse hyperbolic tangent.',
  ['atanh(0)', '0.0'],
  ([x]) => js`(0.5 * (Math.log1p(${x}) - Math.log1p(-${x})))`,
);
export const rint = unary(
  'rint',
  '1.4.0',
  'The nearest whole number, halves to the even one.',
  ['rint(12.3456)', '12.0'],
  ([x]) => js`${nearestEven}(${x})`,
);
export const degrees = unary(
  'degrees',
  '1.4.0',
  'Radians as degrees.',
  ['degrees(3.141592653589793)', '180.0'],
  ([x]) => js`(${x} * ${180 / Math.PI})`,
);
export const radians = unary(
  'radians',
  '1.4.0',
  'Degrees as radians.',
  ['radians(180)', '3.141592653589793'],
  ([x]) => js`(${x} * ${Math.PI / 180})`,
);

function nearestEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest === 0 || !Number.isFinite(value)) return value;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  const result = up ? floor + 1 : floor;
  return result === 0 && value < 0 ? -0 : result;
}

export const ln = logarithm(
  'ln',
  '1.4.0',
  'Natural logarithm; NULL for what has none.',
  ['ln(1)', '0.0'],
  call(js`Math.log`),
);
export const log10 = logarithm(
  'log10',
  '1.4.0',
  'Decimal logarithm; NULL for what has none.',
  ['log10(10)', '1.0'],
  call(js`Math.log10`),
);
export const log2 = logarithm(
  'log2',
  '1.4.0',
  'Binary logarithm; NULL for what has none.',
  ['log2(2)', '1.0'],
  ([x]) => js`(Math.log(${x}) / Math.log(2))`,
);
export const log1p = logarithm(
  'log1p',
  '1.4.0',
  'ln(1 + x), precise near zero.',
  ['log1p(0)', '0.0'],
  call(js`Math.log1p`),
  js`-1`,
);

export const log = scalar({
  name: 'log',
  since: '1.5.0',
  group: GROUP,
  usage: 'Logarithm to a base, or the natural one; NULL for what has none.',
  examples: [
    ['log(10, 100)', '2.0'],
    ['log(1)', '0.0'],
  ],
  total: true,
  pretty: (args) => `LOG(${[...(args.length === 1 ? ['E()'] : []), ...args].join(', ')})`,
  overloads: [
    {
      args: [AS_DOUBLE],
      returns: DOUBLE,
      nulls: 'propagate-maybe',
      gen: ([x]) => js`(${x} <= 0 ? null : Math.log(${x}))`,
      duckdb: LIBM,
    },
    {
      args: [AS_DOUBLE, AS_DOUBLE],
      returns: DOUBLE,
      nulls: 'propagate-maybe',
      gen: ([b, x]) => js`(${b} <= 0 || ${x} <= 0 ? null : Math.log(${x}) / Math.log(${b}))`,
      duckdb: LIBM,
    },
  ],
});

function binary(
  name: string,
  since: string,
  usage: string,
  example: readonly [string, string],
  gen: Gen,
): ScalarFunction {
  return scalar({
    name,
    since,
    group: GROUP,
    usage,
    examples: [example],
    total: true,
    ...(AS_WRITTEN.has(name) ? {} : { pretty: inCapitals(name) }),
    overloads: [{ args: [AS_DOUBLE, AS_DOUBLE], returns: DOUBLE, nulls: 'propagate', gen, duckdb: LIBM }],
  });
}

export const pow = binary(
  'pow',
  '1.4.0',
  'A number to the power of another.',
  ['pow(2, 3)', '8.0'],
  ([x, y]) => js`${powOf}(${x}, ${y})`,
);
export const power = binary(
  'power',
  '1.4.0',
  'A number to the power of another.',
  ['power(2, 3)', '8.0'],
  ([x, y]) => js`${powOf}(${x}, ${y})`,
);
export const hypot = binary(
  'hypot',
  '1.4.0',
  'Length of the hypotenuse.',
  ['hypot(3, 4)', '5.0'],
  ([x, y]) => js`${hypotOf}(${x}, ${y})`,
);
/** Negative zero counts as zero. */
export const atan2 = binary(
  'atan2',
  '1.4.0',
  'Angle of a point, given as y and x.',
  ['atan2(0, 3)', '0.0'],
  ([y, x]) => js`Math.atan2(${y} + 0, ${x} + 0)`,
);

const constantFunction = (name: string, usage: string, value: number, shown: string): ScalarFunction =>
  scalar({
    name,
    since: '1.5.0',
    group: GROUP,
    usage,
    examples: [[`${name}()`, shown]],
    total: true,
    pretty: inCapitals(name),
    overloads: [
      { args: [], returns: DOUBLE, nullable: false, nulls: 'propagate', gen: () => js`${value}`, duckdb: LIBM },
    ],
  });

export const pi = constantFunction('pi', 'The number pi.', Math.PI, '3.141592653589793');
export const e = constantFunction('e', 'The number e.', Math.E, '2.718281828459045');

/** The sign of a number, zero for zero. */
const sign = (name: string, since: string): ScalarFunction =>
  scalar({
    name,
    since,
    group: GROUP,
    usage: '-1, 0 or 1 by the sign of the argument.',
    examples: [[`${name}(40)`, '1.0']],
    total: true,
    ...(name === 'signum' ? { pretty: inCapitals(name) } : {}),
    overloads: [
      {
        args: [YEARMONTHS],
        returns: DOUBLE,
        nullable: true,
        nulls: 'propagate',
        gen: ([x]) => js`Math.sign(${x})`,
        duckdb: LIBM,
      },
      {
        args: [DAYTIMES],
        returns: DOUBLE,
        nullable: true,
        nulls: 'propagate',
        gen: ([x]) => js`Math.sign(Number(${x}))`,
        duckdb: LIBM,
      },
      {
        args: [AS_DOUBLE],
        returns: DOUBLE,
        nullable: true,
        nulls: 'propagate',
        gen: ([x]) => js`Math.sign(${x})`,
        duckdb: LIBM,
      },
    ],
  });

export const signum = sign('signum', '1.4.0');
export const signFunction = sign('sign', '1.4.0');

const FACTORIALS: bigint[] = [1n];
for (let n = 1n; n <= 20n; n++) FACTORIALS.push((FACTORIALS.at(-1) as bigint) * n);

export const factorial = scalar({
  name: 'factorial',
  since: '1.5.0',
  group: GROUP,
  usage: 'Factorial of a number from 0 to 20; NULL for others.',
  examples: [
    ['factorial(5)', '120'],
    ['factorial(21)', 'NULL'],
  ],
  total: true,
  overloads: [
    {
      args: [one(INT)],
      returns: LONG,
      nulls: 'propagate-maybe',
      gen: ([n]) => js`(${FACTORIALS}[${n}] ?? null)`,
      duckdb: LIBM,
    },
  ],
});

const hexOfBytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const hexOfLong = (value: bigint): string => BigInt.asUintN(64, value).toString(16).toUpperCase();
const encoder = new TextEncoder();
const hexOfText = (text: string): string => hexOfBytes(encoder.encode(text));

const TEXTUAL: Lowering = { none: 'negative numbers differ' };

export const hex = scalar({
  name: 'hex',
  since: '1.5.0',
  group: GROUP,
  usage: 'The argument in hexadecimal.',
  examples: [
    ['hex(17)', '11'],
    ["hex('Spark SQL')", '537061726B2053514C'],
  ],
  total: true,
  overloads: [
    {
      args: [kinds('BIGINT', ['long'], [])],
      returns: STRING,
      nulls: 'propagate',
      gen: ([x]) => js`${hexOfLong}(${x})`,
      duckdb: TEXTUAL,
    },
    {
      args: [kinds('BINARY', ['binary'], [])],
      returns: STRING,
      nulls: 'propagate',
      gen: ([x]) => js`${hexOfBytes}(${x})`,
      duckdb: TEXTUAL,
    },
    {
      args: [kinds('STRING', ['string', 'char', 'varchar'], [])],
      returns: STRING,
      nulls: 'propagate',
      gen: ([x]) => js`${hexOfText}(${x})`,
      duckdb: TEXTUAL,
    },
    { args: [AS_LONG], returns: STRING, nulls: 'propagate', gen: ([x]) => js`${hexOfLong}(${x})`, duckdb: TEXTUAL },
  ],
});

/** An odd number of digits gets a zero in front. */
function bytesOfHex(text: string): Uint8Array | null {
  if (!/^[0-9a-fA-F]*$/.test(text)) return null;
  return new Uint8Array(Buffer.from(text.length % 2 === 1 ? `0${text}` : text, 'hex'));
}

export const unhex = scalar({
  name: 'unhex',
  since: '1.5.0',
  group: GROUP,
  usage: 'The bytes behind hexadecimal digits; NULL for anything else.',
  examples: [["decode(unhex('537061726B2053514C'), 'UTF-8')", 'Spark SQL']],
  total: true,
  overloads: [
    {
      args: [one(STRING)],
      returns: { kind: 'binary' },
      nulls: 'propagate-maybe',
      gen: ([x]) => js`${bytesOfHex}(${x})`,
      duckdb: TEXTUAL,
    },
  ],
});

export const bin = scalar({
  name: 'bin',
  since: '1.5.0',
  group: GROUP,
  usage: 'The number in binary digits.',
  examples: [['bin(13)', '1101']],
  total: true,
  overloads: [
    {
      args: [AS_LONG],
      returns: STRING,
      nulls: 'propagate',
      gen: ([x]) => js`BigInt.asUintN(64, ${x}).toString(2)`,
      duckdb: TEXTUAL,
    },
  ],
});

function bucketOf(value: number, low: number, high: number, count: bigint): bigint | null {
  if (count <= 0n || count === 2n ** 63n - 1n || low === high) return null;
  if (Number.isNaN(value) || !Number.isFinite(low) || !Number.isFinite(high)) return null;
  const [from, to] = [Math.min(low, high), Math.max(low, high)];
  const offset = low < high ? value - from : to - value;
  if (offset < 0) return 0n;
  if (offset >= to - from) return count + 1n;
  return BigInt(Math.trunc((Number(count) * offset) / (to - from))) + 1n;
}

export const widthBucket = scalar({
  name: 'width_bucket',
  since: '3.1.0',
  group: GROUP,
  usage: 'Number of the bucket of equal width a value falls in.',
  examples: [['width_bucket(5.3, 0.2, 10.6, 5)', '3']],
  total: true,
  overloads: [
    {
      args: [AS_DOUBLE, AS_DOUBLE, AS_DOUBLE, AS_LONG],
      returns: LONG,
      nulls: 'propagate-maybe',
      gen: ([v, a, b, n]) => js`${bucketOf}(${v}, ${a}, ${b}, ${n})`,
      duckdb: LIBM,
    },
  ],
});

export const conv = scalar({
  name: 'conv',
  since: '1.5.0',
  group: GROUP,
  usage: 'A number rewritten from one base to another.',
  examples: [
    ["conv('100', 2, 10)", '4'],
    ['conv(-10, 16, -10)', '-16'],
  ],
  overloads: [
    {
      args: [one(STRING), one(INT), one(INT)],
      returns: STRING,
      nulls: 'propagate-maybe',
      gen: ([x, from, to], { ansi, context }) => js`${baseConverter(ansi, context)}(${x}, ${from}, ${to})`,
      duckdb: TEXTUAL,
    },
  ],
});
