/** Names found in the enclosing query, and names found nowhere. */
import { raise } from '../errors/raise.ts';
import type { Expression, UnresolvedAttribute } from '../tree/expression.ts';
import { transformExpression } from '../tree/shapes.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import type { Resolution } from './resolution.ts';
import { nearest } from './suggestions.ts';

export function asOuter(found: Expression | undefined): Expression | undefined {
  if (found === undefined) return undefined;
  return transformExpression(found, (node) =>
    node.kind === 'attribute' ? { kind: 'outer-reference', attribute: node } : node,
  );
}

export function raiseUnresolved(node: UnresolvedAttribute, resolution: Resolution): never {
  const objectName = node.parts.map(quoteIdentifier).join('.');
  const options = { context: node.context };
  const { attributes } = resolution.scope.columns;
  if (attributes.length === 0) return raise('UNRESOLVED_COLUMN.WITHOUT_SUGGESTION', { objectName }, options);
  const candidates = [...attributes]
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id))
    .map((attribute) => [...attribute.qualifier, attribute.name]);
  const proposal = nearest(objectName, node.parts.length, candidates).slice(0, 5).join(', ');
  return raise('UNRESOLVED_COLUMN.WITH_SUGGESTION', { objectName, proposal }, options);
}
