// org.apache.spark.SparkContext, as PySpark reaches it through `_jsc.sc()`.

import { newCheckpointDir } from '@tspark/engine/session/rdd-checkpoint.ts';
import type { SparkContext } from '@tspark/engine/session/spark-context.ts';
import { javaClass } from '../define.ts';
import { Properties } from '../java/util/Properties.ts';
import type { JavaClass } from '../java-class.ts';
import { method } from '../method.ts';
import { BOOLEAN, objectOf, ref, STRING } from '../param-types.ts';
import { scalaSeq } from '../scala/collection/Seq.ts';
import { noneOption, optionOf } from '../scala/Option.ts';
import { PythonAccumulatorV2Class } from './api/python/PythonAccumulatorV2.ts';
import { localProperties } from './application.ts';
import { propertiesFrom, propertiesObject } from './local-properties.ts';
import { checkLogLevel } from './log-level.ts';
import { SparkConfClass } from './SparkConf.ts';

export const SparkContextClass: JavaClass<SparkContext> = javaClass('org.apache.spark.SparkContext', () => ({
  methods: {
    conf: method([], (_, self) => SparkConfClass.of(self.conf)),
    applicationId: method([], (_, self) => self.applicationId),
    applicationAttemptId: method([], () => noneOption()),
    appName: method([], (_, self) => self.conf.get('spark.app.name') ?? ''),
    master: method([], (_, self) => self.master.url),
    sparkUser: method([], (_, self) => self.user),
    startTime: method([], (_, self) => BigInt(self.startTime)),
    uiWebUrl: method([], () => noneOption()),
    isStopped: method([], (_, self) => self.isStopped),
    defaultParallelism: method([], (_, self) => self.defaultParallelism),
    defaultMinPartitions: method([], (_, self) => Math.min(self.defaultParallelism, 2)),
    register: method([objectOf(() => PythonAccumulatorV2Class)], (_, self, accumulator) => {
      self.accumulators.register(accumulator.value);
    }),
    getLocalProperties: method([], (thread) => propertiesObject(localProperties.get(thread))),
    setLocalProperties: method([ref(Properties)], (thread, _, properties) => {
      localProperties.set(thread, propertiesFrom(properties));
    }),
    cancelAllJobs: method([], (_, self) => {
      self.scheduler.cancelAll();
    }),
    cancelJobGroup: method([STRING], (_, self, group) => {
      self.scheduler.cancelGroup(group);
    }),
    cancelJobsWithTag: method([STRING], (_, self, tag) => {
      self.scheduler.cancelTag(tag);
    }),
    setCheckpointDir: method([STRING], async (_, self, directory) => {
      self.checkpointDir = await newCheckpointDir(directory);
    }),
    getCheckpointDir: method([], (_, self) => optionOf(self.checkpointDir ?? null)),
    addFile: method([STRING, BOOLEAN], (_, self, path, recursive) => {
      self.files.add(path, recursive);
    }),
    addArchive: method([STRING], (_, self, path) => {
      self.files.addArchive(path);
    }),
    listArchives: method([], (_, self) => scalaSeq(self.files.archives)),
    listFiles: method([], (_, self) => scalaSeq(self.files.list)),
    setLogLevel: method([STRING], (_, __, level) => {
      checkLogLevel(level);
    }),
  },
}));
