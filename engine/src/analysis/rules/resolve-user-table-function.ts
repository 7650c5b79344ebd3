/** Calls of table functions that users registered. */
import { raise } from '../../errors/raise.ts';
import { alias, call, stringLiteral } from '../../tree/build.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Plan, UnresolvedTableFunction, UserTableFunction } from '../../tree/plan.ts';
import type { Analysis } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { tableFunctionCall } from '../user-function.ts';
import { extractGenerator, generatorCall } from './extract-generator.ts';

export function resolveUserTableFunction(
  plan: UnresolvedTableFunction,
  user: UserTableFunction,
  analysis: Analysis,
): Plan {
  if (plan.table === undefined || plan.tableArgument === undefined) {
    const generator = tableFunctionCall(user, plan.args, plan.context);
    return extractGenerator(generatorCall(generator, markAnalyzed({ kind: 'one-row' })), analysis);
  }
  const rows = asRows(analysis.analyze(plan.table, analysis), analysis);
  const [row] = outputOf(rows);
  if (row?.type.kind !== 'struct') return raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'a table without columns' });
  const { index, name, partitionColumns: count } = plan.tableArgument;
  const width = row.type.fields.length;
  const partitionColumns = Array.from({ length: count }, (_, i) => width - count + i);
  const table: Expression = name === undefined ? row : { kind: 'named-argument', name, value: row };
  const args = [...plan.args.slice(0, index), table, ...plan.args.slice(index)];
  const fn = { ...user.function, table: { argument: index, partitionColumns } };
  const generator = tableFunctionCall({ ...user, function: fn }, args, plan.context);
  const generate = extractGenerator(generatorCall(generator, rows), analysis);
  return markAnalyzed({ kind: 'project', list: outputOf(generate).slice(1), child: generate });
}

/** Each row as one struct, which is what a function gets of a table. */
function asRows(table: Plan, analysis: Analysis): Plan {
  const fields = outputOf(table).flatMap((column) => [stringLiteral(column.name), column]);
  return analysis.analyze(
    { kind: 'project', list: [alias(call('named_struct', fields), 'c')], child: table },
    analysis,
  );
}
