/** What a name in FROM leads to: a view, a table, or files by path as in csv.`/data`. */
import type { CatalogReader } from '../analysis/context.ts';
import { CATALOG, type CatalogTable } from '../catalog/catalog-table.ts';
import { findSource } from '../sources/registry.ts';
import type { Plan } from '../tree/plan.ts';
import { readFiles } from './read.ts';
import type { SparkSession } from './spark-session.ts';
import { tableRelation, withCurrentFiles } from './tables/table-relation.ts';
import { viewPlan } from './tables/view-plan.ts';

/** `within` are the persistent views whose texts are being read, outermost first. */
export function relationReader(
  session: SparkSession,
  database = session.catalog.currentDatabase,
  within: readonly CatalogTable[] = [],
): CatalogReader {
  const { catalog } = session;
  return {
    lookupRoutine: catalog.hasRoutines ? (parts) => catalog.lookupRoutine(parts) : undefined,
    async lookupRelation(parts, options) {
      const view = session.catalog.findView(parts);
      if (view !== undefined)
        return named([...parts.slice(0, -1), view.name], await withCurrentFiles(session, view.plan));
      const table = session.catalog.findTable(parts, database);
      if (table !== undefined) {
        const plan =
          table.type === 'VIEW'
            ? await viewPlan(session, table, within, relationReader)
            : await tableRelation(session, table);
        return named([CATALOG, table.database, table.name], plan);
      }
      const [format, path] = parts;
      if (parts.length !== 2 || format === undefined || path === undefined || findSource(format) === undefined)
        return undefined;
      return (await readFiles(session, format, new Map(Object.entries(options)), undefined, [path])).plan;
    },
  };
}

const named = (name: readonly string[], child: Plan): Plan => ({ kind: 'subquery-alias', name, columns: [], child });
