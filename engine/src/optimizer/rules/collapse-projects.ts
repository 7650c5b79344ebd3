/** Projections in a row become one where nothing costly would be computed twice; a projection that changes nothing goes. */
import { isDeterministic } from '../../analysis/foldable.ts';
import type { Alias, Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Aggregate, Plan, Project } from '../../tree/plan.ts';
import { EXPRESSIONS, transformPlan } from '../../tree/shapes.ts';
import { preorder } from '../../tree/transform.ts';
import type { Rule } from '../context.ts';
import { hasPython, isCheap } from '../expression-traits.ts';
import { type Definitions, definitionsOf, substitute } from '../substitute.ts';

export const collapseProjects: Rule = (plan) =>
  transformPlan(plan, (node) => (node.kind === 'project' ? collapsed(node) : node));

function collapsed(project: Project): Plan {
  const { child } = project;
  if (isSame(project.list, child)) return child;
  if (child.kind !== 'project' && child.kind !== 'aggregate') return project;
  const definitions = definitionsOf(child.list);
  if (!mayInline(project.list, definitions, child.kind === 'aggregate')) return project;
  const aliases = new Map(child.list.flatMap((item) => (item.kind === 'alias' ? [[item.id, item] as const] : [])));
  const list = project.list.map((item) =>
    item.kind === 'attribute' ? (aliases.get(item.id) ?? item) : inlined(item, child, definitions),
  );
  return child.kind === 'project' ? { ...child, list } : { ...child, list };
}

/** Items keep their names and ids. */
function inlined(item: Expression, child: Project | Aggregate, definitions: Definitions): Expression {
  const made = substitute(item, definitions);
  if (made.kind !== 'alias' || item.kind !== 'alias' || item.metadata !== undefined) return made;
  return { ...made, metadata: metadataOf(item, child) };
}

/** An alias of a plain column has that column's metadata, which its definition may not have. */
function metadataOf(item: Alias, child: Plan): Alias['metadata'] {
  const { child: source } = item;
  if (source.kind !== 'attribute') return undefined;
  return outputOf(child).find((column) => column.id === source.id)?.metadata;
}

function isSame(list: readonly Expression[], child: Plan): boolean {
  const output = outputOf(child);
  return (
    list.length === output.length &&
    list.every((item, i) => item.kind === 'attribute' && item.id === output[i]?.id && item.name === output[i].name)
  );
}

function mayInline(list: readonly Expression[], definitions: Definitions, intoAggregate: boolean): boolean {
  const uses = usesOf(list, definitions);
  for (const [id, definition] of definitions) {
    const { count, computed } = uses.get(id) ?? NONE;
    if (!isDeterministic(definition)) return false;
    if (count > 1 && !isCheap(definition)) return false;
    if (computed && hasPython(definition)) return false;
  }
  return !intoAggregate || list.every((item) => isDeterministic(item) && !hasPython(item));
}

/** How often a column is read, and whether by more than handing it on. */
interface Uses {
  readonly count: number;
  readonly computed: boolean;
}

const NONE: Uses = { count: 0, computed: false };

function usesOf(list: readonly Expression[], definitions: Definitions): ReadonlyMap<number, Uses> {
  const uses = new Map<number, Uses>();
  for (const item of list) {
    for (const e of preorder(EXPRESSIONS, item)) {
      if (e.kind !== 'attribute' || !definitions.has(e.id)) continue;
      const { count, computed } = uses.get(e.id) ?? NONE;
      uses.set(e.id, { count: count + 1, computed: computed || item.kind !== 'attribute' });
    }
  }
  return uses;
}
