/** The second half of an external merge sort: runs of sorted rows on disk, merged into one. */
import type { ComparatorMaker } from '../../codegen/comparator.ts';
import { BATCH_ROWS, type Batch, type Vector } from '../../types/vector.ts';
import { concatBatches, sliceBatch, takeBatch } from '../../types/vector-ops.ts';
import type { SpilledRows, TaskContext } from '../operator.ts';

export interface RunOrder {
  keysOf(batch: Batch, partition: number): readonly Vector[];
  readonly comparator: ComparatorMaker;
  /** Row numbers of a batch in order, stable. */
  sorter(batch: Batch, partition: number): Int32Array;
}

/** So many runs are read side by side. */
const FAN_IN = 32;

export class SortedRuns {
  readonly #order: RunOrder;
  readonly #task: TaskContext;
  /** Runs of a level are each as long as 32 of the level before, and hold rows that came earlier. */
  readonly #levels: SpilledRows[][] = [];

  constructor(order: RunOrder, task: TaskContext) {
    this.#order = order;
    this.#task = task;
  }

  get isEmpty(): boolean {
    return this.#levels.length === 0;
  }

  async add(sorted: Iterable<Batch> | AsyncIterable<Batch>, level = 0): Promise<void> {
    const run = this.#task.services.spill();
    for await (const batch of sorted) await run.write(batch);
    this.#levels[level] ??= [];
    const runs = this.#levels[level];
    runs.push(run);
    if (runs.length < FAN_IN) return;
    this.#levels[level] = [];
    await this.add(this.#merge(runs), level + 1);
  }

  /** All rows in order; equal rows in the order they came in. */
  merged(): AsyncIterable<Batch> {
    return this.#merge(this.#levels.toReversed().flat());
  }

  async *#merge(runs: readonly SpilledRows[]): AsyncGenerator<Batch, void, undefined> {
    yield* mergeRuns(
      runs.map((run) => run.read()),
      this.#order,
      this.#task,
    );
    for (const run of runs) await run.remove();
  }
}

/** A run's batch at hand, of which the rows before `from` have gone out. */
interface Cursor {
  readonly batches: AsyncIterator<Batch>;
  batch: Batch;
  keys: readonly Vector[];
  from: number;
}

/**
 * Of the runs' batches at hand, the one whose last row is least tells how far all may go: rows up to that one are
 * sorted together and go out.
 */
async function* mergeRuns(
  runs: readonly AsyncIterable<Batch>[],
  order: RunOrder,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  const cursors: Cursor[] = [];
  for (const run of runs) {
    const cursor: Cursor = { batches: run[Symbol.asyncIterator](), batch: EMPTY, keys: [], from: 0 };
    if (await advance(cursor, order, task)) cursors.push(cursor);
  }
  while (cursors.length > 0) {
    task.signal.throwIfAborted();
    const bound = leastLast(cursors, order);
    const parts: Batch[] = [];
    for (const [i, cursor] of cursors.entries()) {
      const to = rowsUpTo(cursor, cursors[bound]!, i <= bound, order);
      if (to > cursor.from) parts.push(sliceBatch(cursor.batch, cursor.from, to));
      cursor.from = to;
    }
    const together = concatBatches(parts);
    const rows = order.sorter(together, task.partition);
    for (let from = 0; from < rows.length; from += BATCH_ROWS)
      yield takeBatch(together, rows.subarray(from, from + BATCH_ROWS));
    for (let i = cursors.length - 1; i >= 0; i--) {
      const cursor = cursors[i]!;
      if (cursor.from === cursor.batch.length && !(await advance(cursor, order, task))) cursors.splice(i, 1);
    }
  }
}

const EMPTY: Batch = { length: 0, columns: [] };

async function advance(cursor: Cursor, order: RunOrder, task: TaskContext): Promise<boolean> {
  const next = await cursor.batches.next();
  if (next.done === true) return false;
  cursor.batch = next.value;
  cursor.keys = order.keysOf(next.value, task.partition);
  cursor.from = 0;
  return true;
}

/** The first of those whose last rows are equal: later runs may have more such rows, earlier ones may not. */
function leastLast(cursors: readonly Cursor[], { comparator }: RunOrder): number {
  let least = 0;
  for (let i = 1; i < cursors.length; i++) {
    const a = cursors[i]!;
    const b = cursors[least]!;
    if (comparator(a.keys, b.keys)(a.batch.length - 1, b.batch.length - 1) < 0) least = i;
  }
  return least;
}

/** Where the rows end that go before the bound's last row, or with it where `inclusive`. */
function rowsUpTo(cursor: Cursor, bound: Cursor, inclusive: boolean, { comparator }: RunOrder): number {
  if (cursor === bound) return cursor.batch.length;
  const compare = comparator(cursor.keys, bound.keys);
  const last = bound.batch.length - 1;
  let low = cursor.from;
  let high = cursor.batch.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const side = compare(middle, last);
    if (side < 0 || (inclusive && side === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
