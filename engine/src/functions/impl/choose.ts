/** Run-time work of functions that give one of their arguments. */
import type { QueryContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import type { DataType } from '../../types/data-type.ts';
import { equalsOf } from '../../types/ordering.ts';
import type { Value } from '../../types/value.ts';

/** NULL equals NULL here. */
export function choose(type: DataType): (value: Value, ...pairs: readonly Value[]) => Value {
  const equals = type.kind === 'void' ? () => true : equalsOf(type);
  return (value, ...pairs) => {
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      const key = pairs[i] as Value;
      if (key === null || value === null ? key === value : equals(key, value)) return pairs[i + 1] as Value;
    }
    return pairs.length % 2 === 1 ? (pairs.at(-1) as Value) : null;
  };
}

/** From 1; outside it is an error under ANSI mode and NULL otherwise. */
export function placed(
  ansi: boolean,
  context: QueryContext | undefined,
): (place: number | null, ...texts: readonly Value[]) => Value {
  return (place, ...texts) => {
    if (place === null) return null;
    if (place >= 1 && place <= texts.length) return texts[place - 1] as Value;
    if (!ansi) return null;
    return raise('INVALID_ARRAY_INDEX', { indexValue: String(place), arraySize: String(texts.length) }, { context });
  };
}
