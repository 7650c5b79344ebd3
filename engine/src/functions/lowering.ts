/** Reasons and conditions that lowerings share. */
import { type Sql, sql } from '../fragments/sql.ts';
import type { Args, LowerContext, Lowering } from './define.ts';

export const INTERVALS: Lowering = { none: 'intervals and time zones differ' };
export const NULL_ON_OVERFLOW: Lowering = { none: 'overflow gives NULL' };
export const ORDER: Lowering = { none: 'depends on the order of rows' };
export const LIBM: Lowering = { none: 'the last digit of the result differs' };
export const STATE: Lowering = { none: 'results follow a seed and the partition' };

/** Only under ANSI mode, where overflow raises an error in both: the subplan is then run again here. */
export function ansiOnly(lower: (args: Args<Sql>, context: LowerContext) => Sql): Lowering {
  return (args, context) =>
    context.ansi ? lower(args, context) : { none: 'whole numbers wrap around without ANSI mode' };
}

/** The scale is what the native engine computes by its own rule, and the value cannot have been rounded. */
export function decimalOfScale(context: LowerContext, scale: number): boolean {
  return context.returnType.kind === 'decimal' && context.returnType.scale === scale;
}

/**
 * Whether a value is there. What may fail is computed for it: of what can be no NULL, or nothing but NULL, the native
 * engine would drop the computation, and so its failure.
 */
export function nullTestSql(value: Sql, present: boolean, risky = false): Sql {
  if (!risky) return present ? sql`(${value} IS NOT NULL)` : sql`(${value} IS NULL)`;
  return present ? sql`(${value} IS DISTINCT FROM NULL)` : sql`(${value} IS NOT DISTINCT FROM NULL)`;
}

export const infix =
  (operator: Sql): ((args: Args<Sql>) => Sql) =>
  ([a, b]) =>
    sql`(${a} ${operator} ${b})`;
