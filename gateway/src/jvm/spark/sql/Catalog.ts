// org.apache.spark.sql.classic.Catalog: `spark.catalog`.

import { raise } from '@tspark/engine/errors/raise.ts';
import { DEFAULT_LEVEL, type Level } from '@tspark/engine/session/cache-manager.ts';
import * as entries from '@tspark/engine/session/catalog-entries.ts';
import { persist, storageLevel, unpersist } from '@tspark/engine/session/persist.ts';
import type { SparkSession } from '@tspark/engine/session/spark-session.ts';
import { parseTableIdentifier } from '@tspark/engine/sql/parse.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { ref, STRING } from '../../param-types.ts';
import type { JavaValue } from '../../value.ts';
import { StorageLevelClass } from '../storage/StorageLevel.ts';
import {
  CatalogColumnClass,
  CatalogMetadataClass,
  DatabaseClass,
  FunctionClass,
  listOf,
  TableClass,
} from './catalog/entries.ts';

async function cache(session: SparkSession, name: string, level: Level) {
  persist(await session.table(parseTableIdentifier(name)), level);
}

const optionalPattern = (list: (session: SparkSession, pattern?: string) => JavaValue) => [
  method([], (_, self: SparkSession) => list(self)),
  method([STRING], (_, self: SparkSession, pattern) => list(self, pattern)),
];

const inDatabase = (list: (session: SparkSession, database: string, pattern?: string) => JavaValue) => [
  method([], (_, self: SparkSession) => list(self, self.catalog.currentDatabase)),
  method([STRING], (_, self: SparkSession, database) => list(self, database)),
  method([STRING, STRING], (_, self: SparkSession, database, pattern) => list(self, database, pattern)),
];

/** What SQLContext has too. */
export const cacheMethods = {
  refreshTable: method([STRING], async (_, self: SparkSession, name) => {
    await self.table(parseTableIdentifier(name));
  }),
  cacheTable: [
    method([STRING], async (_, self: SparkSession, name) => {
      await cache(self, name, DEFAULT_LEVEL);
    }),
    method([STRING, ref(StorageLevelClass)], async (_, self: SparkSession, name, level) => {
      await cache(self, name, level);
    }),
  ],
  uncacheTable: method([STRING], async (_, self: SparkSession, name) => {
    unpersist(await self.table(parseTableIdentifier(name)));
  }),
  clearCache: method([], (_, self: SparkSession) => {
    self.context.cache.clear();
  }),
};

export const CatalogClass: JavaClass<SparkSession> = javaClass('org.apache.spark.sql.classic.Catalog', () => ({
  methods: {
    currentCatalog: method([], (_, self) => self.catalog.currentCatalog),
    setCurrentCatalog: method([STRING], (_, self, name) => {
      if (entries.listCatalogs(self, name).length === 0)
        raise('CATALOG_NOT_FOUND', { catalogName: `\`${name}\``, config: `"spark.sql.catalog.${name}"` });
    }),
    listCatalogs: optionalPattern((self, pattern) => listOf(CatalogMetadataClass, entries.listCatalogs(self, pattern))),
    listDatabases: optionalPattern((self, pattern) => listOf(DatabaseClass, entries.listDatabases(self, pattern))),
    getDatabase: method([STRING], (_, self, name) => DatabaseClass.of(entries.getDatabase(self, name))),
    listTables: inDatabase((self, database, pattern) =>
      listOf(TableClass, entries.listTables(self, database, pattern)),
    ),
    listViews: inDatabase((self, database, pattern) => listOf(TableClass, entries.listTables(self, database, pattern))),
    getTable: method([STRING], (_, self, name) => TableClass.of(entries.getTable(self, parseTableIdentifier(name)))),
    listFunctions: inDatabase((self, database, pattern) =>
      listOf(FunctionClass, entries.listFunctions(self, database, pattern)),
    ),
    getFunction: method([STRING], (_, self, name) => FunctionClass.of(entries.getFunction(self, name))),
    listColumns: [
      method([STRING], async (_, self, name) =>
        listOf(CatalogColumnClass, await entries.listColumns(self, parseTableIdentifier(name))),
      ),
      method([STRING, STRING], async (_, self, database, name) =>
        listOf(CatalogColumnClass, await entries.listColumns(self, [database, name])),
      ),
    ],
    currentDatabase: method([], (_, self) => self.catalog.currentDatabase),
    setCurrentDatabase: method([STRING], (_, self, name) => {
      self.catalog.setCurrentDatabase(name);
    }),
    databaseExists: method([STRING], (_, self, name) => self.catalog.databaseExists(name)),
    functionExists: [
      method([STRING], (_, self, name) => self.catalog.functionExists(name)),
      method(
        [STRING, STRING],
        (_, self, database, name) => self.catalog.databaseExists(database) && self.catalog.functionExists(name),
      ),
    ],
    tableExists: [
      method([STRING], (_, self, name) => self.catalog.relationExists(parseTableIdentifier(name))),
      method([STRING, STRING], (_, self, database, name) => self.catalog.relationExists([database, name])),
    ],
    dropTempView: method([STRING], (_, self, name) => self.catalog.dropView(name, 'temporary')),
    dropGlobalTempView: method([STRING], (_, self, name) => self.catalog.dropView(name, 'global-temporary')),
    isCached: method([STRING], async (_, self, name) => {
      const { memory, disk } = storageLevel(await self.table(parseTableIdentifier(name)));
      return memory || disk;
    }),
    ...cacheMethods,
  },
}));
