/** mapInPandas, applyInPandas and their kin as plans: the function is a call over all columns that returns rows. */
import type { UserTableFunction } from '../analysis/context.ts';
import { generatorCall } from '../analysis/rules/extract-generator.ts';
import { tableFunctionCall } from '../analysis/user-function.ts';
import { assert, internal } from '../errors/internal.ts';
import { attribute } from '../tree/build.ts';
import type { Attribute, Expression, PythonUdf } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';

export const mapInPython = (child: Plan, udf: Expression, grouping: readonly Expression[] = []): Plan => {
  const { function: fn, output } = rowsOf(udf);
  return { kind: 'python-map', function: fn, grouping, values: [], output, child };
};

export interface GroupedPlan {
  readonly plan: Plan;
  readonly grouping: readonly Expression[];
}

export function cogroupInPython(left: GroupedPlan, right: GroupedPlan, udf: Expression): Plan {
  assert(left.grouping.length === right.grouping.length, 'both sides have as many keys');
  const { function: fn, output } = rowsOf(udf);
  return {
    kind: 'python-cogroup',
    function: fn,
    leftGrouping: left.grouping,
    rightGrouping: right.grouping,
    leftValues: [],
    rightValues: [],
    output,
    left: left.plan,
    right: right.plan,
  };
}

/** A table function over columns, as a table. */
export const tableFunction = (user: UserTableFunction, args: readonly Expression[]): Plan =>
  generatorCall(tableFunctionCall(user, args), { kind: 'one-row' });

function rowsOf(udf: Expression): { readonly function: PythonUdf['function']; readonly output: readonly Attribute[] } {
  if (udf.kind !== 'python-udf' || udf.type.kind !== 'struct') {
    return internal('a function over groups or partitions returns a struct');
  }
  return {
    function: udf.function,
    output: udf.type.fields.map((f) => attribute(f.name, f.type, f.nullable)),
  };
}
