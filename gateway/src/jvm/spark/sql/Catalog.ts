// org.apache.spark.sql.classic.Catalog: `spark.catalog`.

import { DEFAULT_LEVEL, type Level } from '@tspark/engine/session/cache-manager.ts';
import { persist, storageLevel, unpersist } from '@tspark/engine/session/persist.ts';
import type { SparkSession } from '@tspark/engine/session/spark-session.ts';
import { parseTableIdentifier } from '@tspark/engine/sql/parse.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { ref, STRING } from '../../param-types.ts';
import { StorageLevelClass } from '../storage/StorageLevel.ts';

async function cache(session: SparkSession, name: string, level: Level) {
  persist(await session.table(parseTableIdentifier(name)), level);
}

export const CatalogClass: JavaClass<SparkSession> = javaClass('org.apache.spark.sql.classic.Catalog', () => ({
  methods: {
    currentCatalog: method([], (_, self) => self.catalog.currentCatalog),
    currentDatabase: method([], (_, self) => self.catalog.currentDatabase),
    setCurrentDatabase: method([STRING], (_, self, name) => {
      self.catalog.setCurrentDatabase(name);
    }),
    databaseExists: method([STRING], (_, self, name) => self.catalog.databaseExists(name)),
    functionExists: method([STRING], (_, self, name) => self.catalog.functionExists(name)),
    tableExists: method([STRING], (_, self, name) => self.catalog.relationExists(parseTableIdentifier(name))),
    dropTempView: method([STRING], (_, self, name) => self.catalog.dropView(name, 'temporary')),
    dropGlobalTempView: method([STRING], (_, self, name) => self.catalog.dropView(name, 'global-temporary')),
    isCached: method([STRING], async (_, self, name) => {
      const { memory, disk } = storageLevel(await self.table(parseTableIdentifier(name)));
      return memory || disk;
    }),
    cacheTable: [
      method([STRING], async (_, self, name) => {
        await cache(self, name, DEFAULT_LEVEL);
      }),
      method([STRING, ref(StorageLevelClass)], async (_, self, name, level) => {
        await cache(self, name, level);
      }),
    ],
    uncacheTable: method([STRING], async (_, self, name) => {
      unpersist(await self.table(parseTableIdentifier(name)));
    }),
    clearCache: method([], (_, self) => {
      self.context.cache.clear();
    }),
  },
}));
