/** An executor thread: receives stages and tasks, runs them one at a time through the handlers wired into it, reports back. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { assert } from '../errors/internal.ts';
import type { TaskMemory } from '../physical/operator.ts';
import type { Batch } from '../types/vector.ts';
import { BlockReader } from './block-reader.ts';
import { BlockWriter } from './block-writer.ts';
import { errorFromData, errorToData } from './error-transport.ts';
import { type Executor, type ExecutorTask, LostBlockError, TaskCancelled, type WorkHandler } from './executor-task.ts';
import { attachBudget } from './memory-budget.ts';
import type { ExecutorData, FromExecutor, StageMessage, TaskMessage, TaskReport, ToExecutor } from './messages.ts';
import { ownBatch } from './own-batch.ts';
import { unpackMessage } from './packed-message.ts';
import { SpillFiles } from './spill-file.ts';
import { openTaskMemory, type TaskMemoryAccount } from './task-memory.ts';

interface Derived {
  readonly made: Promise<unknown>;
  readonly memory: TaskMemoryAccount;
}

/** Of one set, by what they are. */
type DerivedObjects = Map<string, Derived>;

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Never returns to the caller's thread of control but through messages; `create` makes the handlers by kind of work. */
export function runExecutor(create: (executor: Executor) => Readonly<Record<string, WorkHandler>>): void {
  assert(parentPort !== null, 'an executor runs in a worker thread');
  const port = parentPort;
  port.once('message', (data: ExecutorData) => new ExecutorThread(port, data, create));
}

class ExecutorThread {
  readonly #port: MessagePort;
  readonly #data: ExecutorData;
  readonly #handlers: Readonly<Record<string, WorkHandler>>;
  readonly #stages = new Map<number, { readonly message: StageMessage; readonly reader: BlockReader }>();
  readonly #calls = new Map<number, PendingCall>();
  readonly #derived = new Map<number, DerivedObjects>();
  readonly #cancelled: Int32Array;
  #running: { readonly taskId: number; readonly abort: AbortController } | undefined;
  #lastCall = 0;

