/** A column of an analysed plan by name, as `df["a"]` asks for it: at once, with the ids it has there. */
import { raise } from '../errors/raise.ts';
import { alias } from '../tree/build.ts';
import type { Expression } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { resolveColumn } from './columns.ts';
import type { AnalysisContext } from './context.ts';
import { hiddenOf } from './hidden-columns.ts';
import { resolveHidden } from './resolution.ts';

/** A field of a struct comes as an alias with the field's name. Errors carry no place: the caller knows it. */
export function resolveColumnName(plan: Plan, parts: readonly string[], context: AnalysisContext): Expression {
  const caseSensitive = context.conf.getBoolean('spark.sql.caseSensitive');
  const attributes = outputOf(plan);
  const found =
    resolveColumn({ attributes, caseSensitive }, parts, undefined) ??
    resolveHidden({ attributes: hiddenOf(plan), caseSensitive }, parts, undefined);
  if (found === undefined) {
    return raise('UNRESOLVED_COLUMN.WITH_SUGGESTION', {
      objectName: parts.map(quoteIdentifier).join('.'),
      proposal: attributes.map((attribute) => quoteIdentifier(attribute.name)).join(', '),
    });
  }
  return found.kind === 'attribute' ? found : alias(found, parts.at(-1) as string);
}
