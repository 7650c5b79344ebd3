// Lists of columns as PySpark passes them: a Scala Seq of Columns, or of names.

import { named } from '@tspark/engine/tree/build.ts';
import type { Expression } from '@tspark/engine/tree/expression.ts';
import type { JavaValue } from '../../value.ts';
import { operand } from './Column.ts';

export function columnsOf(values: readonly JavaValue[]): readonly Expression[] {
  return values.map((value) => (typeof value === 'string' ? named(value) : operand(value)));
}
