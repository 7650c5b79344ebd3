/** A group's values put in order and joined. */
import type { DataType } from '../../types/data-type.ts';
import { comparatorOf } from '../../types/ordering.ts';
import type { Value } from '../../types/value.ts';

/** A value, and the keys it is ordered by. */
export type Item = readonly Value[];

export interface ItemKey {
  readonly type: DataType;
  readonly ascending: boolean;
  readonly nullsFirst: boolean;
}

export function orderedItems(items: readonly Item[], keys: readonly ItemKey[]): readonly Item[] {
  if (keys.length === 0) return items;
  const compares = keys.map(({ type, ascending, nullsFirst }) => {
    const compare = comparatorOf(type);
    const [nulls, sign] = [nullsFirst ? -1 : 1, ascending ? 1 : -1];
    return (a: Value, b: Value): number => {
      if (a === null || b === null) return a === b ? 0 : a === null ? nulls : -nulls;
      return sign * compare(a, b);
    };
  });
  return [...items].sort((a, b) => {
    for (const [i, compare] of compares.entries()) {
      const order = compare(a[i + 1] ?? null, b[i + 1] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  });
}

export function joined(items: readonly Item[], delimiter: Value): Value {
  const values = items.map(([value]) => value);
  if (values[0] instanceof Uint8Array) {
    const between = delimiter instanceof Uint8Array ? [delimiter] : [];
    return new Uint8Array(Buffer.concat(values.flatMap((v, i) => [...(i > 0 ? between : []), v as Uint8Array])));
  }
  return values.join(typeof delimiter === 'string' ? delimiter : '');
}
