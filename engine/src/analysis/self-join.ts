/** `df.join(df2, df.id == df2.id)` where both come from one Dataset: the columns are the same until the right side is renewed. */
import type { Attribute, Expression } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { transformExpression } from '../tree/shapes.ts';
import { raiseAmbiguous } from './ambiguous-picks.ts';
import type { Analysis } from './analysis.ts';

/** `given` is the right side as the user knows it, `renewed` as it stands in the join, column by column. */
export function selfJoinCondition(condition: Expression, given: Plan, renewed: Plan, analysis: Analysis): Expression {
  if (given === renewed) return condition;
  const fresh = new Map<number, Attribute>();
  outputOf(given).forEach((before, i) => {
    const after = outputOf(renewed)[i];
    if (after !== undefined && after.id !== before.id) fresh.set(before.id, after);
  });
  return transformExpression(condition, (node) => {
    if (node.kind !== 'unresolved-function' || node.args.length !== 2) return node;
    const [left, right] = node.args;
    if (left?.kind !== 'attribute' || right?.kind !== 'attribute') return node;
    const [name] = node.name;
    const own = fresh.get(right.id);
    if ((name === '=' || name === '<=>') && left.id === right.id && own !== undefined) {
      return { ...node, args: [left, own] };
    }
    if (fresh.has(left.id) && own !== undefined && checks(analysis)) raiseAmbiguous([left, right]);
    return node;
  });
}

const CONFIG = 'spark.sql.analyzer.failAmbiguousSelfJoin';

const checks = (analysis: Analysis): boolean => analysis.context.conf.get(CONFIG) !== 'false';
