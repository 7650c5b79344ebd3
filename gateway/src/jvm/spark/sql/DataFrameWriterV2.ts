// org.apache.spark.sql.classic.DataFrameWriterV2: `df.writeTo("t")`.

import type { BucketSpec } from '@tspark/engine/catalog/catalog-table.ts';
import { raise } from '@tspark/engine/errors/raise.ts';
import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { type TableWrite, writeToTable } from '@tspark/engine/session/tables/save-table.ts';
import { parseMultipartIdentifier } from '@tspark/engine/sql/parse.ts';
import type { Expression } from '@tspark/engine/tree/expression.ts';
import type { Thread } from '../../../thread.ts';
import { javaClass } from '../../define.ts';
import { MapInterface } from '../../java/util/Map.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { nullable, ref, STRING } from '../../param-types.ts';
import { SeqClass } from '../../scala/collection/Seq.ts';
import { valueText } from '../../value-text.ts';
import { runOptions } from '../application.ts';
import { ColumnClass, operand } from './Column.ts';
import { columnsOf } from './column-list.ts';
import { expressionText } from './column-text.ts';

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

async function write(thread: Thread, self: TableWriterState, kind: TableWrite): Promise<null> {
  const { dataset, table, provider, clusterBy, options, properties } = self;
  const definition = {
    provider,
    clusterBy,
    options: Object.fromEntries(options),
    properties: Object.fromEntries(properties),
    ...partitioning(self.partitionBy),
    location: undefined,
    comment: undefined,
  };
  await writeToTable(dataset, table, definition, kind, runOptions(thread));
  return null;
}

const writes = (kind: TableWrite) => method([], (thread, self: TableWriterState) => write(thread, self, kind));

/** Columns as they are, and one `bucket(n, column)`. */
function partitioning(transforms: readonly Expression[]) {
  const partitionBy: string[] = [];
  let bucket: BucketSpec | undefined;
  for (const expression of transforms) {
    if (expression.kind === 'unresolved-attribute') partitionBy.push(expression.parts.join('.'));
    else if (bucket === undefined) bucket = bucketOf(expression);
    else unsupported(expression);
  }
  return { partitionBy, bucket };
}

function bucketOf(expression: Expression): BucketSpec {
  const [count, ...columns] = expression.kind === 'unresolved-function' ? expression.args : [];
  if (expression.kind !== 'unresolved-function' || expression.name[0] !== 'bucket' || count?.kind !== 'literal')
    return unsupported(expression);
  const names = columns.map((each) =>
    each.kind === 'unresolved-attribute' ? each.parts.join('.') : unsupported(each),
  );
  return { buckets: Number(count.value), columns: names, sortColumns: [] };
}

const unsupported = (expression: Expression): never =>
  raise('UNSUPPORTED_PARTITION_TRANSFORM', { transform: `\`${expressionText(expression)}\`` });

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
      options: method([ref(() => MapInterface)], (_, self, options) => {
        for (const { key, value } of options.entries()) self.options.set(String(key), valueText(value));
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
      // Of its condition nothing is asked: no table of this catalog can be overwritten in part.
      overwrite: method([ref(() => ColumnClass)], (thread, self) => write(thread, self, 'overwrite')),
      overwritePartitions: writes('overwritePartitions'),
    },
  }),
);
