/** What is running, for status trackers, progress bars and listeners. */

export interface JobInfo {
  readonly id: number;
  readonly properties: LocalProperties;
  readonly stages: number[];
  status: 'running' | 'succeeded' | 'failed';
  readonly submitted: number;
}

export interface StageInfo {
  readonly id: number;
  readonly job: number;
  readonly name: string;
  readonly tasks: number;
  active: number;
  completed: number;
  failed: number;
  status: 'active' | 'complete' | 'failed';
  readonly submitted: number;
}

/** A thread's local properties: `spark.jobGroup.id`, `spark.job.description`, `spark.job.tags`, pools, … */
export type LocalProperties = Readonly<Record<string, string>>;

export interface SchedulerListener {
  jobStarted?(job: JobInfo): void;
  /** It ends once its tasks have stopped. */
  jobCancelled?(job: JobInfo): void;
  jobEnded?(job: JobInfo): void;
  stageStarted?(stage: StageInfo): void;
  stageEnded?(stage: StageInfo): void;
  taskStarted?(stage: StageInfo, taskId: number): void;
  taskEnded?(stage: StageInfo, taskId: number, succeeded: boolean): void;
  /** A query that the native engine could not answer starts over on the evaluator. */
  nativeFailed?(reason: string): void;
}

const JOB_GROUP = 'spark.jobGroup.id';
const JOB_TAGS = 'spark.job.tags';
const REMEMBERED = 1000;

export class SchedulerStatus {
  readonly jobs = new Map<number, JobInfo>();
  readonly stages = new Map<number, StageInfo>();
  readonly #listeners = new Set<SchedulerListener>();

  addListener(listener: SchedulerListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(call: (listener: SchedulerListener) => void): void {
    for (const listener of this.#listeners) call(listener);
  }

  remember(job: JobInfo): void {
    this.jobs.set(job.id, job);
    if (this.jobs.size <= REMEMBERED) return;
    for (const [id, old] of this.jobs) {
      if (old.status === 'running') continue;
      this.jobs.delete(id);
      for (const stage of old.stages) this.stages.delete(stage);
      return;
    }
  }

  /** Jobs of a group, newest first; `undefined` asks for those without one. */
  jobIdsForGroup(group: string | undefined): readonly number[] {
    return this.#jobIds((job) => job.properties[JOB_GROUP] === group);
  }

  jobIdsForTag(tag: string): readonly number[] {
    return this.#jobIds((job) => hasTag(job.properties, tag));
  }

  activeJobIds(): readonly number[] {
    return this.#jobIds((job) => job.status === 'running');
  }

  activeStageIds(): readonly number[] {
    return [...this.stages.values()].filter((s) => s.status === 'active').map((s) => s.id);
  }

  get runningTasks(): number {
    let running = 0;
    for (const stage of this.stages.values()) running += stage.active;
    return running;
  }

  #jobIds(test: (job: JobInfo) => boolean): readonly number[] {
    return [...this.jobs.values()]
      .filter(test)
      .map((j) => j.id)
      .reverse();
  }
}

export function hasTag(properties: LocalProperties, tag: string): boolean {
  return (properties[JOB_TAGS] ?? '').split(',').includes(tag);
}

export function groupOf(properties: LocalProperties): string | undefined {
  return properties[JOB_GROUP];
}
