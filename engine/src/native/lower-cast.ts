/** Casts that give the same: what fails there fails here too, or gives NULL in both. */
import { type Sql, sql, sqlParameter, sqlText } from '../fragments/sql.ts';
import type { Refusable } from '../functions/define.ts';
import type { Cast } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { type DataType, simpleString } from '../types/data-type.ts';
import type { DecimalType } from '../types/decimal.ts';
import { findDuckdbType } from './duckdb-type.ts';

const WIDTH: Readonly<Record<string, number>> = { byte: 1, short: 2, integer: 3, long: 4 };
/** Digits of the largest number. */
const DIGITS: Readonly<Record<string, number>> = { byte: 3, short: 5, integer: 10, long: 19 };

export function lowerCast(e: Cast, value: () => Sql): Refusable {
  const from = typeOf(e.child);
  const { to, mode } = e;
  const native = findDuckdbType(to);
  const refused = { none: `cast from ${simpleString(from)} to ${simpleString(to)}` };
  if (native === undefined) return refused;
  const as = (word: string, input: Sql): Sql => sql`${sqlText(word)}(${input} AS ${sqlText(native)})`;
  if (to.kind === 'decimal' && e.child.kind === 'literal' && e.child.value !== null && from.kind in WIDTH)
    return wholeLiteral(e.child.value as number | bigint, to);
  if (staysAsIs(from, to)) return value();
  if (cannotFail(from, to)) return as('CAST', value());
  if (!failsAlike(e, from)) return refused;
  // Spark cuts digits off here, DuckDB would round.
  const input = from.kind === 'decimal' && to.kind !== 'decimal' ? sql`trunc(${value()})` : value();
  return as(mode === 'ansi' ? 'CAST' : 'TRY_CAST', input);
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
  const [a, b] = [WIDTH[from.kind], WIDTH[to.kind]];
  if (a === undefined) return from.kind === 'float' && to.kind === 'double';
  if (to.kind === 'string') return to.collation === 'UTF8_BINARY';
  return b === undefined ? to.kind === 'double' || (to.kind === 'float' && a <= 2) : a < b;
}

function holdsAll(from: DataType, to: DecimalType): boolean {
  const whole = to.precision - to.scale;
  if (from.kind === 'decimal') return from.scale <= to.scale && from.precision - from.scale <= whole;
  return (DIGITS[from.kind] ?? Number.POSITIVE_INFINITY) <= whole;
}

/** Without ANSI mode whole numbers wrap around. */
function failsAlike({ to, mode }: Cast, from: DataType): boolean {
  if (from.kind !== 'decimal' && !(from.kind in WIDTH)) return false;
  return to.kind === 'decimal' || (to.kind in WIDTH && mode !== 'legacy');
}
