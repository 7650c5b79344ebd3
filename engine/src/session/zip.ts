/** `zip`: the columns of two Datasets made from the same rows by projections alone, side by side. */
import { markAnalyzed } from '../analysis/analyzed.ts';
import { raise } from '../errors/raise.ts';
import { substitute } from '../optimizer/substitute.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { outputOf, toAttribute } from '../tree/output.ts';
import type { Plan, Project } from '../tree/plan.ts';
import { planKey } from '../tree/plan-key.ts';

interface Chain {
  readonly base: Plan;
  /** From the base upwards. */
  readonly projects: readonly Project[];
}

/**
 * Both sides analysed. Each projection adds what it computes to the rows of the one before, so that nothing is
 * computed twice and columns keep the ids by which the two Datasets know them.
 */
export function zip(left: Plan, right: Plan): Plan {
  const a = chainOf(left);
  const b = chainOf(right);
  if (planKey(a.base) !== planKey(b.base)) raise('ZIP_PLANS_NOT_MERGEABLE', {});
  const twins = pairs(outputOf(b.base), outputOf(a.base));
  let plan = a.base;
  for (const project of [...a.projects, ...b.projects]) plan = widened(plan, project, twins);
  const list = [...outputOf(left), ...outputOf(right)].map((column) => substitute(column, twins));
  return markAnalyzed({ kind: 'project', list, child: plan });
}

function chainOf(plan: Plan): Chain {
  const projects: Project[] = [];
  let base = plan;
  while (base.kind === 'project' || base.kind === 'subquery-alias') {
    if (base.kind === 'project') projects.unshift(base);
    base = base.child;
  }
  return { base, projects };
}

/** Where two analyses of the same base gave its columns different ids. */
function pairs(from: readonly Attribute[], to: readonly Attribute[]): ReadonlyMap<number, Expression> {
  const differing = from.flatMap((column, i): [number, Attribute][] => {
    const twin = to[i];
    return twin === undefined || twin.id === column.id ? [] : [[column.id, twin]];
  });
  return new Map(differing);
}

function widened(child: Plan, project: Project, twins: ReadonlyMap<number, Expression>): Plan {
  const present = outputOf(child);
  const known = new Set(present.map((column) => column.id));
  const added = project.list.filter((item) => item.kind !== 'attribute' && !known.has(toAttribute(item).id));
  if (added.length === 0) return child;
  return markAnalyzed({ kind: 'project', list: [...present, ...added.map((item) => substitute(item, twins))], child });
}
