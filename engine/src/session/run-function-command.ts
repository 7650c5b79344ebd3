/** CREATE and DROP of functions written in SQL. */

import { load, namedRelations } from '../analysis/load.ts';
import type { SqlFunctions } from '../catalog/sql-functions.ts';
import { raise } from '../errors/raise.ts';
import { findFunction } from '../functions/registry.ts';
import { literal } from '../tree/build.ts';
import type { Expression, UnresolvedFunction } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { EXPRESSIONS, expressionsOf, PLANS } from '../tree/shapes.ts';
import type { CreateFunction, SqlFunction, SqlFunctionCommand, SqlResult } from '../tree/sql-function.ts';
import { hasSubquery } from '../tree/subquery.ts';
import { preorder } from '../tree/transform.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { relationReader } from './relations.ts';
import type { SparkSession } from './spark-session.ts';

export async function runFunctionCommand(session: SparkSession, command: SqlFunctionCommand): Promise<void> {
  if (command.kind === 'create-function') return create(session, command);
  const name = functionName(session, command.name, command.temporary);
  if (functionsOf(session, command.temporary).drop(name) || command.ifExists) return;
  raise('ROUTINE_NOT_FOUND', { routineName: name.map(quoteIdentifier).join('.') });
}

const functionsOf = (session: SparkSession, temporary: boolean): SqlFunctions =>
  temporary ? session.catalog.temporaryRoutines : session.catalog.tables.routines;

/** Alone where it is temporary, else with catalog and database. */
function functionName(session: SparkSession, parts: readonly string[], temporary: boolean): readonly string[] {
  if (temporary) return parts.slice(-1);
  const { currentCatalog, currentDatabase } = session.catalog;
  const full = parts.length === 1 ? [currentDatabase, ...parts] : parts;
  return full.length === 2 ? [currentCatalog, ...full] : full;
}

async function create(session: SparkSession, command: CreateFunction): Promise<void> {
  const { temporary, parameters, body } = command;
  const name = functionName(session, command.name, temporary);
  const functions = functionsOf(session, temporary);
  if (functions.find(name) !== undefined && !command.replace) {
    if (command.ifNotExists) return;
    const routineName = name.map(quoteIdentifier).join('.');
    raise('ROUTINE_ALREADY_EXISTS', { routineName, newRoutineType: 'routine', existingRoutineType: 'routine' });
  }
  checkNames(command);
  checkDefaults(command);
  checkBody(command);
  const declared = command.result === 'table' ? undefined : command.result;
  const { ansi } = session.parseOptions;
  const readsData = readsTables(session, body);
  if (command.readsNothing && readsData) raise('INVALID_SQL_FUNCTION_DATA_ACCESS', {});
  const fn: SqlFunction = { name, parameters, result: declared, body, ansi, readsData };
  if (!temporary) checkLasting(session, fn);
  checkCycles(session, fn, [name.join('.')]);
  functions.put({ ...fn, result: await foundResult(session, command, fn) });
}

const shortName = ({ name }: CreateFunction): string => name.join('.');

function repeatedNames(names: readonly string[]): string {
  const lower = names.map((name) => name.toLowerCase());
  return [...new Set(lower.filter((name, i) => lower.indexOf(name) !== i))].map(quoteIdentifier).join(', ');
}

function checkNames(command: CreateFunction): void {
  const routineName = shortName(command);
  const names = repeatedNames(command.parameters.map(({ name }) => name));
  if (names !== '') raise('DUPLICATE_ROUTINE_PARAMETER_NAMES', { routineName, names });
  const { result } = command;
  const columns = typeof result === 'object' && result.kind === 'table' ? result.columns : [];
  const repeated = repeatedNames(columns.map(({ name }) => name));
  if (repeated !== '') raise('DUPLICATE_ROUTINE_RETURNS_COLUMNS', { routineName, columns: repeated });
}

function checkDefaults(command: CreateFunction): void {
  const { parameters } = command;
  const functionName = shortName(command);
  for (const [i, { name, defaultValue }] of parameters.entries()) {
    if (defaultValue === undefined) continue;
    if (hasSubquery(defaultValue)) {
      raise('USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_EXPRESSION', { functionName, parameterName: name });
    }
    const next = parameters[i + 1];
    if (next === undefined || next.defaultValue !== undefined) continue;
    const names = { parameterName: name, nextParameterName: next.name };
    raise('USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_PARAMETER_POSITION', { functionName, ...names });
  }
}

