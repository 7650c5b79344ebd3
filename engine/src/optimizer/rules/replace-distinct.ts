/** DISTINCT and dropDuplicates become aggregates: by all columns, or by the keys with the first of the others. */
import { declared } from '../../functions/registry.ts';
import { alias, booleanLiteral } from '../../tree/build.ts';
import type { AggregateCall, Attribute, Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Deduplicate, Plan } from '../../tree/plan.ts';
import { transformPlan } from '../../tree/shapes.ts';
import type { OptimizerContext, Rule } from '../context.ts';
import { resolvedCall } from '../resolved-call.ts';

export const replaceDistinct: Rule = (plan, context) =>
  transformPlan(plan, (node) => {
    switch (node.kind) {
      case 'distinct': {
        const columns = outputOf(node.child);
        return { kind: 'aggregate', grouping: columns, list: columns, child: node.child };
      }
      case 'deduplicate':
        return keepFirst(node, context);
      default:
        return node;
    }
  });

/** Ids stay what they were, so that nothing above notices. */
function keepFirst({ keys, child }: Deduplicate, context: OptimizerContext): Plan {
  const ids = new Set(keys.flatMap((key) => (key.kind === 'attribute' ? [key.id] : [])));
  const list = outputOf(child).map((column) =>
    ids.has(column.id)
      ? column
      : alias(firstOf(column, context), column.name, {
          id: column.id,
          metadata: column.metadata,
          qualifier: column.qualifier,
        }),
  );
  const grouping: readonly Expression[] = keys.length === 0 ? [booleanLiteral(true)] : keys;
  return { kind: 'aggregate', grouping, list, child };
}

function firstOf(column: Attribute, context: OptimizerContext): Expression {
  const takesFlag = declared('aggregate', 'first').overloads.some((o) => o.args.length === 2);
  const found = resolvedCall('first', takesFlag ? [column, booleanLiteral(false)] : [column], context);
  return found.kind === 'aggregate-call'
    ? ({ ...found, call: { ...found.call, nullable: column.nullable } } satisfies AggregateCall)
    : found;
}
