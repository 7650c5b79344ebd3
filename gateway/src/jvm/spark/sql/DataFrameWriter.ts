// org.apache.spark.sql.classic.DataFrameWriter.

import { raise } from '@tspark/engine/errors/raise.ts';
import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { discardRows, NOOP } from '@tspark/engine/session/discard-rows.ts';
import { insertIntoTable, saveAsTable } from '@tspark/engine/session/tables/save-table.ts';
import { type SaveMode, saveModeNamed, writeFiles } from '@tspark/engine/session/write.ts';
import { parseMultipartIdentifier } from '@tspark/engine/sql/parse.ts';
import type { Thread } from '../../../thread.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { BOOLEAN, DOUBLE, INT, LONG, nullable, ref, STRING } from '../../param-types.ts';
import { SeqClass } from '../../scala/collection/Seq.ts';
import { runOptions } from '../application.ts';

export interface WriterState {
  readonly dataset: Dataset;
  format: string | undefined;
  mode: SaveMode;
  partitionBy: readonly string[];
  buckets: { readonly count: number; readonly columns: readonly string[] } | undefined;
  sortBy: readonly string[];
  clusterBy: readonly string[];
  readonly options: Map<string, string>;
}

export const newWriter = (dataset: Dataset): WriterState => ({
  dataset,
  format: undefined,
  mode: 'errorifexists',
  partitionBy: [],
  buckets: undefined,
  sortBy: [],
  clusterBy: [],
  options: new Map(),
});

async function save(
  thread: Thread,
  self: WriterState,
  format: string | undefined,
  path: string | undefined,
): Promise<null> {
  refuseTableParts(self, 'save');
  const source = format ?? self.format ?? self.dataset.session.conf.get('spark.sql.sources.default') ?? 'parquet';
  if (source.toLowerCase() === NOOP) {
    if (self.partitionBy.length > 0)
      raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'partitionBy of the source noop' });
    await discardRows(self.dataset, self.mode, runOptions(thread));
    return null;
  }
  const target = path ?? self.options.get('path');
  if (target === undefined) raise('WRITE_PATH_MISSING', {});
  await writeFiles(
    self.dataset,
    { source, path: target, mode: self.mode, partitionBy: self.partitionBy, options: self.options },
    runOptions(thread),
  );
  return null;
}

/** What only a table of the catalog keeps. */
function refuseTableParts(self: WriterState, operation: string): void {
  if (self.buckets !== undefined) {
    if (self.sortBy.length > 0) raise('_LEGACY_ERROR_TEMP_1313', { operation });
    raise('_LEGACY_ERROR_TEMP_1312', { operation });
  }
  if (self.sortBy.length > 0) raise('SORT_BY_WITHOUT_BUCKETING', {});
}

async function saveTable(thread: Thread, self: WriterState, name: string): Promise<null> {
  const { buckets, sortBy, clusterBy, partitionBy, format: provider } = self;
  if (buckets === undefined && sortBy.length > 0) raise('SORT_BY_WITHOUT_BUCKETING', {});
  const definition = {
    provider,
    options: Object.fromEntries(self.options),
    partitionBy,
    bucket: buckets && { buckets: buckets.count, columns: buckets.columns, sortColumns: sortBy },
    clusterBy,
    location: undefined,
    comment: undefined,
    properties: {},
  };
  await saveAsTable(self.dataset, parseMultipartIdentifier(name), definition, self.mode, runOptions(thread));
  return null;
}

async function insertInto(thread: Thread, self: WriterState, name: string): Promise<null> {
  refuseTableParts(self, 'insertInto');
  if (self.partitionBy.length > 0) raise('PARTITION_BY_NOT_ALLOWED_WITH_INSERT_INTO', { tableName: name });
  const overwrite = self.mode === 'overwrite';
  const options = Object.fromEntries(self.options);
  await insertIntoTable(self.dataset, parseMultipartIdentifier(name), overwrite, options, runOptions(thread));
  return null;
}

function setOption(self: WriterState, key: string, value: string) {
  self.options.set(key.toLowerCase(), value);
  return DataFrameWriterClass.of(self);
}

const files = (format: string) =>
  method([STRING], (thread, self: WriterState, path) => save(thread, self, format, path));

export const DataFrameWriterClass: JavaClass<WriterState> = javaClass(
  'org.apache.spark.sql.classic.DataFrameWriter',
  () => ({
    methods: {
      format: method([STRING], (_, self, format) => {
        self.format = format;
        return DataFrameWriterClass.of(self);
      }),
      mode: method([STRING], (_, self, mode) => {
        self.mode = saveModeNamed(mode);
        return DataFrameWriterClass.of(self);
      }),
      option: [
        method([STRING, nullable(STRING)], (_, self, key, value) =>
          value === null ? DataFrameWriterClass.of(self) : setOption(self, key, value),
        ),
        method([STRING, BOOLEAN], (_, self, key, value) => setOption(self, key, String(value))),
        method([STRING, LONG], (_, self, key, value) => setOption(self, key, String(value))),
        method([STRING, DOUBLE], (_, self, key, value) => setOption(self, key, String(value))),
      ],
      partitionBy: method([ref(() => SeqClass)], (_, self, names) => {
        self.partitionBy = names.map(String);
        return DataFrameWriterClass.of(self);
      }),
      bucketBy: method([INT, STRING, ref(() => SeqClass)], (_, self, count, first, rest) => {
        self.buckets = { count, columns: [first, ...rest.map(String)] };
        return DataFrameWriterClass.of(self);
      }),
      sortBy: method([STRING, ref(() => SeqClass)], (_, self, first, rest) => {
        self.sortBy = [first, ...rest.map(String)];
        return DataFrameWriterClass.of(self);
      }),
      clusterBy: method([STRING, ref(() => SeqClass)], (_, self, first, rest) => {
        self.clusterBy = [first, ...rest.map(String)];
        return DataFrameWriterClass.of(self);
      }),
      save: [
        method([], (thread, self) => save(thread, self, undefined, undefined)),
        method([STRING], (thread, self, path) => save(thread, self, undefined, path)),
      ],
      csv: files('csv'),
      json: files('json'),
      parquet: files('parquet'),
      orc: files('orc'),
      text: files('text'),
      xml: files('xml'),
      saveAsTable: method([STRING], saveTable),
      insertInto: method([STRING], insertInto),
    },
  }),
);
