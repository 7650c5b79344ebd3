/**
 * The executor threads, seen from the main thread: started when there is work for them, each given one task at a time,
 * replaced when they die. Tasks wait in one queue in order of submission.
 */
import type { Worker } from 'node:worker_threads';
import { assert } from '../errors/internal.ts';
import type { Batch } from '../types/vector.ts';
import { type ErrorData, errorToData } from './error-transport.ts';
import { type ExecutorHeap, heapOf, startExecutor } from './executor-start.ts';
import type { MemoryBudget } from './memory-budget.ts';
import type {
  ExecutorData,
  FromExecutor,
  LostBlock,
  StageMessage,
  TaskMessage,
  TaskReport,
  ToExecutor,
} from './messages.ts';
import { type PackedMessage, packMessage } from './packed-message.ts';

/** A task on its way through the pool. Exactly one of `done`, `failed` and `lost` is called. */
export interface PoolTask {
  readonly message: TaskMessage;
  readonly stage: StageMessage;
  started(executor: number): void;
  batch(batch: Batch): void;
  done(report: TaskReport): void;
  failed(error: ErrorData, lost: LostBlock | undefined): void;
  /** Its thread died. */
  lost(reason: string): void;
}

export interface PoolOptions {
  /** The module each thread runs. */
  readonly entry: URL;
  readonly size: number;
  readonly budget: MemoryBudget;
  readonly localDir: string;
  readonly application: Readonly<Record<string, string>>;
  /** Called before a thread starts: ports it is to be given. */
  readonly ports?: (executor: number) => ExecutorData['ports'];
  /** A thread that has been started already, if there is one with such a heap. */
  readonly ahead?: (heap: ExecutorHeap) => Worker | undefined;
  /** How long a thread may ignore a cancellation before it is ended. */
  readonly cancelGrace?: number;
}

/** How many threads in a row may die before they could work, while others do work, until no more are started. */
const MAX_FAILED_STARTS = 3;

/** Answers a request of an executor. `taskId` is 0 outside of tasks. */
export type Service = (args: unknown, taskId: number) => unknown;

interface Slot {
  readonly id: number;
  readonly worker: Worker;
  readonly cancelled: Int32Array;
  readonly held: BigInt64Array;
  readonly stages: Set<number>;
  ready: boolean;
  task: PoolTask | undefined;
  grace: NodeJS.Timeout | undefined;
}

