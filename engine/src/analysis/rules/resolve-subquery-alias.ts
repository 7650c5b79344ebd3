/** `… AS t(a, b)`: a qualifier for the columns, and new names where given. */
import { raise } from '../../errors/raise.ts';
import { alias } from '../../tree/build.ts';
import { outputOf } from '../../tree/output.ts';
import type { Plan, SubqueryAlias } from '../../tree/plan.ts';
import { markAnalyzed } from '../analyzed.ts';

export function resolveSubqueryAlias(plan: SubqueryAlias): Plan {
  if (plan.columns.length === 0) return plan;
  const child = renamedColumns(plan.child, plan.columns, plan.context);
  return { ...plan, columns: [], child };
}

export function renamedColumns(child: Plan, names: readonly string[], context: Plan['context']): Plan {
  const output = outputOf(child);
  if (names.length !== output.length) {
    raise(
      'ASSIGNMENT_ARITY_MISMATCH',
      { numTarget: String(output.length), numExpr: String(names.length) },
      { context },
    );
  }
  const list = output.map((attribute, i) => alias(attribute, names[i] as string));
  return markAnalyzed({ kind: 'project', list, child });
}
