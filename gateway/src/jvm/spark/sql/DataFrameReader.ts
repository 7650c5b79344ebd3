// org.apache.spark.sql.classic.DataFrameReader.

import { raise } from '@tspark/engine/errors/raise.ts';
import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { textsOf } from '@tspark/engine/session/dataset-rdd.ts';
import { readJsonTexts } from '@tspark/engine/session/json.ts';
import { readerSchema, readFiles, readTable } from '@tspark/engine/session/read.ts';
import type { SparkSession } from '@tspark/engine/session/spark-session.ts';
import { parseTableIdentifier, parseTableSchema } from '@tspark/engine/sql/parse.ts';
import type { StructType } from '@tspark/engine/types/data-type.ts';
import type { Thread } from '../../../thread.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { BOOLEAN, DOUBLE, LONG, nullable, ref, STRING } from '../../param-types.ts';
import { SeqClass } from '../../scala/collection/Seq.ts';
import { JavaRDDClass } from '../api/java/JavaRDD.ts';
import { runOptions } from '../application.ts';
import { DatasetClass } from './Dataset.ts';
import { StructTypeClass } from './types/DataType.ts';

/** Mutable, as Spark's: `spark.read` gives a new one. */
export interface ReaderState {
  readonly session: SparkSession;
  format: string | undefined;
  schema: StructType | undefined;
  readonly options: Map<string, string>;
}

export const newReader = (session: SparkSession): ReaderState => ({
  session,
  format: undefined,
  schema: undefined,
  options: new Map(),
});

async function load(self: ReaderState, format: string | undefined, paths: readonly string[]) {
  const source = format ?? self.format ?? self.session.conf.get('spark.sql.sources.default') ?? 'parquet';
  return DatasetClass.of(await readFiles(self.session, source, self.options, self.schema, paths));
}

/** JSON that is there already: no files are read. */
export async function readTexts(thread: Thread, self: ReaderState, texts: Dataset) {
  return DatasetClass.of(await readJsonTexts(texts, self.options, self.schema, runOptions(thread)));
}

function setOption(self: ReaderState, key: string, value: string) {
  self.options.set(key.toLowerCase(), value);
  return DataFrameReaderClass.of(self);
}

function withSchema(self: ReaderState, schema: StructType) {
  self.schema = readerSchema(self.session, schema);
  return DataFrameReaderClass.of(self);
}

const files = (format: string) =>
  method([ref(() => SeqClass)], (_, self: ReaderState, paths) => load(self, format, paths.map(String)));

export const DataFrameReaderClass: JavaClass<ReaderState> = javaClass(
  'org.apache.spark.sql.classic.DataFrameReader',
  () => ({
    methods: {
      format: method([STRING], (_, self, format) => {
        self.format = format;
        return DataFrameReaderClass.of(self);
      }),
      schema: [
        method([STRING], (_, self, text) => withSchema(self, parseTableSchema(text))),
        method([ref(() => StructTypeClass)], (_, self, schema) => withSchema(self, schema as StructType)),
      ],
      option: [
        method([STRING, nullable(STRING)], (_, self, key, value) =>
          value === null ? DataFrameReaderClass.of(self) : setOption(self, key, value),
        ),
        method([STRING, BOOLEAN], (_, self, key, value) => setOption(self, key, String(value))),
        method([STRING, LONG], (_, self, key, value) => setOption(self, key, String(value))),
        method([STRING, DOUBLE], (_, self, key, value) => setOption(self, key, String(value))),
      ],
      load: [
        method([], (_, self) => load(self, undefined, [])),
        method([STRING], (_, self, path) => load(self, undefined, [path])),
        method([ref(() => SeqClass)], (_, self, paths) => load(self, undefined, paths.map(String))),
      ],
      csv: files('csv'),
      json: [
        files('json'),
        method([ref(() => JavaRDDClass)], async (thread, self, rdd) =>
          readTexts(thread, self, await textsOf(self.session, rdd.node)),
        ),
      ],
      parquet: files('parquet'),
      orc: files('orc'),
      text: files('text'),
      xml: files('xml'),
      changes: method([STRING], (_, self): never => {
        if (self.schema !== undefined) return raise('_LEGACY_ERROR_TEMP_1189', { operation: 'changes' });
        return raise('UNSUPPORTED_FEATURE.CHANGE_DATA_CAPTURE', { catalogName: self.session.catalog.currentCatalog });
      }),
      table: method([STRING], async (_, self, name) =>
        DatasetClass.of(await readTable(self.session, parseTableIdentifier(name), self.options)),
      ),
    },
  }),
);
