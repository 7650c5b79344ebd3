/** Casts that give the same: what fails there fails here too, or gives NULL in both. */
import { type Sql, sql, sqlParameter, sqlText } from '../fragments/sql.ts';
import type { Refusable } from '../functions/define.ts';
import type { Cast } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { type DataType, simpleString } from '../types/data-type.ts';
import { type DecimalType, MAX_PRECISION } from '../types/decimal.ts';
import { findDuckdbType } from './duckdb-type.ts';

/** Bits beside the sign. */
const BITS: Readonly<Record<string, number>> = { byte: 7, short: 15, integer: 31, long: 63 };
/** Digits of the largest number. */
const DIGITS: Readonly<Record<string, number>> = { byte: 3, short: 5, integer: 10, long: 19 };

export function lowerCast(e: Cast, value: () => Sql): Refusable {
  const from = typeOf(e.child);
  const { to, mode } = e;
  const native = findDuckdbType(to);
  const refused = { none: `cast from ${simpleString(from)} to ${simpleString(to)}` };
  if (native === undefined) return refused;
  const cast = (input: Sql): Sql => sql`CAST(${input} AS ${sqlText(native)})`;
  if (to.kind === 'decimal' && e.child.kind === 'literal' && e.child.value !== null && from.kind in BITS)
    return wholeLiteral(e.child.value as number | bigint, to);
  if (staysAsIs(from, to)) return value();
  if (cannotFail(from, to)) return cast(value());
  if (!failsAlike(e, from)) return refused;
  // Spark cuts digits off here, DuckDB would round.
  const input = from.kind === 'decimal' && to.kind !== 'decimal' ? sql`trunc(${value()})` : value();
  const limits = limitsOf(from, to);
  if (limits === undefined) return refused;
  // Between a cast and a constant the native engine compares without the cast, and so without its failure.
  const outside = sql`${input} NOT BETWEEN ${sqlText(`-${limits.low}`)} AND ${sqlText(limits.high)}`;
  const failure = mode === 'ansi' ? sql`error('cast out of range')` : sql`NULL`;
  return sql`CASE WHEN ${outside} THEN ${failure} ELSE ${cast(input)} END`;
}

/** The outermost numbers that a type has room for, the lower one without its sign; none where no literal holds them. */
function limitsOf(from: DataType, to: DataType): { readonly low: string; readonly high: string } | undefined {
  if (to.kind !== 'decimal') {
    const half = 1n << BigInt(BITS[to.kind] as number);
    return { low: String(half), high: String(half - 1n) };
  }
  const lost = from.kind === 'decimal' && from.scale > to.scale ? from.scale : to.scale;
  if (to.precision - to.scale + lost > MAX_PRECISION) return undefined;
  // Of digits that are rounded away, all up to four tenths and nines are.
  const rest = lost > to.scale ? `4${'9'.repeat(lost - to.scale - 1)}` : '';
  const limit = `${'9'.repeat(to.precision - to.scale) || '0'}.${'9'.repeat(to.scale)}${rest}`;
  return { low: limit, high: limit };
}

/** The narrowest width the value needs: wide operands would make every product wide. */
function wholeLiteral(value: number | bigint, to: DecimalType): Refusable {
  const digits = String(value).replace('-', '').length;
  return to.precision - to.scale >= digits
    ? sqlParameter(String(value), `DECIMAL(${digits + to.scale},${to.scale})`)
    : { none: 'a literal too long for its type' };
}

function staysAsIs(from: DataType, to: DataType): boolean {
  if (from.kind === 'decimal')
    return to.kind === 'decimal' && from.scale === to.scale && from.precision <= to.precision;
  return from.kind === to.kind && findDuckdbType(from) === findDuckdbType(to);
}

function cannotFail(from: DataType, to: DataType): boolean {
  if (to.kind === 'decimal') return holdsAll(from, to);
  const [a, b] = [BITS[from.kind], BITS[to.kind]];
  if (a === undefined) return from.kind === 'float' && to.kind === 'double';
  if (to.kind === 'string') return to.collation === 'UTF8_BINARY';
  return b === undefined ? to.kind === 'double' || (to.kind === 'float' && a <= 15) : a < b;
}

function holdsAll(from: DataType, to: DecimalType): boolean {
  const whole = to.precision - to.scale;
  // What is rounded may have a digit more.
  if (from.kind === 'decimal') return from.precision - from.scale + (from.scale > to.scale ? 1 : 0) <= whole;
  return (DIGITS[from.kind] ?? Number.POSITIVE_INFINITY) <= whole;
}

/** Without ANSI mode whole numbers wrap around. */
function failsAlike({ to, mode }: Cast, from: DataType): boolean {
  if (from.kind !== 'decimal' && !(from.kind in BITS)) return false;
  return to.kind === 'decimal' || (to.kind in BITS && mode !== 'legacy');
}
