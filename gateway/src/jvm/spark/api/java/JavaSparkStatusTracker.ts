// org.apache.spark.api.java.JavaSparkStatusTracker: jobs and stages as they run.

import type { JobInfo, SchedulerStatus, StageInfo } from '@tspark/engine/exec/status.ts';
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

export const JavaSparkStatusTracker: JavaClass<SchedulerStatus> = javaClass(
  'org.apache.spark.api.java.JavaSparkStatusTracker',
  () => ({
    methods: {
      getJobIdsForGroup: method([nullable(STRING)], (_, self, group) => ints(self.jobIdsForGroup(group ?? undefined))),
      getJobIdsForTag: method([STRING], (_, self, tag) => ints(self.jobIdsForTag(tag))),
      getActiveJobsIds: method([], (_, self) => ints(self.activeJobIds())),
      getActiveStageIds: method([], (_, self) => ints(self.activeStageIds())),
      getJobInfo: method([INT], (_, self, id) => {
        const info = self.jobs.get(id);
        return info === undefined ? null : SparkJobInfo.of(info);
      }),
      getStageInfo: method([INT], (_, self, id) => {
        const info = self.stages.get(id);
        return info === undefined ? null : SparkStageInfo.of(info);
      }),
    },
  }),
);
