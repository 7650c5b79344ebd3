/**
 * A CTE with groups that several places read is made once, with the rows that any of them asks for. Its references are
 * optimized apart from each other, while their filters and choices of columns stay above them; then those that all have
 * in common go into the one body.
 */
import { isDeterministic } from '../../analysis/foldable.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import { allOf, anyOf, conjuncts } from '../../tree/conjunction.ts';
import type { Attribute, Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Plan, Shared, SubqueryAlias } from '../../tree/plan.ts';
import { planKey } from '../../tree/plan-key.ts';
import { idsOf, readsOnly, referencesOf } from '../../tree/references.ts';
import { expressionsOf, PLANS, transformPlan, transformPlanDown } from '../../tree/shapes.ts';
import { hasSubquery } from '../../tree/subquery.ts';
import { preorder } from '../../tree/transform.ts';
import type { Rule } from '../context.ts';
import { hasPython } from '../expression-traits.ts';
import { substitute } from '../substitute.ts';

/** Needs the aliases that tell of which CTE something is a reference. */
export const shareSubplans: Rule = (plan, { conf }) => {
  if (!conf.getBoolean('spark.sql.optimizer.enabled')) return plan;
  const several = [...referencesByCte(plan)].filter(([, references]) => areAlike(references)).map(([id]) => id);
  if (several.length === 0) return plan;
  const shared = new Set(several);
  return transformPlanDown(plan, (node) =>
    node.kind === 'subquery-alias' && node.cte !== undefined && shared.has(node.cte)
      ? { kind: 'shared', id: node.cte, output: outputOf(node.child), child: node.child }
      : node,
  );
};

/** References to CTEs that are worth it. What stands in such a CTE counts once, as it is made once. */
function referencesByCte(plan: Plan): ReadonlyMap<number, readonly SubqueryAlias[]> {
  const found = new Map<number, SubqueryAlias[]>();
  const walk = (node: Plan): void => {
    if (node.kind === 'subquery-alias' && node.cte !== undefined) {
      const before = found.get(node.cte);
      if (before !== undefined) {
        before.push(node);
        return;
      }
      if (isWorthIt(node.child)) found.set(node.cte, [node]);
    }
    PLANS.children(node).forEach(walk);
  };
  walk(plan);
  return found;
}

/** Less than groups is read in the time in which it could be kept. */
function isWorthIt(plan: Plan): boolean {
  const nodes = [...preorder(PLANS, plan)];
  return nodes.some(({ kind }) => kind === 'aggregate') && nodes.flatMap(expressionsOf).every(isDeterministic);
}

const areAlike = ([first, ...others]: readonly SubqueryAlias[]): boolean =>
  first !== undefined && others.length > 0 && others.every(({ child }) => planKey(child) === planKey(first.child));

/** Optimizes each shared subplan once more, with what its readers ask of it, and puts it in all their places. */
export function settleShared(plan: Plan, improve: (plan: Plan) => Plan): Plan {
  // What a CTE reads was defined before it: its own readers come first.
  const ids = [...new Set(sharedIn(plan).map(({ id }) => id))].sort((a, b) => b - a);
  return ids.reduce((made, id) => settled(made, id, improve), plan);
}

const sharedIn = (plan: Plan): readonly Shared[] =>
  [...preorder(PLANS, plan)].filter((node): node is Shared => node.kind === 'shared');

function settled(plan: Plan, id: number, improve: (plan: Plan) => Plan): Plan {
  const readers = readersOf(plan, id);
  const [first] = readers;
  if (first === undefined) return plan;
  const { child } = first.shared;
  const columns = outputOf(child);
  const read = columns.map((_, i) => readers.some(({ reads }) => reads(i)));
  const asked = readers.map(({ conditions, shared }) => conditions.map((e) => inBody(e, shared, columns)));
  const condition = askedByAny(asked, columns);
  const filtered: Plan = condition === undefined ? child : { kind: 'filter', condition, child };
  const kept = columns.filter((_, i) => read[i]);
  const body = improve(kept.length === columns.length ? filtered : { kind: 'project', list: kept, child: filtered });
  return transformPlan(plan, (node) =>
    node.kind === 'shared' && node.id === id
      ? { ...node, output: node.output.filter((_, i) => read[i]), child: body }
      : node,
  );
}

interface Reading {
  readonly shared: Shared;
  /** What of a filter right above can be tested before. */
  readonly conditions: readonly Expression[];
  readonly reads: (column: number) => boolean;
}

function readersOf(plan: Plan, id: number): readonly Reading[] {
  const found = new Map<Shared, Reading>();
  const add = (node: Plan, conditions: readonly Expression[], list: readonly Expression[] | undefined): void => {
    if (node.kind !== 'shared' || node.id !== id || found.has(node)) return;
    const read = list === undefined ? undefined : referencesOf(...list, ...conditions);
    const own = idsOf(node.output);
    found.set(node, {
      shared: node,
      conditions: conditions.filter((e) => isDeterministic(e) && !hasPython(e) && !hasSubquery(e) && readsOnly(e, own)),
      reads: (i) => read === undefined || read.has((node.output[i] as Attribute).id),
    });
  };
  for (const node of preorder(PLANS, plan)) {
    const [list, below] = node.kind === 'project' ? [node.list, node.child] : [undefined, node];
    if (below.kind === 'filter') add(below.child, conjuncts(below.condition), list);
    else add(below, [], list);
  }
  return [...found.values()];
}

const inBody = (e: Expression, { output }: Shared, columns: readonly Attribute[]): Expression =>
  substitute(e, new Map(output.map(({ id }, i) => [id, columns[i] as Attribute])));

/**
 * What all of them ask, and for each column that they all ask something of, that it be what any of them wants: each part
 * finds its own way down. Undefined where one of them asks for all rows.
 */
function askedByAny(
  readers: readonly (readonly Expression[])[],
  columns: readonly Attribute[],
): Expression | undefined {
  const [first = [], ...others] = readers;
  const keys = others.map((list) => new Set(list.map(canonicalKey)));
  const common = first.filter((e) => keys.every((those) => those.has(canonicalKey(e))));
  const inAll = new Set(common.map(canonicalKey));
  const perColumn = columns.flatMap((column) => {
    const own = idsOf([column]);
    const asked = readers.map((list) => allOf(list.filter((e) => !inAll.has(canonicalKey(e)) && readsOnly(e, own))));
    if (!asked.every((e) => e !== undefined)) return [];
    return anyOf([...new Map(asked.map((e) => [canonicalKey(e), e])).values()]) ?? [];
  });
  return allOf([...common, ...perColumn]);
}
