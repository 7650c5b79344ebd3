// org.apache.spark.sql.classic.SparkSession and its companion object.

import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { SPARK_VERSION } from '@tspark/engine/session/spark-context.ts';
import { SparkSession } from '@tspark/engine/session/spark-session.ts';
import { parseDataType, parseTableIdentifier } from '@tspark/engine/sql/parse.ts';
import { typeFromJson } from '@tspark/engine/types/type-json.ts';
import type { HashTable } from '../../../objects/hash-table.ts';
import { construct, javaClass, staticField } from '../../define.ts';
import { javaList } from '../../java/util/List.ts';
import { MapInterface } from '../../java/util/Map.ts';
import { javaSet } from '../../java/util/Set.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { arrayOf, INT, LONG, OBJECT, ref, STRING } from '../../param-types.ts';
import { optionOf } from '../../scala/Option.ts';
import { valueText } from '../../value-text.ts';
import { activeSession, addTag, application, clearTags, removeTag, runningContext, tags } from '../application.ts';
import { RDDClass } from '../rdd/Rdd.ts';
import { SparkContextClass } from '../SparkContext.ts';
import { CatalogClass } from './Catalog.ts';
import { ColumnClass, operand } from './Column.ts';
import { AttributeReferenceClass, UnresolvedAttributeClass } from './catalyst/attributes.ts';
import type { ColumnValue } from './column-value.ts';
import { DataFrameReaderClass, newReader } from './DataFrameReader.ts';
import { DatasetClass } from './Dataset.ts';
import { fromPythonRdd } from './python-rdd-source.ts';
import { RuntimeConfigClass } from './RuntimeConfig.ts';
import { SessionStateClass } from './SessionState.ts';
import { SQLContextClass } from './SQLContext.ts';
import { dataTypeObject } from './types/DataType.ts';
import { UDFRegistrationClass } from './UDFRegistration.ts';
import { UDTFRegistrationClass } from './UDTFRegistration.ts';

const OBJECTS = arrayOf(OBJECT);

function settings(table: HashTable): ReadonlyMap<string, string> {
  return new Map(table.entries().map(({ key, value }) => [String(key), valueText(value)]));
}

const give = async (dataset: Promise<Dataset>) => DatasetClass.of(await dataset);