function checkBody(command: CreateFunction): void {
  const { result, body, isQuery, bodyText } = command;
  const isTable = result === 'table' || result?.kind === 'table';
  if (isTable && !isQuery)
    raise('USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_BODY_MUST_BE_A_QUERY', { name: shortName(command) });
  if (isTable || isQuery) return;
  const [value] = expressionsOf(body);
  if (value !== undefined && [...preorder(EXPRESSIONS, value)].some(isComplex)) {
    raise('USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS', { queryText: bodyText });
  }
}

const isComplex = (e: Expression): boolean =>
  e.kind === 'unresolved-function' && ['aggregate', 'window', 'generator'].includes(kindOf(e.name) ?? '');

const kindOf = (name: readonly string[]): string | undefined => findFunction(name.at(-1) ?? '')?.kind;

/** Analyses a call with NULLs; the body says what a result left open is. */
async function foundResult(session: SparkSession, command: CreateFunction, fn: SqlFunction): Promise<SqlResult> {
  const args = fn.parameters.map(({ type }) => literal(null, type));
  const { context } = command;
  const routine: SqlFunction = { ...fn, body: await load(fn.body, relationReader(session)) };
  if (command.result === 'table' || command.result?.kind === 'table') {
    const { schema } = await session.dataset({
      kind: 'unresolved-table-function',
      name: fn.name,
      args,
      routine,
      context,
    });
    return fn.result ?? { kind: 'table', columns: schema.fields };
  }
  const call: UnresolvedFunction = {
    kind: 'unresolved-function',
    name: fn.name,
    args,
    distinct: false,
    filter: undefined,
    ignoreNulls: undefined,
    withinGroup: [],
    builtin: false,
    routine,
    context,
  };
  const { schema } = await session.dataset({ kind: 'project', list: [call], child: { kind: 'one-row' } });
  const [value] = schema.fields;
  return fn.result ?? { kind: 'scalar', type: value?.type ?? { kind: 'void' } };
}

const readsTables = (session: SparkSession, body: Plan): boolean =>
  namedRelations(body).length > 0 ||
  namesCalled(body).some((name) => session.catalog.lookupRoutine(name)?.readsData === true);

/** What outlives the session must not depend on what belongs to it. */
function checkLasting(session: SparkSession, { name, body }: SqlFunction): void {
  const refuse = (tempObj: string, found: string): never =>
    raise('INVALID_TEMP_OBJ_REFERENCE', {
      obj: 'FUNCTION',
      objName: name.slice(1).map(quoteIdentifier).join('.'),
      tempObj,
      tempObjName: quoteIdentifier(found),
    });
  for (const called of namesCalled(body)) {
    const found = session.catalog.lookupRoutine(called);
    if (found?.name.length === 1) refuse('FUNCTION', found.name[0] as string);
  }
  for (const { parts } of namedRelations(body)) {
    const view = session.catalog.findView(parts);
    if (view !== undefined) refuse('VIEW', view.name);
  }
}

/** `path` are the functions on the way here. */
function checkCycles(session: SparkSession, fn: SqlFunction, path: readonly string[]): void {
  for (const name of namesCalled(fn.body)) {
    const found = session.catalog.lookupRoutine(name);
    const called = (found?.name ?? functionName(session, name, false)).join('.');
    if (path[0]?.toLowerCase() === called.toLowerCase()) {
      raise('CYCLIC_FUNCTION_REFERENCE', { path: [...path, path[0]].join(' -> ') });
    }
    if (found !== undefined) checkCycles(session, found, [...path, called]);
  }
}

function namesCalled(plan: Plan): readonly (readonly string[])[] {
  return [...preorder(PLANS, plan)].flatMap((node) => {
    const within = expressionsOf(node).flatMap((root) => [...preorder(EXPRESSIONS, root)].flatMap(namesIn));
    if (node.kind === 'unresolved-table-function') return [node.name, ...within];
    return node.kind === 'with' ? [...node.ctes.flatMap((cte) => namesCalled(cte.plan)), ...within] : within;
  });
}

function namesIn(e: Expression): readonly (readonly string[])[] {
  switch (e.kind) {
    case 'unresolved-function':
      return [e.name];
    case 'scalar-subquery':
    case 'exists':
    case 'in-subquery':
      return namesCalled(e.plan);
    default:
      return [];
  }
}
