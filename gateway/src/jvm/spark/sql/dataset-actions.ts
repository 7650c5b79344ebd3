// The actions of Dataset, and what it says of itself.

import type { ViewScope } from '@tspark/engine/catalog/session-catalog.ts';
import { serveArrow, serveChunks, servePartitions } from '@tspark/engine/python/side-socket.ts';
import * as run from '@tspark/engine/session/actions.ts';
import { DEFAULT_LEVEL, type Level } from '@tspark/engine/session/cache-manager.ts';
import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { toJson } from '@tspark/engine/session/json.ts';
import * as kept from '@tspark/engine/session/persist.ts';
import { showHtml, showTable, showVertical } from '@tspark/engine/session/show.ts';
import { javaArray } from '../../array-class.ts';
import { StringClass } from '../../java/lang/String.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { BOOLEAN, INT, ref, STRING } from '../../param-types.ts';
import { runOptions } from '../application.ts';
import { socketResult } from '../side-socket-result.ts';
import { StorageLevelClass } from '../storage/StorageLevel.ts';
import { DataFrameWriterClass, newWriter } from './DataFrameWriter.ts';
import { DataFrameWriterV2Class, newTableWriter } from './DataFrameWriterV2.ts';
import { DatasetClass } from './Dataset.ts';
import { rowsAsPickledRdd, rowsAsRdd } from './dataset-rdd.ts';
import { QueryExecutionClass } from './QueryExecution.ts';
import { SparkSessionClass } from './SparkSession.ts';
import { dataTypeObject } from './types/DataType.ts';

const MOST_ROWS_SHOWN = 2 ** 31 - 15;

function rowCount(asked: number): number {
  return Math.min(Math.max(asked, 0), MOST_ROWS_SHOWN);
}

const view = (scope: ViewScope, replace: boolean) =>
  method([STRING], (_, self: Dataset, name) => {
    self.session.createView(name, self, scope, replace);
  });

/** All rows are there before Python is told where to read them: errors are raised by the call itself, as in Spark. */
async function collected(bytes: AsyncIterable<Uint8Array>) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return socketResult(serveChunks(chunks));
}

function persisted(self: Dataset, level: Level) {
  kept.persist(self, level);
  return DatasetClass.of(self);
}

export function actions() {
  return {
    schema: method([], (_, self: Dataset) => dataTypeObject(self.schema)),
    columns: method([], (_, self: Dataset) => javaArray(StringClass as JavaClass, [...self.columns])),
    isStreaming: method([], () => false),
    isLocal: method([], (_, self: Dataset) => run.isLocal(self)),
    sparkSession: method([], (_, self: Dataset) => SparkSessionClass.of(self.session)),
    queryExecution: method([], (_, self: Dataset) => QueryExecutionClass.of(self.execution)),
    showString: method([INT, INT, BOOLEAN], async (thread, self: Dataset, rows, limit, vertical) => {
      const table = await run.table(self, rowCount(rows), runOptions(thread));
      return vertical ? showVertical(table, limit) : showTable(table, limit);
    }),
    htmlString: method([INT, INT], async (thread, self: Dataset, rows, limit) =>
      showHtml(await run.table(self, rowCount(rows), runOptions(thread)), limit),
    ),
    count: method([], (thread, self: Dataset) => run.count(self, runOptions(thread))),
    isEmpty: method([], (thread, self: Dataset) => run.isEmpty(self, runOptions(thread))),
    collectToPython: method([], (thread, self: Dataset) => collected(run.collectPickled(self, runOptions(thread)))),
    tailToPython: method([INT], (thread, self: Dataset, rows) =>
      collected(run.tailPickled(self, rows, runOptions(thread))),
    ),
    toPythonIterator: [
      method([], (thread, self: Dataset) =>
        socketResult(servePartitions(run.pickledPartitions(self, runOptions(thread)))),
      ),
      method([BOOLEAN], (thread, self: Dataset) =>
        socketResult(servePartitions(run.pickledPartitions(self, runOptions(thread)))),
      ),
    ],
    collectAsArrowToPython: method([], (thread, self: Dataset) => {
      const { writer, batches, order } = run.collectArrow(self, runOptions(thread));
      return socketResult(serveArrow(writer, batches, order));
    }),
    javaToPython: method([], (thread, self: Dataset) => rowsAsPickledRdd(thread, self)),
    toJSON: method([], async (_, self: Dataset) => DatasetClass.of(await toJson(self))),
    toJavaRDD: method([], (thread, self: Dataset) => rowsAsRdd(thread, self)),
    createTempView: view('temporary', false),
    createOrReplaceTempView: view('temporary', true),
    createGlobalTempView: view('global-temporary', false),
    createOrReplaceGlobalTempView: view('global-temporary', true),
    cache: method([], (_, self: Dataset) => persisted(self, DEFAULT_LEVEL)),
    persist: method([ref(() => StorageLevelClass)], (_, self: Dataset, level) => persisted(self, level)),
    unpersist: method([BOOLEAN], (_, self: Dataset) => {
      kept.unpersist(self);
      return DatasetClass.of(self);
    }),
    storageLevel: method([], (_, self: Dataset) => StorageLevelClass.of(kept.storageLevel(self))),
    inputFiles: method([], (_, self: Dataset) => javaArray(StringClass as JavaClass, [...run.inputFiles(self)])),
    sameSemantics: method([ref(() => DatasetClass)], (_, self: Dataset, other) => run.sameSemantics(self, other)),
    semanticHash: method([], (_, self: Dataset) => run.semanticHash(self)),
    write: method([], (_, self: Dataset) => DataFrameWriterClass.of(newWriter(self))),
    writeTo: method([STRING], (_, self: Dataset, table) => DataFrameWriterV2Class.of(newTableWriter(self, table))),
  };
}
