/** What resolving one node's expressions needs: settings, the columns in reach, and the way into subqueries. */
import type { QueryContext } from '../errors/query-context.ts';
import type { Attribute, Expression, LambdaVariable } from '../tree/expression.ts';
import { isFileColumn } from '../tree/file-column.ts';
import type { Plan, WindowDefinition } from '../tree/plan.ts';
import type { CoercionMode } from './coercion/common-type.ts';
import { type Columns, resolveColumn } from './columns.ts';
import type { AnalysisContext } from './context.ts';

export interface Scope {
  /** The node's input: what suggestions and stars are made of. */
  readonly columns: Columns;
  /** Columns that only a qualified name reaches: the join keys behind USING. */
  readonly hidden: Columns;
  /** The children of the node at hand. */
  readonly inputs: readonly Plan[];
  /** Columns by name, in the order of preference of the node at hand. */
  lookup(parts: readonly string[], context: QueryContext | undefined, node: Expression): Expression | undefined;
  readonly outer: Scope | undefined;
}

export interface Resolution {
  readonly context: AnalysisContext;
  readonly mode: CoercionMode;
  readonly scope: Scope;
  readonly windows: ReadonlyMap<string, WindowDefinition>;
  readonly lambdas: readonly LambdaVariable[];
  /** Analyses a subquery's plan, which may refer to the columns of `scope`; in ANSI mode or not, where it is said. */
  subquery(plan: Plan, outer: Scope, ansi?: boolean): Plan;
}

export function scopeOf(
  attributes: readonly Attribute[],
  hidden: readonly Attribute[],
  caseSensitive: boolean,
  outer: Scope | undefined,
  inputs: readonly Plan[] = [],
): Scope {
  const columns: Columns = { attributes, caseSensitive };
  const behind: Columns = { attributes: hidden, caseSensitive };
  return {
    columns,
    hidden: behind,
    lookup: (parts, context) =>
      resolveColumn(columns, parts, context) ??
      (hidden.length === 0 ? undefined : resolveHidden(behind, parts, context)),
    inputs,
    outer,
  };
}

/** The join keys behind USING need a qualifier, the column that says of which file a row is does not. */
export function resolveHidden(
  hidden: Columns,
  parts: readonly string[],
  context: QueryContext | undefined,
): Expression | undefined {
  return (
    resolveColumn(hidden, parts, context, true) ??
    resolveColumn({ ...hidden, attributes: hidden.attributes.filter(isFileColumn) }, parts, context)
  );
}
