/** EXECUTE IMMEDIATE: runs the statement that a text holds. */
import { prettySql } from '../analysis/naming.ts';
import { raise } from '../errors/raise.ts';
import { parseStatement } from '../sql/parse.ts';
import { literal } from '../tree/build.ts';
import type { Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import type { ExecuteImmediate } from '../tree/variable-command.ts';
import { quoteIdentifier, sqlName } from '../types/data-type.ts';
import { collectRows } from './actions.ts';
import { identifierText } from './identifier-text.ts';
import { localRows } from './local-rows.ts';
import { NO_OPTIONS } from './run-query.ts';
import { assignOnlyRow } from './run-variable-command.ts';
import type { SparkSession, SqlParameters } from './spark-session.ts';

export async function executeImmediate(
  session: SparkSession,
  command: ExecuteImmediate,
  outer: SqlParameters,
): Promise<Plan> {
  const text = await statementText(session, command, outer);
  const parameters = await valuesUsed(session, command, outer);
  const constantText = (parsed: Expression): string => identifierText(session, parsed, parameters);
  const plan = parseStatement(text, { ...session.parseOptions, constantText, objectType: 'EXECUTE IMMEDIATE' });
  if (command.into.length === 0) return (await session.dataset(plan, parameters)).plan;
  if (plan.kind === 'command') {
    raise('INVALID_STATEMENT_FOR_EXECUTE_INTO', { sqlString: text.toUpperCase() }, { context: command.context });
  }
  await assignOnlyRow(session, command.into, plan, command.context, parameters);
  return localRows([], []);
}

async function statementText(session: SparkSession, command: ExecuteImmediate, outer: SqlParameters): Promise<string> {
  const [value] = await literals(session, [command.text], outer);
  if (typeof value?.value === 'string') return value.value;
  const where = { context: command.text.context };
  if (value !== undefined && value.value !== null) {
    raise('INVALID_EXPR_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE', { exprType: `"${sqlName(value.type)}"` }, where);
  }
  const { text } = command;
  const varName = text.kind === 'unresolved-attribute' ? text.parts.map(quoteIdentifier).join('.') : prettySql(text);
  return raise('NULL_QUERY_STRING_EXECUTE_IMMEDIATE', { varName }, where);
}

/** A variable among the values goes by its own name. */
async function valuesUsed(
  session: SparkSession,
  { using, context }: ExecuteImmediate,
  outer: SqlParameters,
): Promise<SqlParameters> {
  if (using.length === 0) return [];
  const values = await literals(
    session,
    using.map(({ value }) => value),
    outer,
  );
  const names = using.map(({ name, value }) => name ?? variableName(session, value));
  const written = using.filter(({ name }) => name !== undefined).length;
  if (written > 0 && names.includes(undefined)) {
    raise('INVALID_QUERY_MIXED_QUERY_PARAMETERS', {}, { context });
  }
  const byPosition = values.map((value, i): [string, Expression] => [`_${i}`, value]);
  if (written > 0) return new Map(values.map((value, i) => [names[i] as string, value]));
  return new Map([...byPosition, ...values.flatMap((value, i) => named(names[i], value))]);
}

const named = (name: string | undefined, value: Expression): [string, Expression][] =>
  name === undefined ? [] : [[name, value]];

function variableName(session: SparkSession, value: Expression): string | undefined {
  const isVariable = value.kind === 'unresolved-attribute' && session.variables.lookup(value.parts) !== undefined;
  return isVariable ? value.parts.at(-1) : undefined;
}

async function literals(session: SparkSession, values: readonly Expression[], outer: SqlParameters) {
  const dataset = await session.dataset({ kind: 'project', list: values, child: { kind: 'one-row' } }, outer);
  const [row] = await collectRows(dataset, NO_OPTIONS);
  return dataset.output.map(({ type }, i) => literal(row?.[i] ?? null, type));
}
