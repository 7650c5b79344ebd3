/** A node may use only what its children offer; a column of another Dataset is an error, or fetched from below. */
import { raise } from '../errors/raise.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { isFileColumn } from '../tree/file-column.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { attributesIn, outerReferences } from '../tree/references.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { isSubquery } from '../tree/subquery.ts';
import { preorder } from '../tree/transform.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { exposing, hiddenOf } from './hidden-columns.ts';

const IDS = new WeakMap<readonly Attribute[], ReadonlySet<number>>();

export function idSet(attributes: readonly Attribute[]): ReadonlySet<number> {
  let ids = IDS.get(attributes);
  if (ids === undefined) {
    ids = new Set(attributes.map((attribute) => attribute.id));
    IDS.set(attributes, ids);
  }
  return ids;
}

/** Columns used that the child does not show. */
export function missingFrom(child: Plan, expressions: readonly Expression[]): readonly Attribute[] {
  const ids = idSet(outputOf(child));
  const used = attributesIn(...expressions, ...hiddenInSubqueries(child, expressions));
  return used.filter((attribute) => !ids.has(attribute.id));
}

/** Keys behind USING that subqueries ask for. What else they ask for may belong to queries further out. */
function hiddenInSubqueries(child: Plan, expressions: readonly Expression[]): readonly Attribute[] {
  const subqueries = expressions.flatMap((root) => [...preorder(EXPRESSIONS, root)].filter(isSubquery));
  if (subqueries.length === 0) return [];
  const hidden = idSet(hiddenOf(child));
  return subqueries.flatMap(({ plan }) => outerReferences(plan)).filter(({ id }) => hidden.has(id));
}

const NONE: ReadonlySet<number> = new Set();

/** The child, made to show what the expressions use; raises where it cannot. `known` come from elsewhere. */
export function supplying(
  operator: string,
  child: Plan,
  expressions: readonly Expression[],
  known: ReadonlySet<number> = NONE,
): Plan {
  const missing = missingFrom(child, expressions).filter((attribute) => !known.has(attribute.id));
  if (missing.length === 0) return child;
  return exposing(child, missing) ?? raiseMissing(operator, missing, outputOf(child), expressions);
}

/** As `supplying`, where only join keys behind USING may be fetched: what was projected away is gone. */
export function supplyingHidden(
  operator: string,
  child: Plan,
  expressions: readonly Expression[],
  known: ReadonlySet<number> = NONE,
): Plan {
  const missing = missingFrom(child, expressions).filter((attribute) => !known.has(attribute.id));
  if (missing.length === 0) return child;
  const hidden = idSet(hiddenOf(child));
  const gone = missing.filter((attribute) => !hidden.has(attribute.id) && !isFileColumn(attribute));
  if (gone.length > 0) raiseMissing(operator, gone, outputOf(child), expressions);
  return supplying(operator, child, expressions, known);
}

export function raiseMissing(
  operator: string,
  missing: readonly Attribute[],
  input: readonly Attribute[],
  expressions: readonly Expression[],
): never {
  const names = (attributes: readonly Attribute[]): string =>
    attributes.map((a) => quoteIdentifier(a.name).replaceAll('`', '"')).join(', ');
  const parameters = { missingAttributes: names(missing), input: names(input), operator };
  const context = expressions.find((e) => e.context !== undefined)?.context;
  const inputNames = new Set(input.map((a) => a.name));
  const same = missing.filter((a) => inputNames.has(a.name));
  if (same.length > 0) {
    return raise(
      'MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_APPEAR_IN_OPERATION',
      { ...parameters, operation: names(same) },
      { context },
    );
  }
  return raise('MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT', parameters, { context });
}
