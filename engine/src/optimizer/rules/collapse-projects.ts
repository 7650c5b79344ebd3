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
  const list = project.list.map((item) => inlined(item, child, definitions));
  return child.kind === 'project' ? { ...child, list } : { ...child, list };
}

/** Items keep their names and ids; a plain column of a computed one becomes its definition under that id. */
function inlined(item: Expression, child: Project | Aggregate, definitions: Definitions): Expression {
  if (item.kind !== 'attribute') {
    const made = substitute(item, definitions);
    return item.kind === 'alias' && item.metadata === undefined
      ? { ...(made as Alias), metadata: metadataOf(item, child) }
      : made;
  }
  return child.list.find((inner) => inner.kind === 'alias' && inner.id === item.id) ?? item;
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
  const uses = new Map<number, number>();
  for (const item of list) {
    for (const e of preorder(EXPRESSIONS, item)) {
      if (e.kind === 'attribute' && definitions.has(e.id)) uses.set(e.id, (uses.get(e.id) ?? 0) + 1);
    }
  }
  for (const [id, definition] of definitions) {
    const count = uses.get(id) ?? 0;
    if (!isDeterministic(definition)) return false;
    if (count > 1 && !isCheap(definition)) return false;
    if (count > 0 && hasPython(definition) && list.some((item) => item.kind !== 'attribute' && reads(item, id)))
      return false;
  }
  return !intoAggregate || list.every((item) => isDeterministic(item) && !hasPython(item));
}

function reads(item: Expression, id: number): boolean {
  for (const e of preorder(EXPRESSIONS, item)) if (e.kind === 'attribute' && e.id === id) return true;
  return false;
}
