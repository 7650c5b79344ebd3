// java.util.Collection: the interface, and reading the elements of any collection.

import type { SetState } from '../../../objects/hash-table.ts';
import { javaInterface } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import type { JavaValue } from '../../value.ts';
import { valueText } from '../../value-text.ts';
import { Iterable } from './Iterator.ts';

/** What a collection holds: a list its array, any other collection something with `values()`. */
export type CollectionState = JavaValue[] | Pick<SetState, 'size' | 'values'>;

export const Collection: JavaClass<CollectionState> = javaInterface('java.util.Collection', () => ({
  interfaces: [Iterable],
}));

export function elementsOf(state: CollectionState): readonly JavaValue[] {
  return Array.isArray(state) ? state : state.values();
}

export function collectionText(values: readonly JavaValue[]): string {
  return `[${values.map(valueText).join(', ')}]`;
}
