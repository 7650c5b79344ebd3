/** A view of the catalog as a plan: its text, with the settings and the database it was created under. */
import { analyze } from '../../analysis/analyzer.ts';
import type { CatalogReader } from '../../analysis/context.ts';
import { load } from '../../analysis/load.ts';
import { type CatalogTable, quotedTable, type ViewText } from '../../catalog/catalog-table.ts';
import { type Conf, confOf } from '../../conf/conf.ts';
import { raise } from '../../errors/raise.ts';
import { parseQuery } from '../../sql/parse.ts';
import { alias } from '../../tree/build.ts';
import type { Attribute } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Plan } from '../../tree/plan.ts';
import { quoteIdentifier, sameType } from '../../types/data-type.ts';
import { parseOptions } from '../parse-options.ts';
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
  return analyze({ kind: 'project', list: columnsOf(view, text, outputOf(child)), child }, context);
}

/** The view's columns with the names and types it was created with. */
function columnsOf(view: CatalogTable, { queryColumns, text }: ViewText, output: readonly Attribute[]) {
  return view.schema.fields.map((column, i) => {
    const name = queryColumns[i] as string;
    const sameNamed = queryColumns.filter((other) => other === name).length;
    const found = output.filter((attribute) => attribute.name.toLowerCase() === name.toLowerCase());
    const value =
      sameNamed === found.length ? found[queryColumns.slice(0, i).filter((n) => n === name).length] : undefined;
    if (value === undefined) {
      return raise('INCOMPATIBLE_VIEW_SCHEMA_CHANGE', {
        viewName: quotedTable(view),
        colName: quoteIdentifier(name),
        expectedNum: String(sameNamed),
        actualCols: `[${found.map((attribute) => attribute.name).join(',')}]`,
        suggestion: `CREATE OR REPLACE VIEW ${quotedTable(view)} AS ${text}`,
      });
    }
    const { type, metadata } = column;
    const cast = sameType(value.type, type)
      ? value
      : ({ kind: 'cast', child: value, to: type, mode: 'ansi', implicit: true } as const);
    return alias(cast, column.name, { metadata });
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
