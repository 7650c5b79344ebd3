// Local properties as a java.util.Properties, and back.

import type { LocalProperties } from '@tspark/engine/exec/status.ts';
import { HashTable } from '../../objects/hash-table.ts';
import { Properties } from '../java/util/Properties.ts';

export const propertiesObject = (properties: LocalProperties) =>
  Properties.of(HashTable.from(Object.entries(properties), 'hash'));

export function propertiesFrom(table: HashTable): LocalProperties {
  return Object.fromEntries(table.entries().map(({ key, value }) => [String(key), String(value)]));
}
