// org.apache.spark.sql.classic.DataFrameWriterV2: `df.writeTo("t")`.

import { raise } from '@tspark/engine/errors/raise.ts';
import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { type TableWrite, writeToTable } from '@tspark/engine/session/tables/save-table.ts';
import { parseMultipartIdentifier } from '@tspark/engine/sql/parse.ts';
import type { Expression } from '@tspark/engine/tree/expression.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { nullable, ref, STRING } from '../../param-types.ts';
import { SeqClass } from '../../scala/collection/Seq.ts';
import { runOptions } from '../application.ts';
import { ColumnClass, operand } from './Column.ts';
import { columnsOf } from './column-list.ts';

interface TableWriterState {
  readonly dataset: Dataset;
  readonly table: readonly string[];
  provider: string | undefined;
  partitionBy: readonly Expression[];
  clusterBy: readonly string[];
  readonly options: Map<string, string>;
  readonly properties: Map<string, string>;
}

export const newTableWriter = (dataset: Dataset, table: string): TableWriterState => ({
  dataset,
  table: parseMultipartIdentifier(table),
  provider: undefined,
  partitionBy: [],
  clusterBy: [],
  options: new Map(),
  properties: new Map(),
});

const writes = (kind: TableWrite) =>
  method([], async (thread, self: TableWriterState) => {
    const { dataset, table, provider, clusterBy, options, properties } = self;
    const definition = {
      provider,
      clusterBy,
      options: Object.fromEntries(options),
      properties: Object.fromEntries(properties),
      partitionBy: self.partitionBy.map(partitionName),
      bucket: undefined,
      location: undefined,
      comment: undefined,
    };
    await writeToTable(dataset, table, definition, kind, runOptions(thread));
    return null;
  });

/** Functions of columns need another kind of catalog. */
function partitionName(expression: Expression): string {
  if (expression.kind === 'unresolved-attribute') return expression.parts.join('.');
  return raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'partitions by a function of a column' });
}

export const DataFrameWriterV2Class: JavaClass<TableWriterState> = javaClass(
  'org.apache.spark.sql.classic.DataFrameWriterV2',
  () => ({
    methods: {
      using: method([STRING], (_, self, provider) => {
        self.provider = provider;
        return DataFrameWriterV2Class.of(self);
      }),
      option: method([STRING, nullable(STRING)], (_, self, key, value) => {
        if (value !== null) self.options.set(key, value);
        return DataFrameWriterV2Class.of(self);
      }),
      tableProperty: method([STRING, STRING], (_, self, key, value) => {
        self.properties.set(key, value);
        return DataFrameWriterV2Class.of(self);
      }),
      partitionedBy: method([ref(() => ColumnClass), ref(() => SeqClass)], (_, self, first, rest) => {
        self.partitionBy = [operand(ColumnClass.of(first)), ...columnsOf(rest)];
        return DataFrameWriterV2Class.of(self);
      }),
      clusterBy: method([STRING, ref(() => SeqClass)], (_, self, first, rest) => {
        self.clusterBy = [first, ...rest.map(String)];
        return DataFrameWriterV2Class.of(self);
      }),
      create: writes('create'),
      replace: writes('replace'),
      createOrReplace: writes('createOrReplace'),
      append: writes('append'),
      overwrite: method([ref(() => ColumnClass)], async (thread, self, _condition) => {
        await writeToTable(self.dataset, self.table, EMPTY_DEFINITION, 'overwrite', runOptions(thread));
        return null;
      }),
      overwritePartitions: writes('overwritePartitions'),
    },
  }),
);

const EMPTY_DEFINITION = {
  provider: undefined,
  options: {},
  partitionBy: [],
  bucket: undefined,
  clusterBy: [],
  location: undefined,
  comment: undefined,
  properties: {},
};