  constructor(
    port: MessagePort,
    data: ExecutorData,
    create: (executor: Executor) => Readonly<Record<string, WorkHandler>>,
  ) {
    this.#port = port;
    this.#data = data;
    this.#cancelled = new Int32Array(data.cancelled);
    this.#handlers = create({
      data,
      call: (service, args) => this.#call(service, 0, args),
      derived: (set, key, make) => this.#derive(set, key, make),
    });
    port.on('message', (message: ToExecutor) => this.#receive(message));
    this.#send({ type: 'ready' });
  }

  #send(message: FromExecutor, transfer: readonly ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  #receive(message: ToExecutor): void {
    switch (message.type) {
      case 'stage':
        this.#addStage(unpackMessage(message.stage) as StageMessage);
        return;
      case 'run':
        void this.#run(message.task);
        return;
      case 'cancel':
        if (this.#running?.taskId === message.taskId) this.#running.abort.abort(new TaskCancelled());
        return;
      case 'drop':
        for (const stage of message.stages) this.#stages.delete(stage);
        for (const set of message.sets) this.#dropDerived(set);
        return;
      case 'reply': {
        const call = this.#calls.get(message.request);
        this.#calls.delete(message.request);
        if (message.error === undefined) call?.resolve(message.value);
        else call?.reject(errorFromData(message.error));
        return;
      }
    }
  }

  #addStage(stage: StageMessage): void {
    this.#stages.set(stage.stage, { message: stage, reader: new BlockReader(stage) });
  }

  #call(service: string, taskId: number, args: unknown): Promise<unknown> {
    const request = ++this.#lastCall;
    return new Promise((resolve, reject) => {
      this.#calls.set(request, { resolve, reject });
      this.#send({ type: 'request', request, service, taskId, args });
    });
  }

  #derive<T>(set: number, key: string, make: (memory: TaskMemory) => Promise<T>): Promise<T> {
    const ofSet = this.#derived.get(set) ?? new Map<string, Derived>();
    this.#derived.set(set, ofSet);
    let derived = ofSet.get(key);
    if (derived === undefined) {
      const memory = this.#openMemory(0);
      derived = { made: make(memory), memory };
      ofSet.set(key, derived);
      // A failed attempt must not be what the next task finds.
      derived.made.catch(() => {
        ofSet.delete(key);
        memory.releaseAll();
      });
    }
    return derived.made as Promise<T>;
  }

  #dropDerived(set: number): void {
    for (const { memory } of this.#derived.get(set)?.values() ?? []) memory.releaseAll();
    this.#derived.delete(set);
  }

  #openMemory(taskId: number): TaskMemoryAccount {
    return openTaskMemory(
      attachBudget(this.#data.budget),
      new BigInt64Array(this.#data.held),
      (bytes) => this.#call('memory', taskId, bytes) as Promise<number>,
    );
  }

  async #run(message: TaskMessage): Promise<void> {
    const { taskId } = message;
    const abort = new AbortController();
    this.#running = { taskId, abort };
    const memory = this.#openMemory(taskId);
    const spills = new SpillFiles(this.#data.localDir);
    try {
      const report = await this.#execute(message, abort, memory, spills);
      this.#running = undefined;
      this.#send({ type: 'done', taskId, report });
    } catch (error) {
      this.#running = undefined;
      const lost = error instanceof LostBlockError ? { lost: error.block } : {};
      this.#send({
        type: 'failed',
        taskId,
        error: errorToData(abort.signal.aborted ? new TaskCancelled() : error),
        ...lost,
      });
      abort.abort(error);
    } finally {
      memory.releaseAll();
      await spills.removeAll();
    }
  }

  async #execute(
    message: TaskMessage,
    abort: AbortController,
    memory: ExecutorTask['memory'],
    spills: SpillFiles,
  ): Promise<TaskReport> {
    const { taskId } = message;
    const stage = this.#stages.get(message.stage);
    assert(stage !== undefined, `stage ${message.stage} was not announced`);
    const { work, output, conf, localProperties } = stage.message;
    const handler = this.#handlers[work.kind];
    assert(handler !== undefined, `no handler for tasks of kind ${work.kind}`);
    const accumulators: { id: number; update: unknown }[] = [];
    const call = (service: string, args: unknown): Promise<unknown> => this.#call(service, taskId, args);
    const writer = new BlockWriter(call, this.#data.localDir, taskId);
    const task: ExecutorTask = {
      ...message,
      signal: watched(abort, () => Atomics.load(this.#cancelled, 0) === taskId),
      conf,
      localProperties,
      memory,
      blocks: stage.reader,
      spill: () => spills.create(),
      call,
      accumulate: (id, update) => accumulators.push({ id, update }),
      storeBlock: (batches) => writer.storeAll(batches),
    };
    const split = output.kind === 'split' ? handler.splitter(output.partitioning, work, task) : undefined;
    if (output.kind === 'split') writer.splitInto(output.partitions);
    let rows = 0;
    try {
      for await (const batch of handler.run(work, task)) {
        task.signal.throwIfAborted();
        rows += batch.length;
        if (output.kind === 'result') this.#sendBatch(taskId, batch);
        else await writer.add(batch, split === undefined ? undefined : await split(batch));
      }
      task.signal.throwIfAborted();
      const chunks = await writer.finish();
      return { chunks, accumulators, rows, bytes: chunks.reduce((sum, c) => sum + c.bytes, 0) };
    } catch (error) {
      await writer.discard();
      throw error;
    }
  }

  #sendBatch(taskId: number, batch: Batch): void {
    const { batch: owned, buffers } = ownBatch(batch);
    this.#send({ type: 'batch', taskId, batch: owned }, buffers);
  }
}

/** Loops over batches need not return to the event loop, so `throwIfAborted` looks for a cancellation itself. */
function watched(abort: AbortController, isCancelled: () => boolean): AbortSignal {
  const { signal } = abort;
  const throwIfAborted = signal.throwIfAborted.bind(signal);
  signal.throwIfAborted = () => {
    if (!signal.aborted && isCancelled()) abort.abort(new TaskCancelled());
    throwIfAborted();
  };
  return signal;
}
