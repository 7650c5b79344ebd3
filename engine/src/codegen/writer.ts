/** What code of single expression kinds is written with: the interface of the emitter, and small pieces of code. */
import { code, isText, type Js, joinJs, js } from '../fragments/js.ts';
import type { Compiled, Generated } from '../functions/define.ts';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { layoutOf } from '../types/vector.ts';
import type { EvalEnv } from './eval-env.ts';
import type { GraphNode } from './expression-graph.ts';
import type { Unit } from './unit.ts';

export interface Writer {
  readonly unit: Unit;
  readonly env: EvalEnv;
  /** Makes the node's value known in the current block and says how to read it; `before` is empty. */
  emit(node: GraphNode): Compiled;
  /** Compiles the node into a block of its own, handed back as `before`. */
  apart(node: GraphNode): Compiled;
  /** Runs `write` in a block inside the current one; what it computes is not known outside. */
  nested<T>(write: () => T): { readonly statements: Js; readonly result: T };
  /** The value of a node that depends on no row; undefined for others. */
  constantOf(node: GraphNode): Value | undefined;
  /** Appends a statement to the current block. */
  say(statement: Js): void;
  /** Says `const x = value`. */
  define(hint: string, value: Js): Js;
  /** Says `let x`, or `let x = initial`. */
  variable(hint: string, initial?: Js): Js;
  /** Takes away the statements said so far in the current block; what they compute stays known. */
  take(): Js;
}

export const TRUE = code('true');
export const FALSE = code('false');
export const EMPTY = code('');

/** A value of the type's JavaScript representation, for slots of NULLs: it keeps variables of one kind. */
export function placeholder(type: DataType): Js {
  switch (layoutOf(type)) {
    case 'bool':
      return FALSE;
    case 'int8':
    case 'int16':
    case 'int32':
    case 'float32':
    case 'float64':
      return code('0');
    case 'int64':
      return code('0n');
    case 'wide':
      return type.kind === 'decimal' ? code('0n') : code('null');
    default:
      return code('null');
  }
}

/** True where any of the tests is; constant ones fold. */
export function anyNull(tests: readonly Js[]): Js {
  if (tests.some((t) => isText(t, 'true'))) return TRUE;
  const open = tests.filter((t) => !isText(t, 'false'));
  if (open.length === 0) return FALSE;
  return open.length === 1 ? (open[0] as Js) : js`(${joinJs(open, ' || ')})`;
}

export const isNever = (test: Js): boolean => isText(test, 'false');

/** The value, or `null` where it is NULL. */
export function orNull({ isNull, value }: Compiled): Js {
  if (isNever(isNull)) return value;
  return isText(isNull, 'true') ? code('null') : js`(${isNull} ? null : ${value})`;
}

/** NULL counts as false. */
export function holds({ isNull, value }: Compiled): Js {
  return isNever(isNull) ? value : js`!${isNull} && ${value}`;
}

/** Spark does not look at other operands once one settles the result: an error there must not be raised. */
export function needsOrder({ children }: GraphNode, { settledBy }: Exclude<Generated, { nulls: 'lazy' }>): boolean {
  if (settledBy !== undefined) return children.some((child) => child.mayRaise);
  const first = children.findIndex((child) => child.nullable);
  return first >= 0 && children.some((child, i) => i > first && child.mayRaise);
}
