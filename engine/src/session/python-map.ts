/** mapInPandas, applyInPandas and their kin as plans: the function is a call over all columns that returns rows. */
import { assert, internal } from '../errors/internal.ts';
import { attribute } from '../tree/build.ts';
import type { Attribute, Expression, PythonUdf } from '../tree/expression.ts';
import type { Plan, UserTableFunction } from '../tree/plan.ts';
import { laidOut, type TableLayout } from '../tree/table-argument.ts';

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

export interface GivenTable {
  readonly plan: Plan;
  readonly layout: TableLayout;
  readonly index: number;
  readonly name: string | undefined;
}

/** A table function over columns, and perhaps a table, as a table. */
export function tableFunction(user: UserTableFunction, args: readonly Expression[], given?: GivenTable): Plan {
  const call: Plan = { kind: 'unresolved-table-function', name: [user.name], args, function: user };
  if (given === undefined) return call;
  const partitionColumns = given.layout.partitionBy.length;
  return {
    ...call,
    table: laidOut(given.plan, given.layout),
    tableArgument: { index: given.index, name: given.name, partitionColumns },
  };
}

function rowsOf(udf: Expression): { readonly function: PythonUdf['function']; readonly output: readonly Attribute[] } {
  if (udf.kind !== 'python-udf' || udf.type.kind !== 'struct') {
    return internal('a function over groups or partitions returns a struct');
  }
  return {
    function: udf.function,
    output: udf.type.fields.map((f) => attribute(f.name, f.type, f.nullable)),
  };
}
