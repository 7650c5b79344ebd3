/** Runs jobs: their stages in dependency order, each stage's missing tasks on the executors, results to the asker. */
import { assert } from '../errors/internal.ts';
import { bytesText } from '../types/bytes-text.ts';
import type { ReadSpec } from './block.ts';
import type { BlockStore } from './block-store.ts';
import type { ExecutorPool } from './executor-pool.ts';
import { type Job, JobAborted, JobCancelled, type JobRequest, OrderedResults } from './job.ts';
import type { StageMessage } from './messages.ts';
import type { Stage, StageTasks } from './stage.ts';
import { groupOf, hasTag, type JobInfo, SchedulerStatus, type StageInfo } from './status.ts';
import { TaskSet, type TaskSetOptions } from './task-set.ts';

export interface SchedulerOptions {
  readonly pool: ExecutorPool;
  readonly store: BlockStore;
  /** Attempts of a task whose own code fails. */
  readonly maxFailures: number;
}

interface RunningJob {
  readonly info: JobInfo;
  readonly request: JobRequest;
  readonly taskSets: Set<TaskSet>;
  /** Sets that a stage of this job fills, or would have filled: held until the job has ended. */
  readonly sets: Set<number>;
  cancelled: JobCancelled | undefined;
}

/** How often a stage is resubmitted because blocks it reads turn out to be lost. */
const MAX_RESUBMISSIONS = 4;

const SHUT_DOWN = 'because SparkContext was shut down';

