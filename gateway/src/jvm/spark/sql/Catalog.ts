// org.apache.spark.sql.classic.Catalog: `spark.catalog`.

import { raise } from '@tspark/engine/errors/raise.ts';
import { DEFAULT_LEVEL, type Level } from '@tspark/engine/session/cache-manager.ts';
import * as entries from '@tspark/engine/session/catalog-entries.ts';
import { persist, storageLevel, unpersist } from '@tspark/engine/session/persist.ts';
import type { SparkSession } from '@tspark/engine/session/spark-session.ts';
import { createNamedTable } from '@tspark/engine/session/tables/create-table.ts';
import { databaseName } from '@tspark/engine/session/tables/databases.ts';
import { parseMultipartIdentifier } from '@tspark/engine/sql/parse.ts';
import type { Command } from '@tspark/engine/tree/command.ts';
import type { StructType } from '@tspark/engine/types/data-type.ts';
import type { HashTable } from '../../../objects/hash-table.ts';
import { javaClass } from '../../define.ts';
import { javaMap, MapInterface } from '../../java/util/Map.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { BOOLEAN, ref, STRING } from '../../param-types.ts';
import type { JavaValue } from '../../value.ts';
import { valueText } from '../../value-text.ts';
import { StorageLevelClass } from '../storage/StorageLevel.ts';
import {
  CatalogColumnClass,
  CatalogMetadataClass,
  DatabaseClass,
  FunctionClass,
  listOf,
  TableClass,
  TablePartitionClass,
} from './catalog/entries.ts';
import { DatasetClass } from './Dataset.ts';
import { StructTypeClass } from './types/DataType.ts';

async function cache(session: SparkSession, name: string, level: Level) {
  persist(await session.table(parseMultipartIdentifier(name)), level);
}

const run = (session: SparkSession, command: Command) => session.dataset({ kind: 'command', command });

const texts = (table: HashTable): Record<string, string> =>
  Object.fromEntries(table.entries().map(({ key, value }) => [String(key), valueText(value)]));

async function created(
  session: SparkSession,
  name: string,
  given: Parameters<typeof createNamedTable>[2],
): Promise<JavaValue> {
  const parts = parseMultipartIdentifier(name);
  await createNamedTable(session, parts, given);
  return DatasetClass.of(await session.table(parts));
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
    await self.table(parseMultipartIdentifier(name));
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
    unpersist(await self.table(parseMultipartIdentifier(name)));
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
    getDatabase: method([STRING], (_, self, name) =>
      DatabaseClass.of(entries.getDatabase(self, databaseName(self, parseMultipartIdentifier(name)))),
    ),
    listTables: inDatabase((self, database, pattern) =>
      listOf(TableClass, entries.listTables(self, database, pattern)),
    ),
    listViews: inDatabase((self, database, pattern) => listOf(TableClass, entries.listViews(self, database, pattern))),
    getTable: method([STRING], (_, self, name) =>
      TableClass.of(entries.getTable(self, parseMultipartIdentifier(name))),
    ),
    listFunctions: inDatabase((self, database, pattern) =>
      listOf(FunctionClass, entries.listFunctions(self, database, pattern)),
    ),
    getFunction: method([STRING], (_, self, name) => FunctionClass.of(entries.getFunction(self, name))),
    listColumns: [
      method([STRING], async (_, self, name) =>
        listOf(CatalogColumnClass, await entries.listColumns(self, parseMultipartIdentifier(name))),
      ),
      method([STRING, STRING], async (_, self, database, name) =>
        listOf(CatalogColumnClass, await entries.listColumns(self, [database, name])),
      ),
    ],
    listPartitions: method([STRING], async (_, self, name) =>
      listOf(TablePartitionClass, await entries.listPartitions(self, parseMultipartIdentifier(name))),
    ),
    createTable: [
      method([STRING, STRING, STRING, ref(() => MapInterface)], (_, self, name, provider, comment, options) =>
        created(self, name, { provider, schema: undefined, comment, options: texts(options) }),
      ),
      method(
        [STRING, STRING, ref(() => StructTypeClass), STRING, ref(() => MapInterface)],
        (_, self, name, provider, schema, comment, options) =>
          created(self, name, { provider, schema: schema as StructType, comment, options: texts(options) }),
      ),
    ],
    dropTable: method([STRING, BOOLEAN, BOOLEAN], async (_, self, name, ifExists) => {
      await run(self, { kind: 'drop', object: 'table', name: parseMultipartIdentifier(name), ifExists });
    }),
    dropView: method([STRING, BOOLEAN], async (_, self, name, ifExists) => {
      await run(self, { kind: 'drop', object: 'view', name: parseMultipartIdentifier(name), ifExists });
    }),
    createDatabase: method([STRING, BOOLEAN, ref(() => MapInterface)], async (_, self, name, ifNotExists, given) => {
      const { comment, location, ...properties } = texts(given);
      const parts = parseMultipartIdentifier(name);
      await run(self, { kind: 'create-database', name: parts, ifNotExists, comment, location, properties });
    }),
    dropDatabase: method([STRING, BOOLEAN, BOOLEAN], async (_, self, name, ifExists, cascade) => {
      await run(self, { kind: 'drop-database', name: parseMultipartIdentifier(name), ifExists, cascade });
    }),
    truncateTable: method([STRING], async (_, self, name) => {
      await run(self, { kind: 'truncate-table', name: parseMultipartIdentifier(name), partition: undefined });
    }),
    getTableProperties: method([STRING], (_, self, name) =>
      javaMap(entries.tableProperties(self, parseMultipartIdentifier(name))),
    ),
    getCreateTableString: method([STRING, BOOLEAN], (_, self, name, asSerde) =>
      asSerde
        ? raise('NOT_SUPPORTED_COMMAND_WITHOUT_HIVE_SUPPORT', { cmd: 'SHOW CREATE TABLE AS SERDE' })
        : entries.createTableText(self, parseMultipartIdentifier(name)),
    ),
    recoverPartitions: method([STRING], async (_, self, name) => {
      const parts = parseMultipartIdentifier(name);
      await run(self, { kind: 'alter-table', object: 'table', name: parts, change: { kind: 'recover-partitions' } });
    }),
    currentDatabase: method([], (_, self) => self.catalog.currentDatabase),
    setCurrentDatabase: method([STRING], (_, self, name) => {
      self.catalog.setCurrentDatabase(databaseName(self, parseMultipartIdentifier(name)));
    }),
    databaseExists: method([STRING], (_, self, name) =>
      self.catalog.databaseExists(databaseName(self, parseMultipartIdentifier(name))),
    ),
    functionExists: [
      method([STRING], (_, self, name) => self.catalog.functionExists(name)),
      method(
        [STRING, STRING],
        (_, self, database, name) => self.catalog.databaseExists(database) && self.catalog.functionExists(name),
      ),
    ],
    tableExists: [
      method([STRING], (_, self, name) => self.catalog.relationExists(parseMultipartIdentifier(name))),
      method([STRING, STRING], (_, self, database, name) => self.catalog.relationExists([database, name])),
    ],
    dropTempView: method([STRING], (_, self, name) => self.catalog.dropView(name, 'temporary')),
    dropGlobalTempView: method([STRING], (_, self, name) => self.catalog.dropView(name, 'global-temporary')),
    isCached: method([STRING], async (_, self, name) => {
      const { memory, disk } = storageLevel(await self.table(parseMultipartIdentifier(name)));
      return memory || disk;
    }),
    ...cacheMethods,
  },
}));
