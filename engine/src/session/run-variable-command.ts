/** DECLARE, SET and DROP of session variables. */

import { type SessionVariable, variableNamed } from '../catalog/session-variables.ts';
import type { QueryContext } from '../errors/query-context.ts';
import { raise } from '../errors/raise.ts';
import { alias } from '../tree/build.ts';
import type { Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { hasSubquery } from '../tree/subquery.ts';
import { preorder } from '../tree/transform.ts';
import type { DeclareVariable, ExecuteImmediate, VariableCommand, VariableName } from '../tree/variable-command.ts';
import { type DataType, quoteIdentifier } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { collectRows } from './actions.ts';
import type { Dataset } from './dataset.ts';
import { firstRows, NO_OPTIONS } from './run-query.ts';
import type { SparkSession, SqlParameters } from './spark-session.ts';

export async function runVariableCommand(
  session: SparkSession,
  command: Exclude<VariableCommand, ExecuteImmediate>,
  parameters: SqlParameters,
): Promise<void> {
  switch (command.kind) {
    case 'declare-variables':
      return declare(session, command, parameters);
    case 'set-variables': {
      const targets = command.assignments.map(({ target }) => existing(session, target));
      checkDistinct(targets);
      const values = command.assignments.map(({ value }, i) => assigned(value, targets[i] as SessionVariable));
      const casts = values.map((value, i) => castTo(value, (targets[i] as SessionVariable).type, command.context));
      return assign(session, targets, await computed(session, casts, parameters));
    }
    case 'set-variables-from':
      return assignOnlyRow(session, command.targets, command.query, command.context, parameters);
    case 'drop-variable': {
      const name = variableNamed(command.name.parts);
      if (name !== undefined && session.variables.drop(name)) return;
      if (command.ifExists) return;
      return raise('VARIABLE_NOT_FOUND', { variableName: fullName(command.name.parts.at(-1) ?? '') });
    }
  }
}

const fullName = (name: string): string => ['system', 'session', name].map(quoteIdentifier).join('.');

async function declare(session: SparkSession, command: DeclareVariable, parameters: SqlParameters): Promise<void> {
  const names = command.names.map((name) => newName(session, name, command.replace));
  const repeated = names.find((name, i) => names.some((other, j) => j < i && session.sameName(name, other)));
  if (repeated !== undefined) {
    raise('DUPLICATE_VARIABLE_NAME_INSIDE_DECLARE', { variableName: fullName(repeated.toLowerCase()) });
  }
  const { defaultValue, context } = command;
  if (hasSubquery(defaultValue)) {
    raise('INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION', {
      statement: 'DECLARE VARIABLE',
      colName: fullName(names[0] as string),
      defaultValue: command.defaultText,
    });
  }
  const initial = command.type === undefined ? defaultValue : castTo(defaultValue, command.type, context);
  const dataset = await projected(session, [initial], parameters);
  const type = command.type ?? (dataset.output[0]?.type as DataType);
  const [row] = await collectRows(dataset, NO_OPTIONS);
  for (const name of names) session.variables.put({ name, type, defaultValue, value: row?.[0] ?? null });
}

function newName(session: SparkSession, { parts, context }: VariableName, replace: boolean): string {
  const name = variableNamed(parts);
  if (name === undefined) {
    const variableName = parts.map(quoteIdentifier).join('.');
    return raise('UNRESOLVED_VARIABLE', { variableName, searchPath: '[`system`.`session`]' }, { context });
  }
  if (!replace && session.variables.find(name) !== undefined) {
    raise('VARIABLE_ALREADY_EXISTS', { variableName: fullName(name) });
  }
  return name;
}

function existing(session: SparkSession, { parts, context }: VariableName): SessionVariable {
  const name = variableNamed(parts);
  const found = name === undefined ? undefined : session.variables.find(name);
  if (found !== undefined) return found;
  const variableName = parts.map(quoteIdentifier).join('.');
  return raise('UNRESOLVED_VARIABLE', { variableName, searchPath: session.catalog.searchPath }, { context });
}

function checkDistinct(targets: readonly SessionVariable[]): void {
  const names = targets.map(({ name }) => name);
  const repeated = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  if (repeated.length > 0) raise('DUPLICATE_ASSIGNMENTS', { nameList: repeated.map(quoteIdentifier).join(', ') });
}

const isDefault = (e: Expression): boolean =>
  e.kind === 'unresolved-attribute' && e.parts.length === 1 && e.parts[0]?.toUpperCase() === 'DEFAULT';

/** DEFAULT stands for the variable's default where it is the whole value. */
function assigned(value: Expression, target: SessionVariable): Expression {
  if (isDefault(value)) return target.defaultValue;
  for (const node of preorder(EXPRESSIONS, value)) if (isDefault(node)) raise('DEFAULT_PLACEMENT_INVALID', {});
  return value;
}

const castTo = (child: Expression, to: DataType, context: QueryContext): Expression => ({
  kind: 'cast',
  child,
  to,
  mode: 'ansi',
  implicit: true,
  context,
});

function projected(session: SparkSession, values: readonly Expression[], parameters: SqlParameters): Promise<Dataset> {
  const list = values.map((value, i) => alias(value, `value${i}`));
  return session.dataset({ kind: 'project', list, child: { kind: 'one-row' } }, parameters);
}

async function computed(
  session: SparkSession,
  values: readonly Expression[],
  parameters: SqlParameters,
): Promise<readonly Value[]> {
  const rows = await collectRows(await projected(session, values, parameters), NO_OPTIONS);
  return rows[0] ?? [];
}

/** Assigns the columns of a query's only row; no row gives NULLs. */
export async function assignOnlyRow(
  session: SparkSession,
  names: readonly VariableName[],
  query: Plan,
  context: QueryContext,
  parameters: SqlParameters,
): Promise<void> {
  const targets = names.map((name) => existing(session, name));
  checkDistinct(targets);
  const dataset = await session.dataset(query, parameters);
  const { output } = dataset;
  if (output.length !== targets.length) {
    const counts = { numTarget: String(targets.length), numExpr: String(output.length) };
    raise('ASSIGNMENT_ARITY_MISMATCH', counts);
  }
  const casts = output.map((column, i) => {
    const { name, type } = targets[i] as SessionVariable;
    return alias(castTo(column, type, context), name);
  });
  const cast = await dataset.derive((child) => ({ kind: 'project', list: casts, child }));
  const rows = await firstRows(cast.execution, cast.output, 2, NO_OPTIONS);
  if (rows.length > 1) raise('ROW_SUBQUERY_TOO_MANY_ROWS', {});
  assign(session, targets, rows[0] ?? []);
}

function assign(session: SparkSession, targets: readonly SessionVariable[], values: readonly Value[]): void {
  for (const [i, target] of targets.entries()) session.variables.put({ ...target, value: values[i] ?? null });
}
