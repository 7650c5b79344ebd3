/** The run-time conversion between two types. */
import { internal } from '../../errors/internal.ts';
import type { QueryContext } from '../../errors/query-context.ts';
import { type DataType, simpleString } from '../../types/data-type.ts';
import type { Value } from '../../types/value.ts';

export interface CastOptions {
  readonly mode: 'ansi' | 'legacy' | 'try';
  readonly timeZone: string;
  readonly context: QueryContext | undefined;
}

export function castFunction(from: DataType, to: DataType, _options: CastOptions): (value: never) => Value {
  return internal(`no cast from ${simpleString(from)} to ${simpleString(to)}`);
}
