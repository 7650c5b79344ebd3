/** A view of the catalog as a plan: its text, with the settings and the database it was created under. */
import { analyze } from '../../analysis/analyzer.ts';
import type { CatalogReader } from '../../analysis/context.ts';
import { load } from '../../analysis/load.ts';
import { upCast } from '../../analysis/store-assignment.ts';
import { CATALOG, type CatalogTable, quotedTable, type ViewText } from '../../catalog/catalog-table.ts';
import { type Conf, confOf } from '../../conf/conf.ts';
import { raise } from '../../errors/raise.ts';
import { parseQuery } from '../../sql/parse.ts';
import { alias } from '../../tree/build.ts';
import type { Attribute, Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Plan } from '../../tree/plan.ts';
import { field, sameType, sqlName, struct } from '../../types/data-type.ts';
import { parseOptions } from '../parse-options.ts';
import { checkNames } from '../read.ts';
import type { SparkSession } from '../spark-session.ts';

/** Reads names below `database`; `within` are the views whose texts led here. */
export type ReaderWithin = (session: SparkSession, database: string, within: readonly CatalogTable[]) => CatalogReader;

export async function viewPlan(
  session: SparkSession,
  view: CatalogTable,
  within: readonly CatalogTable[],
  reader: ReaderWithin,
): Promise<Plan> {
  const text = view.view as ViewText;
  const cycle = within.findIndex((outer) => outer.database === view.database && outer.name === view.name);
  if (cycle >= 0) {
    const newPath = [...within.slice(cycle), view].map(quotedTable).join(' -> ');
    raise('RECURSIVE_VIEW', { viewIdent: quotedTable(view), newPath });
  }
  const conf = confOf(new Map([...session.conf.snapshot().entries(), ...text.conf]));
  const context = { ...session.analysisContext(), conf, currentDatabase: text.database };
  const parsed = parseQuery(text.text, parseOptions(conf));
  const loaded = await load(parsed, reader(session, text.database, [...within, view]));
  const child = analyze(loaded, context);
  const output = outputOf(child);
  const current = evolved(session, view, text, output);
  const list = columnsOf(current, current.view as ViewText, output);
  return analyze({ kind: 'project', list, child }, context);
}

/** The view as its query's columns make it now, kept in the catalog; itself unless it follows them. */
function evolved(
  session: SparkSession,
  view: CatalogTable,
  text: ViewText,
  output: readonly Attribute[],
): CatalogTable {
  const { schemaMode, namesColumns } = text;
  if (schemaMode === 'BINDING' || schemaMode === 'COMPENSATION') return view;
  const followsNames = schemaMode === 'EVOLUTION' && !namesColumns;
  const fields = followsNames
    ? output.map(({ name, type, nullable, metadata }) => field(name, type, nullable, metadata))
    : view.schema.fields.map((column, i) => {
        const { type, nullable, metadata } = queryColumn(view, text, output, i);
        return { ...column, type, nullable, metadata: namesColumns ? column.metadata : metadata };
      });
  const schema = struct(fields);
  checkNames(session, schema);
  const queryColumns = followsNames ? output.map(({ name }) => name) : text.queryColumns;
  const now: CatalogTable = { ...view, schema, view: { ...text, queryColumns } };
  if (session.catalog.tables.find(view) === view) session.catalog.tables.alter(now);
  return now;
}

function queryColumn(view: CatalogTable, text: ViewText, output: readonly Attribute[], i: number): Attribute {
  const { queryColumns } = text;
  const name = queryColumns[i] as string;
  const sameNamed = queryColumns.filter((other) => other === name).length;
  const found = output.filter((attribute) => attribute.name.toLowerCase() === name.toLowerCase());
  const nth = queryColumns.slice(0, i).filter((other) => other === name).length;
  const value = sameNamed === found.length ? found[nth] : undefined;
  if (value !== undefined) return value;
  const viewName = [CATALOG, view.database, view.name].join('.');
  const names = text.namesColumns ? ` (${view.schema.fields.map((column) => column.name).join(', ')})` : '';
  return raise('INCOMPATIBLE_VIEW_SCHEMA_CHANGE', {
    viewName: quotedTable(view),
    colName: name,
    expectedNum: String(sameNamed),
    actualCols: `[${found.map((attribute) => attribute.name).join(',')}]`,
    suggestion: `CREATE OR REPLACE VIEW ${viewName}${names} AS ${text.text}`,
  });
}

/** The view's columns with the names and types it was created with. */
function columnsOf(view: CatalogTable, text: ViewText, output: readonly Attribute[]): readonly Expression[] {
  return view.schema.fields.map(({ name, type, metadata }, i) => {
    const value = queryColumn(view, text, output, i);
    if (text.schemaMode === 'BINDING' && !upCast(value.type, type)) {
      raise('CANNOT_UP_CAST_DATATYPE', {
        expression: [...value.qualifier, value.name].join('.'),
        sourceType: `"${sqlName(value.type)}"`,
        targetType: `"${sqlName(type)}"`,
        details:
          'The type path of the target object is:\n\nYou can either add an explicit cast to the input data or choose a higher precision type of the field in the target object',
      });
    }
    const cast = sameType(value.type, type)
      ? value
      : ({ kind: 'cast', child: value, to: type, mode: 'ansi', implicit: true } as const);
    return alias(cast, name, { metadata });
  });
}

/** What a view remembers of the settings: those of SQL, and those its meaning depends on whether set or not. */
export function rememberedConf(conf: Conf): ReadonlyMap<string, string> {
  const set = [...conf.entries()].filter(
    ([key]) => key.startsWith('spark.sql.') && !key.startsWith('spark.sql.warehouse'),
  );
  return new Map([
    ['spark.sql.ansi.enabled', conf.getString('spark.sql.ansi.enabled')],
    ['spark.sql.session.timeZone', conf.getString('spark.sql.session.timeZone')],
    ...set,
  ]);
}
