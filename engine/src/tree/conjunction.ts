/** Conditions as lists of the parts that AND joins, and back. */
import { BOOLEAN } from '../types/data-type.ts';
import { literal } from './build.ts';
import type { Call, Expression } from './expression.ts';
import { nullableOf } from './output.ts';

/** The parts of `a AND b AND c`, left to right. */
export function conjuncts(condition: Expression | undefined): readonly Expression[] {
  return parts('and', condition);
}

/** The parts of `a OR b OR c`, left to right. */
export function disjuncts(condition: Expression | undefined): readonly Expression[] {
  return parts('or', condition);
}

function parts(fn: 'and' | 'or', condition: Expression | undefined): readonly Expression[] {
  const found: Expression[] = [];
  const stack = condition === undefined ? [] : [condition];
  for (let e = stack.pop(); e !== undefined; e = stack.pop()) {
    if (e.kind === 'call' && e.fn === fn)
      for (let i = e.args.length - 1; i >= 0; i--) stack.push(e.args[i] as Expression);
    else found.push(e);
  }
  return found;
}

/** A resolved call of a function giving a boolean; `overload` 0 is the one for booleans and comparisons. */
export function predicate(fn: string, args: readonly Expression[], nullable = args.some(nullableOf)): Call {
  return { kind: 'call', fn, overload: 0, args, type: BOOLEAN, nullable, ansi: true };
}

/** Undefined for no parts: no condition. */
export function allOf(list: readonly Expression[]): Expression | undefined {
  const [first, ...rest] = list;
  return rest.reduce<Expression | undefined>(
    (all, next) => (all === undefined ? next : predicate('and', [all, next])),
    first,
  );
}

export function anyOf(list: readonly Expression[]): Expression | undefined {
  const [first, ...rest] = list;
  return rest.reduce<Expression | undefined>(
    (any, next) => (any === undefined ? next : predicate('or', [any, next])),
    first,
  );
}

export const TRUE = literal(true, BOOLEAN);
export const FALSE = literal(false, BOOLEAN);
export const isTrue = (e: Expression): boolean => e.kind === 'literal' && e.value === true;
export const isFalse = (e: Expression): boolean => e.kind === 'literal' && e.value === false;
export const isNullLiteral = (e: Expression): boolean => e.kind === 'literal' && e.value === null;

/** `a = b`, or `a <=> b` where NULL equals itself. */
export const isEquality = (e: Expression): e is Call =>
  e.kind === 'call' && (e.fn === '=' || e.fn === '==' || e.fn === '<=>');
