/** Tables whose rows are cached: a change of the files must not leave the rows of before behind. */
import { CATALOG, type CatalogTable } from '../../catalog/catalog-table.ts';
import { persist, storageLevel, unpersist } from '../persist.ts';
import type { SparkSession } from '../spark-session.ts';

/** Does what changes the table's files; where its rows were cached, the new ones are. */
export async function keepingCached(
  session: SparkSession,
  table: CatalogTable,
  change: () => Promise<void>,
): Promise<void> {
  const level = await uncached(session, table);
  await change();
  if (level !== undefined) persist(await session.table(partsOf(table)), level);
}

/** The level that the rows were cached at, if they were. */
export async function uncached(session: SparkSession, table: CatalogTable) {
  if (session.context.cache.isEmpty) return undefined;
  const dataset = await session.table(partsOf(table));
  const level = storageLevel(dataset);
  if (!level.memory && !level.disk) return undefined;
  unpersist(dataset);
  return level;
}

const partsOf = ({ database, name }: CatalogTable): readonly string[] => [CATALOG, database, name];