export class ExecutorPool {
  readonly #options: PoolOptions;
  readonly #slots = new Set<Slot>();
  readonly #services = new Map<string, Service>();
  readonly #stages = new WeakMap<StageMessage, PackedMessage>();
  #queue: PoolTask[] = [];
  #lastExecutor = 0;
  #failedStarts = 0;
  #stopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#options.size;
  }

  serve(name: string, service: Service): void {
    this.#services.set(name, service);
  }

  /** Starts the first thread ahead of its first task. */
  warm(): void {
    if (this.#slots.size === 0) this.#start();
  }

  submit(task: PoolTask, first = false): void {
    assert(!this.#stopped, 'the executors are stopped');
    if (first) this.#queue.unshift(task);
    else this.#queue.push(task);
    this.#dispatch();
  }

  /** True when the task was still waiting and is now dropped; else it will end by itself, as failed if it sees the call in time. */
  cancel(taskId: number): boolean {
    const waiting = this.#queue.findIndex((t) => t.message.taskId === taskId);
    if (waiting >= 0) {
      this.#queue.splice(waiting, 1);
      return true;
    }
    for (const slot of this.#slots) {
      if (slot.task?.message.taskId !== taskId || slot.grace !== undefined) continue;
      Atomics.store(slot.cancelled, 0, taskId);
      this.#post(slot, { type: 'cancel', taskId });
      slot.grace = setTimeout(() => void slot.worker.terminate(), this.#options.cancelGrace ?? 10_000);
      slot.grace.unref();
    }
    return false;
  }

  drop(stages: readonly number[], sets: readonly number[]): void {
    for (const slot of this.#slots) {
      for (const stage of stages) slot.stages.delete(stage);
      if (slot.ready) this.#post(slot, { type: 'drop', stages, sets });
    }
  }

  /** To be called once all jobs are cancelled: tasks that still run are lost. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#queue = [];
    await Promise.all([...this.#slots].map((slot) => slot.worker.terminate()));
  }

  #dispatch(): void {
    for (const slot of this.#slots) {
      if (this.#queue.length === 0) return;
      if (slot.ready && slot.task === undefined) this.#give(slot, this.#queue.shift() as PoolTask);
    }
    const starting = [...this.#slots].filter((s) => !s.ready).length;
    const mayStart = this.#slots.size === 0 || this.#failedStarts < MAX_FAILED_STARTS;
    if (mayStart && this.#queue.length > starting && this.#slots.size < this.#options.size) this.#start();
  }

  #give(slot: Slot, task: PoolTask): void {
    slot.task = task;
    if (!slot.stages.has(task.stage.stage)) {
      slot.stages.add(task.stage.stage);
      this.#post(slot, { type: 'stage', stage: this.#packed(task.stage) });
    }
    this.#post(slot, { type: 'run', task: task.message });
    task.started(slot.id);
  }

  #packed(stage: StageMessage): PackedMessage {
    const known = this.#stages.get(stage) ?? packMessage(stage);
    this.#stages.set(stage, known);
    return known;
  }

  #post(slot: Slot, message: ToExecutor): void {
    slot.worker.postMessage(message);
  }

  #start(): void {
    const id = ++this.#lastExecutor;
    const { entry, budget, localDir, application, ahead } = this.#options;
    const cancelled = new SharedArrayBuffer(4);
    const held = new SharedArrayBuffer(8);
    const ports = this.#options.ports?.(id) ?? {};
    const data: ExecutorData = {
      executor: id,
      budget: budget.shared,
      held,
      cancelled,
      localDir,
      application,
      ports,
    };
    const heap = heapOf(budget, this.size);
    const worker = ahead?.(heap) ?? startExecutor(entry, heap);
    worker.postMessage(data, Object.values(ports));
    const slot: Slot = {
      id,
      worker,
      cancelled: new Int32Array(cancelled),
      held: new BigInt64Array(held),
      stages: new Set(),
      ready: false,
      task: undefined,
      grace: undefined,
    };
    this.#slots.add(slot);
    let death = 'its thread ended';
    worker.on('message', (message: FromExecutor) => this.#receive(slot, message));
    worker.on('error', (error: Error) => {
      death = error.message;
    });
    worker.on('exit', () => this.#gone(slot, death));
  }

  #receive(slot: Slot, message: FromExecutor): void {
    switch (message.type) {
      case 'ready':
        slot.ready = true;
        this.#failedStarts = 0;
        this.#dispatch();
        return;
      case 'batch':
        slot.task?.batch(message.batch);
        return;
      case 'done':
        this.#free(slot)?.done(message.report);
        this.#dispatch();
        return;
      case 'failed':
        this.#free(slot)?.failed(message.error, message.lost);
        this.#dispatch();
        return;
      case 'request':
        void this.#answer(slot, message.request, message.service, message.args, message.taskId);
        return;
    }
  }

  #free(slot: Slot): PoolTask | undefined {
    const { task } = slot;
    slot.task = undefined;
    clearTimeout(slot.grace);
    slot.grace = undefined;
    return task;
  }

  async #answer(slot: Slot, request: number, name: string, args: unknown, taskId: number): Promise<void> {
    try {
      const service = this.#services.get(name);
      assert(service !== undefined, `no service ${name}`);
      this.#post(slot, { type: 'reply', request, value: await service(args, taskId) });
    } catch (error) {
      this.#post(slot, { type: 'reply', request, value: undefined, error: errorToData(error) });
    }
  }

  #gone(slot: Slot, reason: string): void {
    this.#slots.delete(slot);
    this.#options.budget.shrink(Number(slot.held[0]));
    this.#free(slot)?.lost(reason);
    if (this.#stopped) return;
    if (slot.ready) this.#dispatch();
    else {
      this.#failedStarts += 1;
      // None in its place: the others come to its tasks, or fail like it.
      if (this.#slots.size === 0) this.#failWaiting(`an executor thread could not start: ${reason}`);
    }
  }

  #failWaiting(reason: string): void {
    const waiting = this.#queue;
    this.#queue = [];
    for (const task of waiting) task.failed(errorToData(new Error(reason)), undefined);
  }
}
