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

export const infix =
  (operator: Sql): ((args: Args<Sql>) => Sql) =>
  ([a, b]) =>
    sql`(${a} ${operator} ${b})`;