/** Types come as JSON from Python's types, as DDL from its texts. */
function anyType(text: string) {
  return /^\s*[{"]/.test(text) ? typeFromJson(JSON.parse(text)) : parseDataType(text);
}

function expressionOf(column: ColumnValue) {
  const { expression } = column;
  if (expression.kind === 'unresolved-attribute') return UnresolvedAttributeClass.of(expression);
  return expression.kind === 'attribute' ? AttributeReferenceClass.of(expression) : ColumnClass.of(column);
}

export const SparkSessionClass: JavaClass<SparkSession> = javaClass(
  'org.apache.spark.sql.classic.SparkSession',
  () => ({
    constructors: [
      construct([ref(SparkContextClass)], (_, context) => new SparkSession(context)),
      construct(
        [ref(SparkContextClass), ref(MapInterface)],
        (_, context, options) => new SparkSession(context, settings(options)),
      ),
    ],
    isEqual: (self, other) => SparkSessionClass.holds(other) && other.value === self,
    methods: {
      version: method([], () => SPARK_VERSION),
      sparkContext: method([], (_, self) => SparkContextClass.of(self.context)),
      conf: method([], (_, self) => RuntimeConfigClass.of(self.conf)),
      sessionState: method([], (_, self) => SessionStateClass.of(self)),
      sessionUUID: method([], (_, self) => self.id),
      sqlContext: method([], (_, self) => SQLContextClass.of(self)),
      newSession: method([], (_, self) => SparkSessionClass.of(self.newSession())),
      catalog: method([], (_, self) => CatalogClass.of(self)),
      udf: method([], (_, self) => UDFRegistrationClass.of(self)),
      udtf: method([], (_, self) => UDTFRegistrationClass.of(self)),
      read: method([], (_, self) => DataFrameReaderClass.of(newReader(self))),
      table: method([STRING], (_, self, name) => give(self.table(parseTableIdentifier(name)))),
      range: [
        method([LONG, LONG, LONG, INT], (_, self, start, end, step, slices) =>
          give(self.range(start, end, step, slices)),
        ),
        method([LONG, LONG, LONG], (_, self, start, end, step) => give(self.range(start, end, step, undefined))),
      ],
      sql: [
        method([STRING], (_, self, text) => give(self.sql(text))),
        method([STRING, OBJECTS], (_, self, text, values) => give(self.sql(text, values.map(operand)))),
        method([STRING, ref(MapInterface)], (_, self, text, values) =>
          give(self.sql(text, new Map(values.entries().map(({ key, value }) => [String(key), operand(value)])))),
        ),
      ],
      parseDataType: method([STRING], (_, __, text) => dataTypeObject(anyType(text))),
      applySchemaToPythonRDD: method([ref(() => RDDClass), STRING], (_, self, rdd, schema) =>
        give(fromPythonRdd(self, rdd, schema)),
      ),
      cleanupPythonWorkerLogs: method([], () => undefined),
      expression: method([ref(() => ColumnClass)], (_, __, column) => expressionOf(column)),
      addTag: method([STRING], (thread, _, tag) => {
        addTag(thread, tag);
      }),
      removeTag: method([STRING], (thread, _, tag) => {
        removeTag(thread, tag);
      }),
      getTags: method([], (thread) => javaSet(tags(thread))),
      clearTags: method([], (thread) => {
        clearTags(thread);
      }),
      interruptAll: method([], (_, self) => {
        const running = self.context.scheduler.status.activeJobIds().map(String);
        self.context.scheduler.cancelAll();
        return javaList(running);
      }),
      interruptTag: method([STRING], (_, self, tag) => {
        const running = self.context.scheduler.status.jobIdsForTag(tag).map(String);
        self.context.scheduler.cancelTag(tag);
        return javaList(running);
      }),
      close: method([], async (_, self) => {
        await self.context.stop();
      }),
      stop: method([], async (_, self) => {
        await self.context.stop();
      }),
    },
    statics: {
      builder: staticMethod([], () => SessionBuilder.of(new Map())),
      getActiveSession: staticMethod([], (thread) => sessionOption(activeSession.get(thread))),
      setActiveSession: staticMethod([ref(() => SparkSessionClass)], (thread, session) => {
        activeSession.set(thread, session);
      }),
      clearActiveSession: staticMethod([], (thread) => {
        activeSession.set(thread, undefined);
      }),
      getDefaultSession: staticMethod([], (thread) => sessionOption(application(thread.gateway).defaultSession)),
      setDefaultSession: staticMethod([ref(() => SparkSessionClass)], (thread, session) => {
        application(thread.gateway).defaultSession = session;
      }),
      clearDefaultSession: staticMethod([], (thread) => {
        application(thread.gateway).defaultSession = undefined;
      }),
    },
  }),
);

/** A session whose context was stopped counts as none. */
function sessionOption(session: SparkSession | undefined) {
  return optionOf(session === undefined || session.context.isStopped ? null : SparkSessionClass.of(session));
}

export const SparkSessionModule: JavaClass<unknown> = javaClass('org.apache.spark.sql.classic.SparkSession$', () => ({
  methods: {
    applyModifiableSettings: method([ref(SparkSessionClass), ref(MapInterface)], (_, __, session, options) => {
      for (const [key, value] of settings(options)) {
        if (!session.conf.isStatic(key)) session.conf.initialize(key, value);
      }
    }),
  },
  staticFields: { MODULE$: staticField(OBJECT, () => SparkSessionModule.of(undefined)) },
}));

export const SessionBuilder: JavaClass<Map<string, string>> = javaClass(
  'org.apache.spark.sql.classic.SparkSession$Builder',
  () => ({
    methods: {
      config: method([ref(MapInterface)], (_, self, options) =>
        SessionBuilder.of(new Map([...self, ...settings(options)])),
      ),
      create: method([], (thread, self) => {
        const session = new SparkSession(runningContext(thread), self);
        application(thread.gateway).defaultSession ??= session;
        activeSession.set(thread, session);
        return SparkSessionClass.of(session);
      }),
    },
  }),
);
