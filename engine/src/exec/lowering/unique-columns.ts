/** Columns that tell a node's rows apart. */
import type { PhysicalNode } from '../../physical/node.ts';
import { ordinalOf } from './relation.ts';

export function uniqueColumns(node: PhysicalNode): readonly number[] | undefined {
  switch (node.kind) {
    case 'hash-aggregate':
      return node.partial ? undefined : node.keys.map((_, i) => i);
    case 'sort':
    case 'exchange':
    case 'broadcast-exchange':
    case 'window':
      return uniqueColumns(node.child);
    case 'pipeline':
      return node.steps.reduce<readonly number[] | undefined>((unique, step) => {
        if (step.kind === 'filter' || unique === undefined) return unique;
        const places = unique.map((ordinal) => step.list.findIndex((e) => ordinalOf(e).includes(ordinal)));
        return places.includes(-1) ? undefined : places;
      }, uniqueColumns(node.child));
    default:
      return undefined;
  }
}
