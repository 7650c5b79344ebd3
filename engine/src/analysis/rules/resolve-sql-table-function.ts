/** Table functions written in SQL: the body's query, with the arguments behind its parameters' names. */
import { raise } from '../../errors/raise.ts';
import { alias } from '../../tree/build.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf, typeOf } from '../../tree/output.ts';
import type { Plan, UnresolvedTableFunction } from '../../tree/plan.ts';
import type { SqlFunction } from '../../tree/sql-function.ts';
import { sameType } from '../../types/data-type.ts';
import { type Analysis, attributeScope, resolveIn } from '../analysis.ts';
import { independentCopy } from '../fresh-ids.ts';
import { argumentValues, castToDeclared, parameterScope, quotedName } from '../sql-function-call.ts';

/** The body's columns get the declared names and types. */
export function sqlTableFunction(plan: UnresolvedTableFunction, fn: SqlFunction, analysis: Analysis): Plan {
  const functionName = quotedName(fn);
  if (fn.result !== undefined && fn.result.kind !== 'table')
    return raise('NOT_A_TABLE_FUNCTION', { functionName }, { context: plan.context });
  const resolve = (e: Expression): Expression => resolveIn(analysis, attributeScope(analysis, []), e);
  const args = plan.args.map((argument) =>
    argument.kind === 'named-argument' ? { ...argument, value: resolve(argument.value) } : resolve(argument),
  );
  const values = argumentValues(plan, fn, args, analysis, resolve);
  const outer = parameterScope(fn, values, analysis);
  const body = analysis.analyze(fn.body, {
    ...analysis,
    mode: { ...analysis.mode, ansi: fn.ansi },
    outer,
    ctes: undefined,
  });
  const columns = outputOf(body);
  if (fn.result === undefined) return body;
  checkCount(fn, fn.result.columns.length, columns.length);
  const list = fn.result.columns.map(({ name, type }, i) => {
    const column = columns[i] as Expression;
    return alias(sameType(typeOf(column), type) ? column : castToDeclared(column, type, analysis, plan), name);
  });
  const child = independentCopy(analysis.analyze({ kind: 'project', list, child: body }, analysis));
  return { kind: 'subquery-alias', name: fn.name.slice(-1), columns: [], child };
}

function checkCount(fn: SqlFunction, wanted: number, found: number): void {
  if (wanted === found) return;
  const sizes = { outputSize: String(found), returnParamSize: String(wanted) };
  raise('USER_DEFINED_FUNCTIONS.RETURN_COLUMN_COUNT_MISMATCH', { name: fn.name.join('.'), ...sizes });
}
