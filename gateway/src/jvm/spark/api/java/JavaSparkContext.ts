// org.apache.spark.api.java.JavaSparkContext: the context PySpark holds.

import type { SparkContext } from '@tspark/engine/session/spark-context.ts';
import { SPARK_VERSION } from '@tspark/engine/session/spark-context.ts';
import { construct, javaClass } from '../../../define.ts';
import { javaMap } from '../../../java/util/Map.ts';
import { javaSet } from '../../../java/util/Set.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method } from '../../../method.ts';
import { BOOLEAN, nullable, ref, STRING } from '../../../param-types.ts';
import {
  addTag,
  clearTags,
  localProperties,
  removeTag,
  setLocalProperty,
  startContext,
  tags,
} from '../../application.ts';
import { checkLogLevel } from '../../log-level.ts';
import { SparkConfClass } from '../../SparkConf.ts';
import { SparkContextClass } from '../../SparkContext.ts';
import { JavaSparkStatusTracker } from './JavaSparkStatusTracker.ts';
import { rddSources } from './rdd-sources.ts';

export const JavaSparkContextClass: JavaClass<SparkContext> = javaClass(
  'org.apache.spark.api.java.JavaSparkContext',
  () => ({
    constructors: [construct([ref(SparkConfClass)], (thread, conf) => startContext(thread, conf))],
    methods: {
      ...rddSources(),
      sc: method([], (_, self) => SparkContextClass.of(self)),
      getConf: method([], (_, self) => SparkConfClass.of(new Map(self.conf))),
      version: method([], () => SPARK_VERSION),
      startTime: method([], (_, self) => BigInt(self.startTime)),
      stop: method([], async (_, self) => {
        await self.stop();
        void self.accumulators.nudgeUntilClosed();
      }),
      statusTracker: method([], (_, self) => JavaSparkStatusTracker.of(self)),
      resources: method([], () => javaMap([])),
      setCallSite: method([nullable(STRING)], (thread, _, site) => {
        setLocalProperty(thread, 'callSite.short', site);
      }),
      setLogLevel: method([STRING], (_, __, level) => {
        checkLogLevel(level);
      }),
      getLocalProperty: method([STRING], (thread, _, key) => localProperties.get(thread)[key] ?? null),
      setLocalProperty: method([STRING, nullable(STRING)], (thread, _, key, value) => {
        setLocalProperty(thread, key, value);
      }),
      setJobDescription: method([nullable(STRING)], (thread, _, text) => {
        setLocalProperty(thread, 'spark.job.description', text);
      }),
      setJobGroup: method([STRING, STRING, BOOLEAN], (thread, _, group, description, interrupt) => {
        setLocalProperty(thread, 'spark.jobGroup.id', group);
        setLocalProperty(thread, 'spark.job.description', description);
        setLocalProperty(thread, 'spark.job.interruptOnCancel', String(interrupt));
      }),
      setInterruptOnCancel: method([BOOLEAN], (thread, _, interrupt) => {
        setLocalProperty(thread, 'spark.job.interruptOnCancel', String(interrupt));
      }),
      addJobTag: method([STRING], (thread, _, tag) => {
        addTag(thread, tag);
      }),
      removeJobTag: method([STRING], (thread, _, tag) => {
        removeTag(thread, tag);
      }),
      getJobTags: method([], (thread) => javaSet(tags(thread))),
      clearJobTags: method([], (thread) => {
        clearTags(thread);
      }),
      cancelJobGroup: method([STRING], (_, self, group) => {
        self.scheduler.cancelGroup(group);
      }),
      cancelJobsWithTag: method([STRING], (_, self, tag) => {
        self.scheduler.cancelTag(tag);
      }),
      cancelAllJobs: method([], (_, self) => {
        self.scheduler.cancelAll();
      }),
    },
  }),
);
