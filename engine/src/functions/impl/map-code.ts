/** Run-time work on maps. */
import type { QueryContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import type { DataType } from '../../types/data-type.ts';
import { equalsOf } from '../../types/ordering.ts';
import type { MapValue, Value } from '../../types/value.ts';
import type { Values } from './array-code.ts';
import { valueIndexOf } from './value-set.ts';

export function keyOf(type: DataType | undefined): DataType {
  return type?.kind === 'map' ? type.key : { kind: 'void' };
}

export function valueAt(type: DataType | undefined): (map: MapValue, key: Value) => Value {
  const equals = equalsOf(keyOf(type));
  return ({ keys, values }, key) => {
    const at = keys.findIndex((candidate) => equals(candidate, key));
    return at < 0 ? null : (values[at] as Value);
  };
}

export function hasKey(type: DataType | undefined): (map: MapValue, key: Value) => boolean {
  const equals = equalsOf(keyOf(type));
  return ({ keys }, key) => keys.some((candidate) => equals(candidate, key));
}

export type MapMaker = (keys: Values, values: Values) => MapValue;

/** Keys must be present and different. */
export function mapMaker(key: DataType, context?: QueryContext): MapMaker {
  const indexOf = valueIndexOf(key);
  return (keys, values) => {
    const seen = indexOf();
    for (const candidate of keys) {
      if (candidate === null) raise('NULL_MAP_KEY', {}, { context });
      if (seen.add(candidate) >= 0) {
        raise(
          'DUPLICATED_MAP_KEY',
          { key: String(candidate), mapKeyDedupPolicy: '"spark.sql.mapKeyDedupPolicy"' },
          { context },
        );
      }
    }
    return { keys: keys.map((k) => (Object.is(k, -0) ? 0 : k)), values };
  };
}

export function alternating(make: MapMaker): (...items: Values) => MapValue {
  return (...items) =>
    make(
      items.filter((_, i) => i % 2 === 0),
      items.filter((_, i) => i % 2 === 1),
    );
}

export function fromArrays(make: MapMaker): (keys: Values, values: Values) => MapValue {
  return (keys, values) => (keys.length === values.length ? make(keys, values) : raise('_LEGACY_ERROR_TEMP_2128', {}));
}

export function fromEntries(make: MapMaker): (entries: readonly (Values | null)[]) => MapValue | null {
  return (entries) => {
    if (entries.includes(null)) return null;
    return make(
      entries.map((entry) => (entry as Values)[0] as Value),
      entries.map((entry) => (entry as Values)[1] as Value),
    );
  };
}

export function joinedMaps(make: MapMaker): (...maps: readonly MapValue[]) => MapValue {
  return (...maps) =>
    make(
      maps.flatMap((map) => map.keys),
      maps.flatMap((map) => map.values),
    );
}

export const entriesOf = ({ keys, values }: MapValue): readonly Values[] =>
  keys.map((key, i) => [key, values[i] as Value]);
