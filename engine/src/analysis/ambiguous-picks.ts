/** `df["a"]` over a self-join of `df`: the column is there twice, under its own id and renewed, and either could be meant. */
import { raise } from '../errors/raise.ts';
import type { Attribute } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { mapExpressions, transformExpression } from '../tree/shapes.ts';
import type { Analysis } from './analysis.ts';

const CONFIG = 'spark.sql.analyzer.failAmbiguousSelfJoin';

/** The node with its picked columns as plain ones, once it is sure which they are. */
export function withoutPicks<P extends Plan & { readonly child: Plan }>(plan: P, analysis: Analysis): P {
  const picked: Attribute[] = [];
  const plain = mapExpressions(plan, (expression) =>
    transformExpression(expression, (node) => {
      if (node.kind !== 'attribute' || node.picked === undefined) return node;
      picked.push(node);
      const { picked: _, ...attribute } = node;
      return attribute;
    }),
  );
  if (picked.length > 0) checkPicked(picked, plan.child, analysis);
  return plain as P;
}

function checkPicked(picked: readonly Attribute[], child: Plan, analysis: Analysis): void {
  const renewed = new Set(outputOf(child).map((attribute) => attribute.renewedFrom));
  const ambiguous = picked.filter((attribute) => renewed.has(attribute.id));
  if (ambiguous.length > 0 && analysis.context.conf.get(CONFIG) !== 'false') raiseAmbiguous(ambiguous);
}

export function raiseAmbiguous(attributes: readonly Attribute[]): never {
  const ambiguousAttrs = [...new Set(attributes.map((attribute) => `${attribute.name}#${attribute.id}`))].join(', ');
  return raise('_LEGACY_ERROR_TEMP_1182', { ambiguousAttrs, config: CONFIG });
}
