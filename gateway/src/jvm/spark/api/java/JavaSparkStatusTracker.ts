// org.apache.spark.api.java.JavaSparkStatusTracker: jobs and stages as they run.

import type { JobInfo, StageInfo } from '@tspark/engine/exec/status.ts';
import type { SparkContext } from '@tspark/engine/session/spark-context.ts';
import { javaArray } from '../../../array-class.ts';
import { javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method } from '../../../method.ts';
import { INT, nullable, STRING } from '../../../param-types.ts';
import { INT_PRIMITIVE } from '../../../primitives.ts';

const ints = (values: readonly number[]) => javaArray(INT_PRIMITIVE, [...values]);

export const SparkJobInfo: JavaClass<JobInfo> = javaClass('org.apache.spark.SparkJobInfoImpl', () => ({
  methods: {
    jobId: method([], (_, self) => self.id),
    stageIds: method([], (_, self) => ints(self.stages)),
    status: method([], (_, self) => self.status.toUpperCase()),
  },
}));

export const SparkStageInfo: JavaClass<StageInfo> = javaClass('org.apache.spark.SparkStageInfoImpl', () => ({
  methods: {
    stageId: method([], (_, self) => self.id),
    currentAttemptId: method([], () => 0),
    name: method([], (_, self) => self.name),
    numTasks: method([], (_, self) => self.tasks),
    numActiveTasks: method([], (_, self) => self.active),
    numCompletedTasks: method([], (_, self) => self.completed),
    numFailedTasks: method([], (_, self) => self.failed),
    submissionTime: method([], (_, self) => BigInt(self.submitted)),
  },
}));

/** The one executor of a local run, which is the driver too. */
export const SparkExecutorInfo: JavaClass<SparkContext> = javaClass('org.apache.spark.SparkExecutorInfoImpl', () => ({
  methods: {
    host: method([], () => 'localhost'),
    port: method([], () => 0),
    cacheSize: method([], (_, self) => BigInt(self.budget.used())),
    numRunningTasks: method([], (_, self) => self.scheduler.status.runningTasks),
    usedOnHeapStorageMemory: method([], (_, self) => BigInt(self.budget.used())),
    usedOffHeapStorageMemory: method([], () => 0n),
    totalOnHeapStorageMemory: method([], (_, self) => BigInt(self.budget.total)),
    totalOffHeapStorageMemory: method([], () => 0n),
  },
}));

export const JavaSparkStatusTracker: JavaClass<SparkContext> = javaClass(
  'org.apache.spark.api.java.JavaSparkStatusTracker',
  () => ({
    methods: {
      getJobIdsForGroup: method([nullable(STRING)], (_, self, group) =>
        ints(self.scheduler.status.jobIdsForGroup(group ?? undefined)),
      ),
      getJobIdsForTag: method([STRING], (_, self, tag) => ints(self.scheduler.status.jobIdsForTag(tag))),
      getActiveJobIds: method([], (_, self) => ints(self.scheduler.status.activeJobIds())),
      getActiveStageIds: method([], (_, self) => ints(self.scheduler.status.activeStageIds())),
      getExecutorInfos: method([], (_, self) =>
        javaArray(SparkExecutorInfo as JavaClass, [SparkExecutorInfo.of(self)]),
      ),
      getJobInfo: method([INT], (_, self, id) => {
        const info = self.scheduler.status.jobs.get(id);
        return info === undefined ? null : SparkJobInfo.of(info);
      }),
      getStageInfo: method([INT], (_, self, id) => {
        const info = self.scheduler.status.stages.get(id);
        return info === undefined ? null : SparkStageInfo.of(info);
      }),
    },
  }),
);
