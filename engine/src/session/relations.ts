/** What a name in FROM leads to: a temporary view, or files by path as in csv.`/data`. */
import type { CatalogReader } from '../analysis/context.ts';
import { findSource } from '../sources/registry.ts';
import type { Plan } from '../tree/plan.ts';
import { readFiles } from './read.ts';
import type { SparkSession } from './spark-session.ts';

export function relationReader(session: SparkSession): CatalogReader {
  return {
    async lookupRelation(parts, options) {
      const view = session.catalog.findView(parts);
      if (view !== undefined) return named(parts, view.name, view.plan);
      const [format, path] = parts;
      if (parts.length !== 2 || format === undefined || path === undefined || findSource(format) === undefined)
        return undefined;
      return (await readFiles(session, format, new Map(Object.entries(options)), undefined, [path])).plan;
    },
  };
}

function named(parts: readonly string[], name: string, child: Plan): Plan {
  return { kind: 'subquery-alias', name: [...parts.slice(0, -1), name], columns: [], child };
}
