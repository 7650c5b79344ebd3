// What a JVM Column holds: an unresolved engine expression, and the text `toString` gives, made when asked for.

import type { QueryContext } from '@tspark/engine/errors/query-context.ts';
import { call } from '@tspark/engine/tree/build.ts';
import type { Expression } from '@tspark/engine/tree/expression.ts';
import type { Thread } from '../../../thread.ts';
import { currentOrigin } from './catalyst/current-origin.ts';
import { expressionText } from './column-text.ts';

export interface ColumnValue {
  readonly expression: Expression;
  text(): string;
}

export function column(expression: Expression): ColumnValue {
  return { expression, text: () => expressionText(expression) };
}

/** A column whose text is not that of its expression: `expr("a + 1")` shows what the user wrote. */
export function columnWithText(expression: Expression, text: () => string): ColumnValue {
  return { expression, text };
}

/** A call of a built-in function, placed at the Python line the thread is at. */
export function functionColumn(thread: Thread, name: string, args: readonly Expression[]): ColumnValue {
  return column(call(name, args, currentOrigin.get(thread)));
}

export function located<E extends Expression>(thread: Thread, expression: E): E {
  const context: QueryContext | undefined = currentOrigin.get(thread);
  return context === undefined ? expression : { ...expression, context };
}
