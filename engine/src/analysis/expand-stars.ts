/** `*`, `t.*`, `s.*` and their EXCEPT: the columns they stand for. */
import { raise } from '../errors/raise.ts';
import { alias } from '../tree/build.ts';
import type { Attribute, Expression, RegexColumn, Star } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { endsWith, sameIdentifier } from './columns.ts';
import type { Scope } from './resolution.ts';
import { nearest } from './suggestions.ts';

export function expandStar(star: Star, scope: Scope, caseSensitive: boolean): readonly Expression[] {
  const all = targets(star, scope, caseSensitive);
  if (star.except.length === 0) return all;
  const unknown = star.except.find(
    (parts) => !all.some((column) => named(column, parts, caseSensitive) || holds(column, parts, caseSensitive)),
  );
  if (unknown !== undefined) {
    raise(
      'UNRESOLVED_COLUMN.WITH_SUGGESTION',
      {
        objectName: unknown.map(quoteIdentifier).join('.'),
        proposal: nearest(
          unknown.map(quoteIdentifier).join('.'),
          1,
          all.map((column) => [nameOf(column)]),
        )
          .slice(0, 5)
          .join(', '),
      },
      { context: star.context },
    );
  }
  return all.filter((column) => !star.except.some((parts) => named(column, parts, caseSensitive)));
}

function targets(star: Star, scope: Scope, caseSensitive: boolean): readonly Expression[] {
  const { attributes } = scope.columns;
  if (star.columns !== undefined) return star.columns;
  if (star.target.length === 0) return attributes;
  const qualified = [...scope.hidden.attributes, ...attributes].filter(
    (attribute) => attribute.qualifier.length > 0 && endsWith(attribute.qualifier, star.target, caseSensitive),
  );
  if (qualified.length > 0) return qualified;
  return structFields(star, scope) ?? cannotExpand(star, attributes);
}

function structFields(star: Star, scope: Scope): readonly Expression[] | undefined {
  const holder = scope.lookup(star.target, star.context, star);
  if (holder === undefined) return undefined;
  const type = typeOf(holder);
  if (type.kind !== 'struct') return undefined;
  return type.fields.map((f, ordinal) => alias({ kind: 'get-field', child: holder, ordinal, name: f.name }, f.name));
}

function cannotExpand(star: Star, attributes: readonly Attribute[]): never {
  return raise(
    'CANNOT_RESOLVE_STAR_EXPAND',
    {
      targetString: star.target.map(quoteIdentifier).join('.'),
      columns: attributes
        .map((attribute) => quoteIdentifier(attribute.name))
        .sort()
        .join(', '),
    },
    { context: star.context },
  );
}

const nameOf = (column: Expression): string =>
  column.kind === 'attribute' || column.kind === 'alias' ? column.name : '';

function named(column: Expression, parts: readonly string[], caseSensitive: boolean): boolean {
  const name = parts.at(-1) as string;
  if (!sameIdentifier(nameOf(column), name, caseSensitive)) return false;
  const qualifier = column.kind === 'attribute' ? column.qualifier : [];
  return parts.length === 1 || endsWith(qualifier, parts.slice(0, -1), caseSensitive);
}

/** `EXCEPT (s.a)`: the field of a struct column. */
function holds(column: Expression, parts: readonly string[], caseSensitive: boolean): boolean {
  return parts.length > 1 && sameIdentifier(nameOf(column), parts[0] as string, caseSensitive);
}

/** Java's `(x)?+` gives nothing back once it has matched: a look-ahead does the same. */
function withoutPossessive(pattern: string): string {
  let groups = 0;
  return pattern.replaceAll(/(\([^()]*\)|\[[^\]]*\]|\\?.)([?*+])\+/g, (_, atom: string, repeat: string) => {
    groups += 1;
    return `(?=(?<p${groups}>(?:${atom})${repeat}))\\k<p${groups}>`;
  });
}

/** Columns whose whole name matches; Java's and JavaScript's expressions agree as far as names go. */
export function expandRegex(
  node: RegexColumn,
  attributes: readonly Attribute[],
  caseSensitive: boolean,
): readonly Attribute[] {
  const pattern = new RegExp(`^(?:${withoutPossessive(node.pattern)})$`, caseSensitive ? '' : 'i');
  const { table } = node;
  return attributes.filter(
    (attribute) =>
      pattern.test(attribute.name) && (table === undefined || endsWith(attribute.qualifier, [table], caseSensitive)),
  );
}
