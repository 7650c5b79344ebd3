// org.apache.spark.sql.catalog: what the lists of `spark.catalog` hold.

import type { ColumnEntry, DatabaseEntry, FunctionEntry, TableEntry } from '@tspark/engine/session/catalog-entries.ts';
import { javaArray } from '../../../array-class.ts';
import { javaClass } from '../../../define.ts';
import { StringClass } from '../../../java/lang/String.ts';
import { javaIterator } from '../../../java/util/Iterator.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method } from '../../../method.ts';
import type { JavaValue } from '../../../value.ts';

export const CatalogMetadataClass: JavaClass<string> = javaClass(
  'org.apache.spark.sql.catalog.CatalogMetadata',
  () => ({
    methods: { name: method([], (_, self) => self), description: method([], () => null) },
  }),
);

export const DatabaseClass: JavaClass<DatabaseEntry> = javaClass('org.apache.spark.sql.catalog.Database', () => ({
  methods: {
    name: method([], (_, self) => self.name),
    catalog: method([], (_, self) => self.catalog),
    description: method([], (_, self) => self.description),
    locationUri: method([], (_, self) => self.locationUri),
  },
}));

export const TableClass: JavaClass<TableEntry> = javaClass('org.apache.spark.sql.catalog.Table', () => ({
  methods: {
    name: method([], (_, self) => self.name),
    catalog: method([], (_, self) => self.catalog ?? null),
    namespace: method([], (_, self) => javaArray(StringClass as JavaClass, [...self.namespace])),
    description: method([], (_, self) => self.description ?? null),
    tableType: method([], (_, self) => self.tableType),
    isTemporary: method([], (_, self) => self.isTemporary),
  },
}));

export const TablePartitionClass: JavaClass<string> = javaClass(
  'org.apache.spark.sql.catalog.CatalogTablePartition',
  () => ({ methods: { partition: method([], (_, self) => self) } }),
);

export const FunctionClass: JavaClass<FunctionEntry> = javaClass('org.apache.spark.sql.catalog.Function', () => ({
  methods: {
    name: method([], (_, self) => self.name),
    catalog: method([], () => null),
    namespace: method([], () => null),
    description: method([], (_, self) => self.description),
    className: method([], (_, self) => `org.apache.spark.sql.catalyst.expressions.${self.name}`),
    isTemporary: method([], () => true),
  },
}));

export const CatalogColumnClass: JavaClass<ColumnEntry> = javaClass('org.apache.spark.sql.catalog.Column', () => ({
  methods: {
    name: method([], (_, self) => self.name),
    description: method([], (_, self) => self.description ?? null),
    dataType: method([], (_, self) => self.dataType),
    nullable: method([], (_, self) => self.nullable),
    isPartition: method([], (_, self) => self.isPartition),
    isBucket: method([], (_, self) => self.isBucket),
    isCluster: method([], (_, self) => self.isCluster),
  },
}));

/** Spark gives Datasets here, of which PySpark only asks the iterator. */
export const CatalogListClass: JavaClass<readonly JavaValue[]> = javaClass(
  'org.apache.spark.sql.catalog.CatalogList',
  () => ({
    methods: { toLocalIterator: method([], (_, self) => javaIterator(self)) },
  }),
);

export const listOf = <T>(entryClass: JavaClass<T>, entries: readonly T[]) =>
  CatalogListClass.of(entries.map((entry) => entryClass.of(entry)));
