/** Run-time work of functions that take functions. */
import type { MapValue, Value } from '../../types/value.ts';
import type { Values } from './array-code.ts';
import type { MapMaker } from './map-code.ts';
import type { ValueIndex } from './value-set.ts';

type Test = (value: Value, index?: number) => boolean | null;

export const transformed = (array: Values, f: (value: Value, index: number) => Value): Values =>
  array.map((value, i) => f(value, i));

export const filtered = (array: Values, test: Test): Values => array.filter((value, i) => test(value, i) === true);

export function someHolds(array: Values, test: Test): boolean | null {
  let unknown = false;
  for (const value of array) {
    const answer = test(value);
    if (answer === true) return true;
    if (answer === null) unknown = true;
  }
  return unknown ? null : false;
}

export function allHold(array: Values, test: Test): boolean | null {
  let unknown = false;
  for (const value of array) {
    const answer = test(value);
    if (answer === false) return false;
    if (answer === null) unknown = true;
  }
  return unknown ? null : true;
}

export function folded(
  array: Values | null,
  start: Value,
  step: (state: Value, value: Value) => Value,
  finish?: (state: Value) => Value,
): Value {
  if (array === null) return null;
  let state = start;
  for (const value of array) state = step(state, value);
  return finish === undefined ? state : finish(state);
}

export function zippedWith(a: Values, b: Values, f: (x: Value, y: Value) => Value): Values {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => f(a[i] ?? null, b[i] ?? null));
}

type OfEntry = (key: Value, value: Value) => Value;

export const withValues = ({ keys, values }: MapValue, f: OfEntry): MapValue => ({
  keys,
  values: keys.map((key, i) => f(key, values[i] as Value)),
});

export function withKeys(make: MapMaker): (map: MapValue, f: OfEntry) => MapValue {
  return ({ keys, values }, f) =>
    make(
      keys.map((key, i) => f(key, values[i] as Value)),
      values,
    );
}

export function filteredEntries({ keys, values }: MapValue, test: OfEntry): MapValue {
  const kept = keys.map((key, i) => test(key, values[i] as Value) === true);
  return { keys: keys.filter((_, i) => kept[i]), values: values.filter((_, i) => kept[i]) };
}

export function zippedMaps(
  index: () => ValueIndex,
): (a: MapValue, b: MapValue, f: (k: Value, x: Value, y: Value) => Value) => MapValue {
  return (a, b, f) => {
    const [all, first, second] = [index(), index(), index()];
    for (const key of a.keys) first.add(key);
    for (const key of b.keys) second.add(key);
    const keys = [...a.keys, ...b.keys].filter((key) => all.add(key) < 0);
    const valueIn = (map: MapValue, places: ValueIndex, key: Value): Value => map.values[places.find(key)] ?? null;
    return { keys, values: keys.map((key) => f(key, valueIn(a, first, key), valueIn(b, second, key))) };
  };
}
