/** LATERAL: the right side, which sees the left's columns, becomes a relation of its own. */
import { allOf, conjuncts } from '../tree/conjunction.ts';
import type { Expression } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Join, Plan } from '../tree/plan.ts';
import { outerReferences } from '../tree/references.ts';
import { mapExpressions } from '../tree/shapes.ts';
import type { OptimizerContext } from './context.ts';
import { decorrelate, withoutOuter } from './decorrelate.ts';

export function rewrittenLateral(join: Join, context: OptimizerContext): Plan {
  if (outerReferences(join.right).length === 0) return { ...join, lateral: false };
  const output = outputOf(join);
  const rows = join.type === 'inner' || join.type === 'cross' ? overLeft(join.right, join.left) : undefined;
  if (rows !== undefined) {
    const child: Plan =
      join.condition === undefined ? rows : { kind: 'filter', condition: join.condition, child: rows };
    return { kind: 'project', list: output, child };
  }
  const { plan: right, conditions } = decorrelate(join.right, join.left, context);
  const condition: Expression | undefined = allOf([...conjuncts(join.condition), ...conditions]);
  const type = join.type === 'cross' && condition !== undefined ? 'inner' : join.type;
  return { kind: 'project', list: output, child: { ...join, type, condition, lateral: false, right } };
}

/** A right side that reads nothing but the left's row is computed on that row. */
function overLeft(plan: Plan, left: Plan): Plan | undefined {
  switch (plan.kind) {
    case 'one-row':
      return left;
    case 'subquery-alias':
    case 'hint':
      return overLeft(plan.child, left);
    case 'project': {
      const child = overLeft(plan.child, left);
      if (child === undefined) return undefined;
      return { ...plan, list: [...outputOf(left), ...plan.list.map(withoutOuter)], child };
    }
    case 'filter':
    case 'generate': {
      const child = overLeft(plan.child, left);
      return child === undefined ? undefined : ({ ...mapExpressions(plan, withoutOuter), child } as Plan);
    }
    default:
      return undefined;
  }
}
