// org.apache.spark.sql.classic.DataFrameWriter.

import { raise } from '@tspark/engine/errors/raise.ts';
import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { type SaveMode, saveModeNamed, writeFiles } from '@tspark/engine/session/write.ts';
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
  readonly options: Map<string, string>;
}

export const newWriter = (dataset: Dataset): WriterState => ({
  dataset,
  format: undefined,
  mode: 'errorifexists',
  partitionBy: [],
  options: new Map(),
});

async function save(
  thread: Thread,
  self: WriterState,
  format: string | undefined,
  path: string | undefined,
): Promise<null> {
  const target = path ?? self.options.get('path');
  if (target === undefined) raise('WRITE_PATH_MISSING', {});
  const source = format ?? self.format ?? self.dataset.session.conf.get('spark.sql.sources.default') ?? 'parquet';
  await writeFiles(
    self.dataset,
    { source, path: target, mode: self.mode, partitionBy: self.partitionBy, options: self.options },
    runOptions(thread),
  );
  return null;
}

function setOption(self: WriterState, key: string, value: string) {
  self.options.set(key.toLowerCase(), value);
  return DataFrameWriterClass.of(self);
}

const files = (format: string) =>
  method([STRING], (thread, self: WriterState, path) => save(thread, self, format, path));
const refused = (feature: string) => raise('UNSUPPORTED_FEATURE_BY_NAME', { feature });

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
      bucketBy: method([INT, STRING, ref(() => SeqClass)], () => refused('bucketBy')),
      sortBy: method([STRING, ref(() => SeqClass)], () => refused('sortBy')),
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
      saveAsTable: method([STRING], () => refused('saveAsTable')),
      insertInto: method([STRING], () => refused('insertInto')),
    },
  }),
);
