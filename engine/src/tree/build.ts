/** Short constructors for the expressions that engine code itself writes. */
import type { QueryContext } from '../errors/query-context.ts';
import { BOOLEAN, type DataType, DOUBLE, INT, LONG, STRING, VOID } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import {
  type Alias,
  type Attribute,
  type Expression,
  type Literal,
  nextExpressionId,
  type SortOrder,
  type UnresolvedAttribute,
  type UnresolvedFunction,
} from './expression.ts';

export const literal = (value: Value, type: DataType): Literal => ({ kind: 'literal', type, value });
export const intLiteral = (value: number): Literal => literal(value, INT);
export const longLiteral = (value: bigint): Literal => literal(value, LONG);
export const doubleLiteral = (value: number): Literal => literal(value, DOUBLE);
export const stringLiteral = (value: string): Literal => literal(value, STRING);
export const booleanLiteral = (value: boolean): Literal => literal(value, BOOLEAN);
export const NULL_LITERAL: Literal = literal(null, VOID);

export const named = (...parts: readonly string[]): UnresolvedAttribute => ({ kind: 'unresolved-attribute', parts });

export const STAR: Expression = { kind: 'star', target: [], except: [] };

/** A call of a built-in function, operators included, still to be resolved. */
export function call(name: string, args: readonly Expression[], context?: QueryContext): UnresolvedFunction {
  return {
    kind: 'unresolved-function',
    name: [name],
    args,
    distinct: false,
    filter: undefined,
    ignoreNulls: undefined,
    withinGroup: [],
    builtin: true,
    ...(context === undefined ? {} : { context }),
  };
}

export function alias(
  child: Expression,
  name: string,
  options: Partial<Pick<Alias, 'id' | 'metadata' | 'qualifier'>> = {},
): Alias {
  return {
    kind: 'alias',
    child,
    name,
    id: options.id ?? nextExpressionId(),
    metadata: options.metadata,
    qualifier: options.qualifier ?? [],
  };
}

/** Columns under the names and ids of others. */
export const renamedTo = (columns: readonly Attribute[], others: readonly Attribute[]): readonly Expression[] =>
  columns.map((column, i) => {
    const { id, name, metadata, qualifier } = others[i] ?? column;
    return id === column.id ? column : alias(column, name, { id, metadata, qualifier });
  });

export function attribute(name: string, type: DataType, nullable = true, options: Partial<Attribute> = {}): Attribute {
  return { kind: 'attribute', id: nextExpressionId(), name, type, nullable, qualifier: [], metadata: {}, ...options };
}

/** Spark's defaults: ascending puts NULLs first, descending last. */
export function sortOrder(child: Expression, ascending = true, nullsFirst = ascending): SortOrder {
  return { kind: 'sort-order', child, ascending, nullsFirst };
}
