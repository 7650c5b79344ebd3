/** Statements that do something: each gives the rows Spark shows for it. */
import { CATALOG, type CatalogTable, quotedTable } from '../catalog/catalog-table.ts';
import { GLOBAL_TEMP, type ViewScope } from '../catalog/session-catalog.ts';
import { variableNamed } from '../catalog/session-variables.ts';
import { raise } from '../errors/raise.ts';
import { sourceNamed } from '../sources/registry.ts';
import type { Command } from '../tree/command.ts';
import type { Plan } from '../tree/plan.ts';
import { quoteIdentifier, STRING } from '../types/data-type.ts';
import { count } from './actions.ts';
import { DEFAULT_LEVEL } from './cache-manager.ts';
import type { Dataset } from './dataset.ts';
import {
  describeColumns,
  describeFunction,
  describeRelation,
  showColumns,
  showDatabases,
  showFunctions,
  showTables,
} from './describe.ts';
import { executeImmediate } from './execute-immediate.ts';
import { localRows } from './local-rows.ts';
import { persist, unpersist } from './persist.ts';
import { fileRelation, readFiles } from './read.ts';
import { runFunctionCommand } from './run-function-command.ts';
import { NO_OPTIONS } from './run-query.ts';
import { runVariableCommand } from './run-variable-command.ts';
import type { SparkSession, SqlParameters } from './spark-session.ts';
import { dropTable } from './tables/create-table.ts';
import { databaseName } from './tables/databases.ts';
import { checkArity, createPersistentView } from './tables/persistent-view.ts';
import { runTableCommand } from './tables/run-table-command.ts';
import { toDF } from './transformations.ts';

const NOTHING: Plan = localRows([], []);

export async function runCommand(session: SparkSession, command: Command, parameters: SqlParameters): Promise<Plan> {
  switch (command.kind) {
    case 'create-view':
      if (command.scope === 'persistent') await createPersistentView(session, command);
      else await createView(session, command, command.scope);
      return NOTHING;
    case 'create-view-using': {
      const { name, replace, global } = command;
      const dataset = await sourceView(session, command);
      session.createView(name.at(-1) as string, dataset, global ? 'global-temporary' : 'temporary', replace);
      return NOTHING;
    }
    case 'drop':
      return drop(session, command);
    case 'set':
      return setConf(session, command.key, command.value);
    case 'reset':
      if (command.key === undefined) session.conf.reset();
      else session.conf.unset(command.key);
      return NOTHING;
    case 'set-time-zone': {
      const zone =
        command.zone === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : session.evaluate(command.zone);
      session.conf.set('spark.sql.session.timeZone', String(zone));
      return setConf(session, 'spark.sql.session.timeZone', undefined);
    }
    case 'cache-table':
      return cacheTable(session, command);
    case 'uncache-table':
      return uncache(session, command.name, command.ifExists);
    case 'clear-cache':
      session.context.cache.clear();
      return NOTHING;
    case 'explain': {
      if (command.plan.kind === 'command')
        return raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `EXPLAIN of the command ${command.plan.command.kind}` });
      const dataset = await session.dataset(command.plan);
      return localRows([['plan', STRING]], [[dataset.execution.explain(command.mode)]]);
    }
    case 'show-tables':
      return showTables(session, command);
    case 'show-functions':
      return showFunctions(session, command);
    case 'describe-function':
      return describeFunction(command.name, command.extended);
    case 'describe-query':
      return describeColumns((await session.dataset(command.query)).output);
    case 'describe-relation':
      return describeRelation(session, command);
    case 'show-columns':
      return showColumns(session, command);
    case 'show-namespaces':
      return showDatabases(session, command.pattern);
    case 'show-current-namespace':
      return localRows(
        [
          ['catalog', STRING],
          ['namespace', STRING],
        ],
        [[session.catalog.currentCatalog, session.catalog.currentDatabase]],
      );
    case 'show-catalogs':
      return localRows([['catalog', STRING]], [[session.catalog.currentCatalog]]);
    case 'refresh-table':
      await session.table(command.name);
      return NOTHING;
    case 'use':
      session.catalog.setCurrentDatabase(databaseName(session, command.namespace));
      return NOTHING;
    case 'create-function':
    case 'drop-function':
      await runFunctionCommand(session, command);
      return NOTHING;
    case 'execute-immediate':
      return executeImmediate(session, command, parameters);
    case 'declare-variables':
    case 'set-variables':
    case 'set-variables-from':
    case 'drop-variable':
      await runVariableCommand(session, command, parameters);
      return NOTHING;
    default:
      return runTableCommand(session, command, parameters);
  }
}

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** With columns of its own the view needs no files. */
async function sourceView(
  session: SparkSession,
  { source, options, schema }: Of<'create-view-using'>,
): Promise<Dataset> {
  if (schema === undefined || options.path !== undefined)
    return readFiles(session, source, new Map(Object.entries(options)), schema, []);
  return session.dataset(
    await fileRelation(session, { source: sourceNamed(source), options, declared: schema, paths: [] }),
  );
}

