/** dropDuplicates on columns. */
import { raise } from '../../errors/raise.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Deduplicate, Plan } from '../../tree/plan.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';
import { byName } from '../columns.ts';

export function resolveDeduplicate(plan: Deduplicate, analysis: Analysis): Plan {
  const scope = childScope(analysis, plan.child);
  const columns = { attributes: outputOf(plan.child), caseSensitive: analysis.mode.caseSensitive };
  const keys = plan.keys.flatMap((key): readonly Expression[] => {
    if (key.kind !== 'unresolved-attribute' || key.parts.length !== 1) return [resolveIn(analysis, scope, key)];
    const found = byName(columns, key.parts[0] as string);
    if (found.length > 0) return found;
    return raise('UNRESOLVED_COLUMN_AMONG_FIELD_NAMES', {
      colName: key.parts[0] as string,
      fieldNames: columns.attributes.map((attribute) => attribute.name).join(', '),
    });
  });
  return { ...plan, keys };
}
