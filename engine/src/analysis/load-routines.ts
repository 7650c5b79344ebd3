/** Puts the functions written in SQL, their bodies' relations loaded, into the calls that name them. */
import type { Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { EXPRESSIONS, expressionsOf, mapExpressions, PLANS, transformExpression } from '../tree/shapes.ts';
import type { SqlFunction } from '../tree/sql-function.ts';
import { preorder } from '../tree/transform.ts';
import { isAnalyzed } from './analyzed.ts';
import type { CatalogReader } from './context.ts';

type Load = (plan: Plan, catalog: CatalogReader) => Promise<Plan>;
type Routines = ReadonlyMap<SqlFunction, SqlFunction>;
type Lookup = (parts: readonly string[]) => SqlFunction | undefined;

export async function loadRoutines(plan: Plan, catalog: CatalogReader, load: Load): Promise<Plan> {
  const lookup: Lookup = (parts) => catalog.lookupRoutine?.(parts);
  const named = new Set<SqlFunction>();
  withRoutines(plan, (parts) => {
    const found = lookup(parts);
    if (found !== undefined) named.add(found);
    return undefined;
  });
  if (named.size === 0) return plan;
  const loaded = new Map<SqlFunction, SqlFunction>();
  for (const fn of named) loaded.set(fn, await withLoadedBody(fn, catalog, load));
  return withRoutines(plan, (parts) => loadedRoutine(lookup(parts), loaded));
}

const loadedRoutine = (fn: SqlFunction | undefined, loaded: Routines): SqlFunction | undefined =>
  fn === undefined ? undefined : loaded.get(fn);

async function withLoadedBody(fn: SqlFunction, catalog: CatalogReader, load: Load): Promise<SqlFunction> {
  const defaults = await Promise.all(
    fn.parameters.map(async (parameter) => {
      if (parameter.defaultValue === undefined) return parameter;
      const body = await load({ kind: 'project', list: [parameter.defaultValue], child: { kind: 'one-row' } }, catalog);
      return { ...parameter, defaultValue: body.kind === 'project' ? body.list[0] : parameter.defaultValue };
    }),
  );
  return { ...fn, parameters: defaults, body: await load(fn.body, catalog) };
}

/** The plan with what `lookup` gives for the names of its calls; subqueries and CTEs included. */
function withRoutines(plan: Plan, lookup: Lookup): Plan {
  if (isAnalyzed(plan)) return plan;
  const children = PLANS.children(plan);
  const changed = children.map((child) => withRoutines(child, lookup));
  const rebuilt = changed.every((child, i) => child === children[i]) ? plan : PLANS.withChildren(plan, changed);
  const mapped = hasCall(rebuilt) ? mapExpressions(rebuilt, (root) => inExpression(root, lookup)) : rebuilt;
  if (mapped.kind === 'unresolved-table-function') return withRoutine(mapped, lookup);
  if (mapped.kind !== 'with') return mapped;
  return { ...mapped, ctes: mapped.ctes.map((cte) => ({ ...cte, plan: withRoutines(cte.plan, lookup) })) };
}

const HOLDS_NAMES: ReadonlySet<Expression['kind']> = new Set([
  'unresolved-function',
  'scalar-subquery',
  'exists',
  'in-subquery',
]);

function hasCall(plan: Plan): boolean {
  return expressionsOf(plan).some((root) => [...preorder(EXPRESSIONS, root)].some((e) => HOLDS_NAMES.has(e.kind)));
}

const inExpression = (root: Expression, lookup: Lookup): Expression =>
  transformExpression(root, (e) => {
    switch (e.kind) {
      case 'unresolved-function':
        return e.builtin ? e : withRoutine(e, lookup);
      case 'scalar-subquery':
      case 'exists':
      case 'in-subquery': {
        const inner = withRoutines(e.plan, lookup);
        return inner === e.plan ? e : { ...e, plan: inner };
      }
      default:
        return e;
    }
  });

function withRoutine<T extends { readonly name: readonly string[]; readonly routine?: SqlFunction }>(
  node: T,
  lookup: Lookup,
): T {
  const routine = node.routine ?? lookup(node.name);
  return routine === undefined || routine === node.routine ? node : { ...node, routine };
}
