/** CREATE VIEW without TEMPORARY: a view that the catalog keeps as text. */

import { namedRelations } from '../../analysis/load.ts';
import { type CatalogTable, quotedTable } from '../../catalog/catalog-table.ts';
import { raise } from '../../errors/raise.ts';
import type { Command, ViewSchemaMode } from '../../tree/command.ts';
import type { Plan } from '../../tree/plan.ts';
import { field, quoteIdentifier, struct } from '../../types/data-type.ts';
import type { Dataset } from '../dataset.ts';
import { checkNames } from '../read.ts';
import { relationReader } from '../relations.ts';
import type { SparkSession } from '../spark-session.ts';
import { newName } from './table-named.ts';
import { rememberedConf, viewPlan } from './view-plan.ts';

type CreateView = Extract<Command, { kind: 'create-view' }>;

export async function createPersistentView(session: SparkSession, command: CreateView): Promise<void> {
  const { tables } = session.catalog;
  const name = newName(session, command.name);
  const known = tables.find(name);
  if (known !== undefined && command.ifNotExists) return;
  if (known !== undefined && known.type !== 'VIEW')
    raise('EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE', {
      tableName: quotedTable(name),
      operation: 'CREATE OR REPLACE VIEW',
    });
  if (known !== undefined && !command.replace)
    raise('TABLE_OR_VIEW_ALREADY_EXISTS', { relationName: quotedTable(name) });
  const query = await session.dataset(command.query);
  checkArity(command, query, quotedTable(name));
  refuseTemporary(session, command.query, quotedTable(name));
  const view = viewEntry(session, query, { ...command, name });
  // A view that would lead back to itself is found by reading it.
  await viewPlan(session, view, [], relationReader);
  if (known === undefined) tables.create(view);
  else tables.alter(view);
}

interface ViewDefinition {
  readonly name: { readonly database: string; readonly name: string };
  readonly columns: CreateView['columns'];
  readonly comment: string | undefined;
  readonly properties: Readonly<Record<string, string>>;
  readonly schemaMode: ViewSchemaMode | undefined;
  readonly sqlText: string;
}

export function viewEntry(session: SparkSession, query: Dataset, definition: ViewDefinition): CatalogTable {
  const { columns } = definition;
  const schema = struct(
    query.output.map((attribute, i) => {
      const comment = columns[i]?.comment;
      const metadata = comment === undefined ? attribute.metadata : { ...attribute.metadata, comment };
      return field(columns[i]?.name ?? attribute.name, attribute.type, attribute.nullable, metadata);
    }),
  );
  checkNames(session, schema);
  return {
    ...definition.name,
    type: 'VIEW',
    provider: undefined,
    schema,
    partitionBy: [],
    bucket: undefined,
    clusterBy: [],
    location: '',
    options: {},
    properties: definition.properties,
    comment: definition.comment,
    owner: session.context.user,
    created: Date.now(),
    view: {
      text: definition.sqlText,
      database: session.catalog.currentDatabase,
      conf: rememberedConf(session.conf.snapshot()),
      schemaMode: schemaMode(session, definition),
      namesColumns: columns.length > 0,
      queryColumns: query.columns,
    },
  };
}

/** A view that names its columns keeps those names. */
function schemaMode(session: SparkSession, { schemaMode: given, columns }: ViewDefinition): ViewSchemaMode {
  if (given === 'EVOLUTION' && columns.length > 0) return 'TYPE EVOLUTION';
  const compensates = session.conf.get('spark.sql.legacy.viewSchemaCompensation') !== 'false';
  return given ?? (compensates ? 'COMPENSATION' : 'BINDING');
}

export function checkArity({ columns }: CreateView, query: Dataset, viewName: string): void {
  if (columns.length === 0 || columns.length === query.output.length) return;
  const words = columns.length > query.output.length ? 'NOT_ENOUGH_DATA_COLUMNS' : 'TOO_MANY_DATA_COLUMNS';
  raise(`CREATE_VIEW_COLUMN_ARITY_MISMATCH.${words}`, {
    viewName,
    viewColumns: columns.map((column) => quoteIdentifier(column.name)).join(', '),
    dataColumns: query.columns.map(quoteIdentifier).join(', '),
  });
}

/** What outlives the session must not name what does not. */
function refuseTemporary(session: SparkSession, query: Plan, objName: string): void {
  for (const node of namedRelations(query)) {
    if (session.catalog.findView(node.parts) === undefined) continue;
    raise('INVALID_TEMP_OBJ_REFERENCE', {
      obj: 'VIEW',
      objName,
      tempObj: 'VIEW',
      tempObjName: node.parts.map(quoteIdentifier).join('.'),
    });
  }
}
