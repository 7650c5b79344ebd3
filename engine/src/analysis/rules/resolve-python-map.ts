/** Python functions over groups: their keys, which become columns where they are computed. */
import { alias } from '../../tree/build.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf, toAttribute } from '../../tree/output.ts';
import type { Plan, PythonCogroup, PythonMap } from '../../tree/plan.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';
import { prettySql } from '../naming.ts';

export function resolvePythonMap(plan: PythonMap, analysis: Analysis): Plan {
  const values = plan.values.length > 0 ? plan.values : outputOf(plan.child);
  return { ...plan, ...keyedBy(plan.child, plan.grouping, analysis), values };
}

export function resolvePythonCogroup(plan: PythonCogroup, analysis: Analysis): Plan {
  const left = keyedBy(plan.left, plan.leftGrouping, analysis);
  const right = keyedBy(plan.right, plan.rightGrouping, analysis);
  return {
    ...plan,
    leftGrouping: left.grouping,
    rightGrouping: right.grouping,
    leftValues: plan.leftValues.length > 0 ? plan.leftValues : outputOf(plan.left),
    rightValues: plan.rightValues.length > 0 ? plan.rightValues : outputOf(plan.right),
    left: left.child,
    right: right.child,
  };
}

/** A plan with the keys among its columns. */
function keyedBy(
  child: Plan,
  grouping: readonly Expression[],
  analysis: Analysis,
): { readonly child: Plan; readonly grouping: readonly Expression[] } {
  const scope = childScope(analysis, child);
  const keys = grouping.map((key) => {
    const resolved = resolveIn(analysis, scope, key);
    return resolved.kind === 'attribute' || resolved.kind === 'alias' ? resolved : alias(resolved, prettySql(resolved));
  });
  const computed = keys.filter((key) => key.kind === 'alias');
  return {
    grouping: keys.map(toAttribute),
    child: computed.length === 0 ? child : { kind: 'project', list: [...computed, ...outputOf(child)], child },
  };
}