async function createView(session: SparkSession, command: Of<'create-view'>, scope: ViewScope): Promise<void> {
  const name = command.name.at(-1) as string;
  if (command.ifNotExists && session.catalog.findView(command.name) !== undefined) return;
  const dataset = await session.dataset(command.query);
  const { columns } = command;
  checkArity(command, dataset, quoteIdentifier(name));
  const renamed =
    columns.length === 0
      ? dataset
      : await dataset.derive((plan) =>
          toDF(
            plan,
            columns.map((column) => column.name),
          ),
        );
  session.createView(name, renamed, scope, command.replace);
}

async function drop(session: SparkSession, { object, name, ifExists }: Of<'drop'>): Promise<Plan> {
  const scope = name.length > 1 && name[0]?.toLowerCase() === GLOBAL_TEMP ? 'global-temporary' : 'temporary';
  const view = session.catalog.findView(name);
  if (view !== undefined) {
    session.context.cache.remove(view.plan);
    session.catalog.dropView(name.at(-1) as string, scope);
    return NOTHING;
  }
  const entry = session.catalog.findTable(name);
  if (entry !== undefined) {
    if (object === 'view' && entry.type !== 'VIEW') raiseNoView(entry);
    await dropTable(session, entry);
    return NOTHING;
  }
  if (ifExists) return NOTHING;
  const missing = session.catalog.tableName(name);
  const { currentCatalog, currentDatabase } = session.catalog;
  return raise('TABLE_OR_VIEW_NOT_FOUND', {
    relationName: missing === undefined ? name.map(quoteIdentifier).join('.') : quotedTable(missing),
    searchPath: `[${[currentCatalog, currentDatabase].map(quoteIdentifier).join('.')}]`,
  });
}

function raiseNoView(entry: CatalogTable): never {
  return raise('WRONG_COMMAND_FOR_OBJECT_TYPE', {
    operation: 'DROP VIEW',
    requiredType: 'VIEW or METRIC_VIEW',
    objectName: [CATALOG, entry.database, entry.name].join('.'),
    foundType: entry.type,
    alternative: 'DROP TABLE',
  });
}

function setConf(session: SparkSession, key: string | undefined, value: string | undefined): Plan {
  const columns = [
    ['key', STRING],
    ['value', STRING],
  ] as const;
  if (key === undefined) return localRows(columns, [...session.conf.all()].sort());
  if (value === undefined) return localRows(columns, [[key, session.conf.get(key) ?? '<undefined>']]);
  refuseVariable(session, key);
  session.conf.set(key, value);
  return localRows(columns, [[key, value]]);
}

/** SET assigns to settings only. */
function refuseVariable(session: SparkSession, key: string): void {
  const parts = key.split('.');
  const name = variableNamed(parts);
  if (name === undefined || session.variables.find(name) === undefined) return;
  raise('UNSUPPORTED_FEATURE.SET_VARIABLE_USING_SET', { variableName: parts.map(quoteIdentifier).join('.') });
}

async function cacheTable(session: SparkSession, { name, query, lazy }: Of<'cache-table'>): Promise<Plan> {
  if (query !== undefined) session.createView(name.at(-1) as string, await session.dataset(query), 'temporary', false);
  const dataset = await session.table(name);
  persist(dataset, DEFAULT_LEVEL);
  if (!lazy) await count(dataset, NO_OPTIONS);
  return NOTHING;
}

async function uncache(session: SparkSession, name: readonly string[], ifExists: boolean): Promise<Plan> {
  if (ifExists && session.catalog.findView(name) === undefined) return NOTHING;
  unpersist(await session.table(name));
  return NOTHING;
}