export class Scheduler {
  readonly status = new SchedulerStatus();
  readonly #options: SchedulerOptions;
  readonly #jobs = new Map<number, RunningJob>();
  readonly #computing = new Map<number, Promise<void>>();
  #stopped = false;
  #lastJob = -1;
  #lastStage = -1;
  #lastTask = 0;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    const { pool, store } = options;
    store.onRelease = (set) => pool.drop([], [set]);
    pool.serve('slab', (bytes, taskId) => store.allocate(bytes as number, taskId));
    pool.serve('memory', (bytes) => store.makeRoom(bytes as number));
  }

  run(request: JobRequest): Job {
    const id = ++this.#lastJob;
    const info: JobInfo = { id, properties: request.properties, stages: [], status: 'running', submitted: Date.now() };
    const job: RunningJob = { info, request, taskSets: new Set(), sets: new Set(), cancelled: undefined };
    this.#jobs.set(id, job);
    this.status.remember(info);
    this.status.tell((l) => l.jobStarted?.(info));
    const count = Promise.withResolvers<number>();
    const wanted = Promise.withResolvers<number>();
    count.promise.catch(() => {});
    wanted.promise.catch(() => {});
    const results = new OrderedResults(wanted.promise);
    const onAbort = (): void => this.#cancel(job, 'the job was interrupted');
    request.signal?.addEventListener('abort', onAbort, { once: true });
    if (request.signal?.aborted === true) onAbort();
    if (this.#stopped) this.#cancel(job, SHUT_DOWN);
    this.#runResultStage(job, results, count.resolve, wanted.resolve)
      .then(
        () => {
          info.status = 'succeeded';
        },
        (error: unknown) => {
          info.status = 'failed';
          count.reject(error);
          wanted.reject(error);
          results.fail(error);
        },
      )
      .finally(() => {
        request.signal?.removeEventListener('abort', onAbort);
        this.#jobs.delete(id);
        this.#options.store.unhold([...job.sets]);
        results.end();
        this.status.tell((l) => l.jobEnded?.(info));
      });
    return { id, results, partitionCount: count.promise, cancel: (reason) => this.#cancel(job, reason) };
  }

  cancelJob(id: number, reason = ''): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) this.#cancel(job, reason);
  }

  cancelGroup(group: string): void {
    this.#cancelWhere((job) => groupOf(job.info.properties) === group, `part of cancelled job group ${group}`);
  }

  cancelTag(tag: string): void {
    this.#cancelWhere((job) => hasTag(job.info.properties, tag), `part of cancelled job tags ${tag}`);
  }

  cancelAll(): void {
    this.#cancelWhere(() => true, 'as part of cancellation of all jobs');
  }

  /** Cancels all jobs, those still to come too. */
  stop(): void {
    this.#stopped = true;
    this.#cancelWhere(() => true, SHUT_DOWN);
  }

  #cancelWhere(test: (job: RunningJob) => boolean, reason: string): void {
    for (const job of [...this.#jobs.values()]) if (test(job)) this.#cancel(job, reason);
  }

  #cancel(job: RunningJob, reason: string): void {
    if (job.cancelled === undefined) {
      job.cancelled = new JobCancelled(`[SPARK_JOB_CANCELLED] Job ${job.info.id} cancelled ${reason} SQLSTATE: XXKDA`);
      this.status.tell((l) => l.jobCancelled?.(job.info));
    }
    for (const taskSet of job.taskSets) taskSet.abort(job.cancelled);
  }

  async #runResultStage(
    job: RunningJob,
    results: OrderedResults,
    count: (partitions: number) => void,
    wanted: (partitions: number) => void,
  ): Promise<void> {
    const { stage, partitions: choose, maxResultBytes = 0, onAccumulator } = job.request;
    const done = new Set<number>();
    const sizes = new ResultSizes(maxResultBytes, (error) => {
      for (const set of job.taskSets) set.abort(error);
    });
    await this.#withInput(job, stage, async (tasks) => {
      assert(tasks.output.kind === 'result', 'the last stage of a job gives rows');
      const partitions = choose?.(tasks.partitions) ?? Array.from({ length: tasks.partitions }, (_, i) => i);
      count(tasks.partitions);
      wanted(partitions.length);
      const positions = new Map(partitions.map((p, i) => [p, i]));
      await this.#runTasks(
        job,
        stage,
        tasks,
        partitions.filter((p) => !done.has(p)),
        (partition, report, batches) => {
          done.add(partition);
          if (report.accumulators.length > 0) onAccumulator?.(report.accumulators);
          results.add(positions.get(partition) as number, { partition, batches });
        },
        (taskId, bytes) => sizes.add(taskId, bytes),
      );
    });
  }

  /** Independent stages side by side; the first failure stops the others. */
  async #completeAll(job: RunningJob, stages: readonly Stage[]): Promise<void> {
    const outcomes = await Promise.allSettled(
      stages.map((stage) =>
        this.#complete(job, stage).catch((error: unknown) => {
          for (const taskSet of job.taskSets) taskSet.abort(error as Error);
          throw error;
        }),
      ),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Makes a stage's set complete; jobs that need the same set wait for whoever computes it. */
  async #complete(job: RunningJob, stage: Stage): Promise<void> {
    const { store } = this.#options;
    const set = stage.set as number;
    if (!job.sets.has(set)) {
      job.sets.add(set);
      store.hold([set]);
      if (store.isComplete(set)) this.#announce(job, stage, 0).status = 'complete';
    }
    while (!store.isComplete(set)) {
      const other = this.#computing.get(set);
      if (other !== undefined) {
        await other.catch(() => {});
        this.#throwIfCancelled(job);
        continue;
      }
      const run = this.#computeSet(job, stage, set);
      this.#computing.set(set, run);
      try {
        await run;
      } finally {
        this.#computing.delete(set);
      }
    }
  }

  #computeSet(job: RunningJob, stage: Stage, set: number): Promise<void> {
    const { store } = this.#options;
    return this.#withInput(job, stage, async (tasks) => {
      store.expect(set, tasks.partitions, tasks.output.kind === 'split' ? tasks.output.partitions : 1);
      const all = Array.from({ length: tasks.partitions }, (_, i) => i);
      await this.#runTasks(job, stage, tasks, store.missing(set, all), (partition, report) => {
        store.put(set, partition, report.chunks);
        if (report.accumulators.length > 0) job.request.onAccumulator?.(report.accumulators);
      });
    });
  }

  /** Runs `body` with the stage's parents complete and held; again when a block of them turns out to be lost. */
  async #withInput(job: RunningJob, stage: Stage, body: (tasks: StageTasks) => Promise<void>): Promise<void> {
    const { store } = this.#options;
    for (let lost = 0; ; ) {
      await this.#completeAll(job, stage.parents);
      this.#throwIfCancelled(job);
      const tasks = await stage.prepare(store);
      const sets = tasks.reads.map((r: ReadSpec) => r.set);
      store.hold(sets);
      try {
        // A cache may have been evicted since; now that it is held, it stays.
        if (!stage.parents.every((p) => store.isComplete(p.set as number))) continue;
        await body(tasks);
        return;
      } catch (error) {
        if (!(error instanceof BlockLost) || ++lost > MAX_RESUBMISSIONS) throw error;
        store.forget(error.set, error.map);
      } finally {
        store.unhold(sets);
      }
    }
  }

  async #runTasks(
    job: RunningJob,
    stage: Stage,
    tasks: StageTasks,
    partitions: readonly number[],
    succeeded: TaskSetOptions['succeeded'],
    received: TaskSetOptions['received'] = () => {},
  ): Promise<void> {
    this.#throwIfCancelled(job);
    const { pool, store, maxFailures } = this.#options;
    const info = this.#announce(job, stage, partitions.length);
    const { id } = info;
    this.status.tell((l) => l.stageStarted?.(info));
    const message: StageMessage = {
      stage: id,
      work: tasks.work,
      output: tasks.output,
      reads: tasks.reads,
      chunks: new Map(tasks.reads.map(({ set }) => [set, store.chunks(set)])),
      conf: stage.conf ?? job.request.conf,
      localProperties: job.request.properties,
    };
    const taskSet = new TaskSet({
      pool,
      status: this.status,
      info,
      message,
      partitions,
      maxFailures,
      nextTaskId: () => ++this.#lastTask,
      ended: (taskId) => store.settle(taskId),
      succeeded,
      unwanted: (chunks) => store.discard(chunks),
      received,
    });
    job.taskSets.add(taskSet);
    const outcome = await taskSet.outcome;
    job.taskSets.delete(taskSet);
    info.status = outcome.kind === 'done' ? 'complete' : 'failed';
    this.status.tell((l) => l.stageEnded?.(info));
    pool.drop([id], []);
    if (outcome.kind === 'lost-block') throw new BlockLost(outcome.block.set, outcome.block.map);
    if (outcome.kind === 'failed') throw outcome.error;
  }

  /** A stage of a job as Spark counts them: those whose blocks are there already, too. */
  #announce(job: RunningJob, stage: Stage, tasks: number): StageInfo {
    const info: StageInfo = {
      id: ++this.#lastStage,
      job: job.info.id,
      name: stage.name,
      tasks,
      active: 0,
      completed: 0,
      failed: 0,
      status: 'active',
      submitted: Date.now(),
    };
    job.info.stages.push(info.id);
    this.status.stages.set(info.id, info);
    return info;
  }

  #throwIfCancelled(job: RunningJob): void {
    if (job.cancelled !== undefined) throw job.cancelled;
  }
}

