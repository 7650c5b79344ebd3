/** The columns an expression may name, found by name and qualifier as Spark matches them. */
import type { QueryContext } from '../errors/query-context.ts';
import { raise } from '../errors/raise.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { extractField } from './extract-field.ts';

export interface Columns {
  readonly attributes: readonly Attribute[];
  readonly caseSensitive: boolean;
}

const INDEXES = new WeakMap<readonly Attribute[], Map<string, readonly Attribute[]>>();

function indexOf(attributes: readonly Attribute[]): Map<string, readonly Attribute[]> {
  const known = INDEXES.get(attributes);
  if (known !== undefined) return known;
  const index = new Map<string, Attribute[]>();
  for (const attribute of attributes) {
    const key = attribute.name.toLowerCase();
    const bucket = index.get(key);
    if (bucket === undefined) index.set(key, [attribute]);
    else bucket.push(attribute);
  }
  INDEXES.set(attributes, index);
  return index;
}

export function sameIdentifier(a: string, b: string, caseSensitive: boolean): boolean {
  return a === b || (!caseSensitive && a.toLowerCase() === b.toLowerCase());
}

export function byName(columns: Columns, name: string): readonly Attribute[] {
  const found = indexOf(columns.attributes).get(name.toLowerCase()) ?? [];
  return columns.caseSensitive ? found.filter((attribute) => attribute.name === name) : found;
}

/** Whether `qualifier` ends with `parts`. */
export function endsWith(qualifier: readonly string[], parts: readonly string[], caseSensitive: boolean): boolean {
  const offset = qualifier.length - parts.length;
  return offset >= 0 && parts.every((part, i) => sameIdentifier(part, qualifier[offset + i] as string, caseSensitive));
}

interface Match {
  readonly attributes: readonly Attribute[];
  readonly name: string;
  readonly nested: readonly string[];
}

/** The longest qualifier that fits wins; what is left over names struct fields. */
function match(columns: Columns, parts: readonly string[], qualifiedOnly: boolean): Match | undefined {
  for (let k = Math.min(3, parts.length - 1); k >= (qualifiedOnly ? 1 : 0); k--) {
    const name = parts[k] as string;
    const found = byName(columns, name).filter((attribute) =>
      endsWith(attribute.qualifier, parts.slice(0, k), columns.caseSensitive),
    );
    if (found.length > 0) return { attributes: found, name, nested: parts.slice(k + 1) };
  }
  return undefined;
}

/** The column (or a field inside it) that `parts` name; `undefined` where none does. A column takes the name as written. */
export function resolveColumn(
  columns: Columns,
  parts: readonly string[],
  context: QueryContext | undefined,
  qualifiedOnly = false,
): Expression | undefined {
  const found = match(columns, parts, qualifiedOnly);
  if (found === undefined) return undefined;
  const distinct = [...new Map(found.attributes.map((attribute) => [attribute.id, attribute])).values()];
  const [only] = distinct;
  if (only === undefined) return undefined;
  if (distinct.length > 1) {
    raise(
      'AMBIGUOUS_REFERENCE',
      {
        name: parts.map(quoteIdentifier).join('.'),
        referenceNames: `[${found.attributes.map(qualifiedName).sort().join(', ')}]`,
      },
      { context },
    );
  }
  const attribute: Attribute = {
    ...only,
    name: found.name,
    ...(context === undefined ? {} : { context }),
  };
  return found.nested.reduce<Expression>(
    (from, name) => extractField(from, name, columns.caseSensitive, context),
    attribute,
  );
}

export const qualifiedName = (attribute: Attribute): string =>
  [...attribute.qualifier, attribute.name].map(quoteIdentifier).join('.');
