/** Run-time work on arrays. */
import type { QueryContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import type { DataType } from '../../types/data-type.ts';
import { comparatorOf, equalsOf } from '../../types/ordering.ts';
import type { Value } from '../../types/value.ts';
import { valueIndexOf } from './value-set.ts';

export type Values = readonly Value[];

export const MAX_ARRAY = 2_147_483_632;

export function elementOf(type: DataType | undefined): DataType {
  return type?.kind === 'array' ? type.element : { kind: 'void' };
}

export const holdsNull = (type: DataType | undefined): boolean => type?.kind === 'array' && type.containsNull;

/** For results that are NULL where an argument is, or where an element may decide nothing. */
export const byElements = (args: readonly boolean[], { types }: { readonly types: readonly DataType[] }): boolean =>
  args.some((n) => n) || types.some(holdsNull);

export function checkLength(length: number, functionName: string, parameter: string): void {
  if (length <= MAX_ARRAY) return;
  raise('COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER', {
    numberOfElements: String(length),
    functionName: `\`${functionName}\``,
    maxRoundedArrayLength: String(MAX_ARRAY),
    parameter: `\`${parameter}\``,
  });
}

/** From 0; outside it is an error under ANSI mode and NULL otherwise. */
export function itemAt(
  ansi: boolean,
  context: QueryContext | undefined,
): (array: Values, index: number | bigint) => Value {
  return (array, index) => {
    const i = Number(index);
    if (i >= 0 && i < array.length) return array[i] as Value;
    if (!ansi) return null;
    return raise('INVALID_ARRAY_INDEX', { indexValue: String(i), arraySize: String(array.length) }, { context });
  };
}

/** From 1, or from the end by negative numbers. */
export function elementAt(strict: boolean, context: QueryContext | undefined): (array: Values, index: number) => Value {
  return (array, index) => {
    if (index === 0) return raise('INVALID_INDEX_OF_ZERO', {}, { context });
    const i = index > 0 ? index - 1 : array.length + index;
    if (i >= 0 && i < array.length) return array[i] as Value;
    if (!strict) return null;
    return raise(
      'INVALID_ARRAY_INDEX_IN_ELEMENT_AT',
      { indexValue: String(index), arraySize: String(array.length) },
      { context },
    );
  };
}

export function containsIn(type: DataType): (array: Values, item: Value) => boolean | null {
  const equals = equalsOf(type);
  return (array, item) => {
    let unknown = false;
    for (const value of array) {
      if (value === null) unknown = true;
      else if (equals(value, item)) return true;
    }
    return unknown ? null : false;
  };
}

export function positionIn(type: DataType): (array: Values, item: Value) => bigint {
  const equals = equalsOf(type);
  return (array, item) => BigInt(array.findIndex((value) => value !== null && equals(value, item)) + 1);
}

export function withoutValue(type: DataType): (array: Values, item: Value) => Values {
  const equals = equalsOf(type);
  return (array, item) => array.filter((value) => value === null || !equals(value, item));
}

export const compact = (array: Values): Values => array.filter((value) => value !== null);

export function slice(array: Values, start: number, length: number): Values {
  if (start === 0) raise('INVALID_PARAMETER_VALUE.START', { parameter: '`start`', functionName: '`slice`' });
  if (length < 0) {
    raise('INVALID_PARAMETER_VALUE.LENGTH', { parameter: '`length`', length: String(length), functionName: '`slice`' });
  }
  const from = start > 0 ? start - 1 : array.length + start;
  return from < 0 || from >= array.length ? [] : array.slice(from, from + length);
}

/** `position` counts from 1, or from the end; gaps are filled with NULLs. */
export function insertAt(array: Values, position: number, item: Value): Values {
  if (position === 0) return raise('INVALID_INDEX_OF_ZERO', {});
  if (position > 0) {
    checkLength(Math.max(position, array.length + 1), 'array_insert', 'pos');
    const head = array.slice(0, position - 1);
    while (head.length < position - 1) head.push(null);
    return [...head, item, ...array.slice(position - 1)];
  }
  const at = array.length + position + 1;
  if (at >= 0) return [...array.slice(0, at), item, ...array.slice(at)];
  checkLength(-position, 'array_insert', 'pos');
  return [item, ...Array.from({ length: -at }, () => null), ...array];
}

export function repeated(item: Value, count: number): Values {
  checkLength(count, 'array_repeat', 'count');
  return new Array<Value>(Math.max(0, count)).fill(item);
}

export function concatenated(...arrays: readonly Values[]): Values {
  return arrays.flat(1);
}

/** NULL where an inner array is NULL. */
export function flattened(array: readonly (Values | null)[]): Values | null {
  const all: Value[] = [];
  for (const inner of array) {
    if (inner === null) return null;
    for (const value of inner) all.push(value);
  }
  return all;
}

export function joined(array: Values, separator: string, replacement?: string): string {
  const texts = replacement === undefined ? compact(array) : array.map((value) => value ?? replacement);
  return texts.join(separator);
}

export function distinct(type: DataType): (array: Values) => Values {
  const indexOf = valueIndexOf(type);
  return (array) => {
    const seen = indexOf();
    return array.filter((value) => seen.add(value) < 0);
  };
}

export function union(type: DataType): (a: Values, b: Values) => Values {
  const unique = distinct(type);
  return (a, b) => unique([...a, ...b]);
}

/** Distinct values of the first array that are in the second (`wanted`), or are not. */
export function filteredBy(type: DataType, wanted: boolean): (a: Values, b: Values) => Values {
  const indexOf = valueIndexOf(type);
  return (a, b) => {
    const [others, seen] = [indexOf(), indexOf()];
    for (const value of b) others.add(value);
    return a.filter((value) => others.find(value) >= 0 === wanted && seen.add(value) < 0);
  };
}

export function overlap(type: DataType): (a: Values, b: Values) => boolean | null {
  const indexOf = valueIndexOf(type);
  return (a, b) => {
    const seen = indexOf();
    for (const value of a) if (value !== null) seen.add(value);
    if (b.some((value) => value !== null && seen.find(value) >= 0)) return true;
    return a.length > 0 && b.length > 0 && (a.includes(null) || b.includes(null)) ? null : false;
  };
}

export function zipped(...arrays: readonly Values[]): readonly Values[] {
  const length = Math.max(0, ...arrays.map((a) => a.length));
  return Array.from({ length }, (_, i) => arrays.map((a) => a[i] ?? null));
}

export function extremeOf(type: DataType, sign: 1 | -1): (array: Values) => Value {
  const compare = comparatorOf(type);
  return (array) => {
    let best: Value = null;
    for (const value of array) {
      if (value !== null && (best === null || sign * compare(value, best) > 0)) best = value;
    }
    return best;
  };
}

/** Ascending has NULLs first, descending last. */
export function sorted(type: DataType): (array: Values, ascending: boolean) => Values {
  const compare = comparatorOf(type);
  return (array, ascending) => {
    const present = compact(array).toSorted(ascending ? compare : (a, b) => compare(b, a));
    const nulls = new Array<Value>(array.length - present.length).fill(null);
    return ascending ? [...nulls, ...present] : [...present, ...nulls];
  };
}

export function sortedNullsLast(type: DataType): (array: Values) => Values {
  const compare = comparatorOf(type);
  return (array) => {
    const present = compact(array).toSorted(compare);
    return [...present, ...new Array<Value>(array.length - present.length).fill(null)];
  };
}

export function sortedBy(array: Values, compare: (a: Value, b: Value) => number | null): Values {
  return array.toSorted((a, b) => {
    const order = compare(a, b);
    if (order !== null) return order;
    return raise('COMPARATOR_RETURNS_NULL', { firstValue: String(a), secondValue: String(b) });
  });
}

export function shuffledBy(random: () => number): (array: Values) => Values {
  return (array) => {
    const values = [...array];
    for (let i = values.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [values[i], values[j]] = [values[j] as Value, values[i] as Value];
    }
    return values;
  };
}
