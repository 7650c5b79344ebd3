/** Code of decimal arithmetic on unscaled big integers; small results stay 64-bit machine words. */
import { assert } from '../../errors/internal.ts';
import { code, constant, type Js, js } from '../../fragments/js.ts';
import type { DataType } from '../../types/data-type.ts';
import {
  type DecimalType,
  divideDecimals,
  fitsPrecision,
  MAX_PRECISION,
  powerOfTen,
  rescale,
} from '../../types/decimal.ts';
import type { Args, GenContext } from '../define.ts';
import { decimalOverflow } from './failures.ts';
import type { OnOverflow } from './integer-code.ts';

export function asDecimal(type: DataType): DecimalType {
  assert(type.kind === 'decimal', 'a decimal is expected');
  return type;
}

/** Values of this type live in 64 bits. */
const isShort = (type: DecimalType): boolean => type.precision <= 18;

/** Rounds an exact value to the result type: NULL, or an error, where it does not fit. */
export function bounded(exact: Js, scale: number, rule: OnOverflow | 'null', context: GenContext): Js {
  const type = asDecimal(context.returnType);
  const fail = rule === 'spark' && context.ansi ? decimalOverflow(context.context, type) : undefined;
  return js`${boundedBy(type, scale, fail)}(${exact})`;
}

function boundedBy(
  type: DecimalType,
  scale: number,
  fail: ((value: bigint, scale: number) => never) | undefined,
): (exact: bigint) => bigint | null {
  return function bound(exact) {
    const value = rescale(exact, scale, type.scale);
    if (fitsPrecision(value, type.precision)) return value;
    return fail === undefined ? null : fail(exact, scale);
  };
}

const scaledBy = (value: Js, digits: number): Js =>
  digits === 0 ? value : js`${value} * ${constant(powerOfTen(digits))}`;

export function sumCode(operator: '+' | '-', rule: OnOverflow): (args: Args<Js>, context: GenContext) => Js {
  return ([a, b], context) => {
    const [x, y] = [asDecimal(context.argTypes[0] as DataType), asDecimal(context.argTypes[1] as DataType)];
    const type = asDecimal(context.returnType);
    const scale = Math.max(x.scale, y.scale);
    const exact = js`(${scaledBy(a, scale - x.scale)} ${code(operator)} ${scaledBy(b, scale - y.scale)})`;
    if (isShort(type) && type.scale === scale) return js`BigInt.asIntN(64, ${exact})`;
    const needed = Math.max(x.precision - x.scale, y.precision - y.scale) + scale + 1;
    return needed <= MAX_PRECISION ? exact : bounded(exact, scale, rule, context);
  };
}

export function productCode(rule: OnOverflow): (args: Args<Js>, context: GenContext) => Js {
  return ([a, b], context) => {
    const [x, y] = [asDecimal(context.argTypes[0] as DataType), asDecimal(context.argTypes[1] as DataType)];
    const type = asDecimal(context.returnType);
    const scale = x.scale + y.scale;
    const exact = js`(${a} * ${b})`;
    if (isShort(type) && type.scale === scale) return js`BigInt.asIntN(64, ${exact})`;
    if (x.precision + y.precision + 1 <= MAX_PRECISION) return exact;
    const fail = rule === 'spark' && context.ansi ? decimalOverflow(context.context, type) : undefined;
    return js`${boundedBy(type, scale, fail && ((value) => fail(shownProduct(value), scale)))}(${exact})`;
  };
}

/** Spark computes products with one digit more than a decimal has, and shows no other. */
function shownProduct(value: bigint): bigint {
  const digits = String(value).replace('-', '').length;
  const unit = 10n ** BigInt(Math.max(digits - MAX_PRECISION - 1, 0));
  return (value / unit) * unit;
}

export function quotientCode(rule: OnOverflow): (args: Args<Js>, context: GenContext) => Js {
  return ([a, b], context) => {
    const [x, y] = [asDecimal(context.argTypes[0] as DataType), asDecimal(context.argTypes[1] as DataType)];
    const type = asDecimal(context.returnType);
    const quotient = js`${divideDecimals}(${a}, ${x.scale}, ${b}, ${y.scale}, ${type.scale})`;
    return bounded(quotient, type.scale, rule, context);
  };
}

export function remainderCode(positive: boolean, rule: OnOverflow): (args: Args<Js>, context: GenContext) => Js {
  return ([a, b], context) => {
    const [x, y] = [asDecimal(context.argTypes[0] as DataType), asDecimal(context.argTypes[1] as DataType)];
    const scale = Math.max(x.scale, y.scale);
    const [left, right] = [scaledBy(a, scale - x.scale), scaledBy(b, scale - y.scale)];
    const exact = positive ? js`${positiveRemainder}(${left}, ${right})` : js`((${left}) % (${right}))`;
    return bounded(exact, scale, rule, context);
  };
}

/** Spark's `pmod`: a negative divisor may still give a negative result. */
export function positiveRemainder(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest < 0n ? (rest + b) % b : rest;
}