class BlockLost extends Error {
  readonly set: number;
  readonly map: number;

  constructor(set: number, map: number) {
    super(`block ${map} of set ${set} is lost`);
    this.set = set;
    this.map = map;
  }
}

/** What has come in of a job's results: more than `limit`, and the job is to give up before there is more still. */
class ResultSizes {
  readonly #limit: number;
  readonly #giveUp: (error: Error) => void;
  readonly #ofTask = new Map<number, number>();
  #total = 0;

  constructor(limit: number, giveUp: (error: Error) => void) {
    this.#limit = limit;
    this.#giveUp = giveUp;
  }

  /** Fewer than none where an attempt has failed, and what it sent is dropped. */
  add(taskId: number, bytes: number): void {
    this.#total += bytes;
    this.#ofTask.set(taskId, (this.#ofTask.get(taskId) ?? 0) + bytes);
    if (this.#limit <= 0 || bytes <= 0 || this.#total <= this.#limit) return;
    const tasks = [...this.#ofTask.values()].filter((size) => size > 0).length;
    this.#giveUp(
      new JobAborted(
        `Job aborted due to stage failure: Total size of serialized results of ${tasks} tasks ` +
          `(${bytesText(this.#total)}) is bigger than spark.driver.maxResultSize (${bytesText(this.#limit)})`,
      ),
    );
  }
}
