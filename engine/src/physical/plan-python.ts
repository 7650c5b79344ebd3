/** Python functions over groups: rows with equal keys brought together and sorted, so that each group is one run. */

import { assert, internal } from '../errors/internal.ts';
import { raise } from '../errors/raise.ts';
import { bindAll } from '../tree/bind.ts';
import { alias } from '../tree/build.ts';
import { canonicalKey, withoutAlias } from '../tree/canonical.ts';
import { EVAL } from '../tree/eval-type.ts';
import type { Alias, Attribute, Expression } from '../tree/expression.ts';
import { toAttribute } from '../tree/output.ts';
import type { Aggregate, PythonCogroup, PythonMap } from '../tree/plan.ts';
import { EXPRESSIONS, someExpression, transformExpressionDown } from '../tree/shapes.ts';
import { preorder } from '../tree/transform.ts';
import type { PlannerContext } from './context.ts';
import type { PhysicalNode } from './node.ts';
import { ascending, exchange, project, sorted, toClustered } from './node-builders.ts';

const OVER_PARTITIONS: ReadonlySet<number> = new Set([EVAL.mapPandasIter, EVAL.mapArrowIter]);

export function planPythonMap(plan: PythonMap, child: PhysicalNode, context: PlannerContext): PhysicalNode {
  // A group by nothing is all rows.
  const input = OVER_PARTITIONS.has(plan.function.evalType) ? child : inGroups(child, plan.grouping, context);
  const [grouping, values] = [ordinals(plan.grouping, input), ordinals(plan.values, input)];
  return { kind: 'python-map', output: plan.output, function: plan.function, grouping, values, child: input };
}

/** Both sides are dealt out anew: equal keys must meet, whatever their partitioning was. */
export function planPythonCogroup(
  plan: PythonCogroup,
  left: PhysicalNode,
  right: PhysicalNode,
  context: PlannerContext,
): PhysicalNode {
  const count = context.conf.getNumber('spark.sql.shuffle.partitions');
  const input = (child: PhysicalNode, grouping: readonly Expression[]): PhysicalNode => {
    const keys = bindAll(grouping, child.output);
    const together = exchange(child, keys.length === 0 ? { kind: 'single' } : { kind: 'hash', keys, count });
    return sorted(together, keys.map(ascending));
  };
  const sides = [input(left, plan.leftGrouping), input(right, plan.rightGrouping)] as const;
  return {
    kind: 'python-cogroup',
    output: plan.output,
    function: plan.function,
    grouping: [ordinals(plan.leftGrouping, sides[0]), ordinals(plan.rightGrouping, sides[1])],
    values: [ordinals(plan.leftValues, sides[0]), ordinals(plan.rightValues, sides[1])],
    left: sides[0],
    right: sides[1],
  };
}

export const isPythonAggregate = (plan: Aggregate): boolean => pythonFunctions(plan.list).length > 0;

/** One row for each group: its keys and the functions' results. There are no partial results in Python. */
export function planPythonAggregate(plan: Aggregate, child: PhysicalNode, context: PlannerContext): PhysicalNode {
  const keys = plan.grouping.map((key) => {
    assert(key.kind === 'attribute', 'grouping expressions are columns once the optimizer has pulled them out');
    return key;
  });
  const input = inGroups(child, keys, context);
  const functions = pythonFunctions(plan.list);
  if (plan.list.some((item) => someExpression(item, (e) => e.kind === 'aggregate-call'))) {
    raise('INVALID_PANDAS_UDF_PLACEMENT', { functionList: functions.map((f) => `\`${f.name}\``).join(', ') });
  }
  const node: PhysicalNode = {
    kind: 'python-aggregate',
    output: [...keys, ...functions.map(toAttribute)],
    grouping: ordinals(keys, input),
    udfs: bindAll(functions.map(withoutAlias), input.output),
    child: input,
  };
  const results = new Map(functions.map((item) => [canonicalKey(item.child), toAttribute(item)]));
  const list = plan.list.map((item) => {
    const replaced = transformExpressionDown(item, (e) =>
      e.kind === 'python-udf' ? (results.get(canonicalKey(e)) ?? e) : e,
    );
    return replaced.kind === 'alias' || replaced.kind === 'attribute' ? replaced : alias(replaced, 'column');
  });
  return project(node, list);
}

function pythonFunctions(list: readonly Expression[]): readonly Alias[] {
  const found = new Map<string, Alias>();
  for (const root of list) {
    for (const node of preorder(EXPRESSIONS, root, (e) => e.kind === 'python-udf')) {
      const key = canonicalKey(node);
      if (node.kind === 'python-udf' && !found.has(key)) found.set(key, alias(node, node.name));
    }
  }
  return [...found.values()];
}

function inGroups(child: PhysicalNode, grouping: readonly Expression[], context: PlannerContext): PhysicalNode {
  const keys = bindAll(grouping, child.output);
  const together = toClustered(child, keys, context.conf.getNumber('spark.sql.shuffle.partitions'));
  return sorted(together, keys.map(ascending));
}

const ordinals = (
  columns: readonly Expression[],
  { output }: { readonly output: readonly Attribute[] },
): readonly number[] =>
  bindAll(columns, output).map((column) =>
    column.kind === 'bound' ? column.ordinal : internal('a Python function takes columns'),
  );
