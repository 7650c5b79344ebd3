/** Sets and maps keyed by SQL values: NaN equals itself, -0.0 equals 0.0, NULL equals NULL. */
import type { DataType } from '../../types/data-type.ts';
import { equalsOf } from '../../types/ordering.ts';
import type { Value } from '../../types/value.ts';

export interface ValueIndex {
  /** The place at which an equal value was added, or -1. */
  find(value: Value): number;
  /** Adds the value unless an equal one is there; gives the place it had before, or -1. */
  add(value: Value): number;
}

/** Values of these types are the same JavaScript value where they are equal. */
function isIdentity(type: DataType): boolean {
  switch (type.kind) {
    case 'void':
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'decimal':
    case 'date':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
    case 'yearmonth':
      return true;
    case 'string':
      return type.collation === 'UTF8_BINARY';
    default:
      return false;
  }
}

/** Makes empty indexes over values of a type. */
export function valueIndexOf(type: DataType): () => ValueIndex {
  if (isIdentity(type)) {
    return () => {
      const places = new Map<Value, number>();
      const find = (value: Value): number => places.get(value) ?? -1;
      return {
        find,
        add: (value) => {
          const known = find(value);
          if (known < 0) places.set(value, places.size);
          return known;
        },
      };
    };
  }
  const equals = equalsOf(type);
  return () => {
    const values: Value[] = [];
    const find = (value: Value): number =>
      values.findIndex((other) => (other === null || value === null ? other === value : equals(other, value)));
    return {
      find,
      add: (value) => {
        const known = find(value);
        if (known < 0) values.push(value);
        return known;
      },
    };
  };
}
