/** Where a task's time goes, operator by operator, for the profile. */
import type { ExecutorTask } from '../exec/executor-task.ts';
import { PHYSICAL } from '../exec/physical-shape.ts';
import type { PhysicalNode } from '../physical/node.ts';
import { batchBytes } from '../types/batch-bytes.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';

/** The service that takes a task's times. */
export const TASK_PROFILE = 'task-profile';

export interface OperatorTimes {
  readonly operator: string;
  readonly depth: number;
  readonly columns: readonly string[];
  /** What the native engine was asked. */
  readonly native?: { readonly sql: string; readonly parameters: readonly Value[] };
  /** Spent on its rows, those below included; nothing where an operator above does its work in its own loop. */
  readonly ms: number;
  readonly rows: number;
  readonly bytes: number;
}

export interface TaskTimes {
  readonly stage: number;
  readonly partition: number;
  readonly at: number;
  /** From its first row asked for to its last row taken. */
  readonly ms: number;
  /** Of these, until rows were in the form in which they leave. */
  readonly encodedMs: number;
  readonly operators: readonly OperatorTimes[];
}

interface Times {
  ms: number;
  rows: number;
  bytes: number;
}

export const now = (): number => performance.timeOrigin + performance.now();

export class TaskProfile {
  readonly #task: ExecutorTask;
  readonly #plan: PhysicalNode;
  readonly #times = new Map<PhysicalNode, Times>();

  constructor(task: ExecutorTask, plan: PhysicalNode) {
    this.#task = task;
    this.#plan = plan;
  }

  /** The same rows, their time put down to `node`. */
  measure(node: PhysicalNode, rows: AsyncIterable<Batch>): AsyncGenerator<Batch> {
    const times = this.#times.get(node) ?? { ms: 0, rows: 0, bytes: 0 };
    this.#times.set(node, times);
    return timed(rows, times);
  }

  /** The task's rows as they leave; tells the profile once they have all been taken. */
  async *told(rows: AsyncIterable<Batch>): AsyncGenerator<Batch> {
    const at = now();
    const encoded = { ms: 0, rows: 0, bytes: 0 };
    yield* timed(rows, encoded);
    const { stage, partition } = this.#task;
    const operators = [...this.#operators(this.#plan, 0)];
    const times: TaskTimes = { stage, partition, at, ms: now() - at, encodedMs: encoded.ms, operators };
    await this.#task.call(TASK_PROFILE, times);
  }

  *#operators(node: PhysicalNode, depth: number): Generator<OperatorTimes> {
    const { ms, rows, bytes } = this.#times.get(node) ?? { ms: 0, rows: 0, bytes: 0 };
    const columns = node.output.map((column) => column.name);
    const native = node.kind === 'native-scan' ? { native: { sql: node.sql, parameters: node.parameters } } : {};
    yield { operator: node.kind, depth, columns, ...native, ms, rows, bytes };
    for (const child of PHYSICAL.children(node)) yield* this.#operators(child, depth + 1);
  }
}

async function* timed(rows: AsyncIterable<Batch>, times: Times): AsyncGenerator<Batch> {
  const iterator = rows[Symbol.asyncIterator]();
  try {
    for (;;) {
      const start = performance.now();
      const { done, value } = await iterator.next();
      times.ms += performance.now() - start;
      if (done === true) return;
      times.rows += value.length;
      times.bytes += batchBytes(value);
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
