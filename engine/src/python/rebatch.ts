/** Regroups rows: batches of exactly so many rows for Python, and results cut to the batches they belong to. */
import { raise } from '../errors/raise.ts';
import type { Batch, Vector } from '../types/vector.ts';
import { concatBatches, concatVectors, sliceBatch, sliceVector } from '../types/vector-ops.ts';

/** Batches of `rows` rows, the last one of fewer; a limit below 1 is none, as Spark reads its settings. */
export async function* rebatch(input: AsyncIterable<Batch>, rows: number): AsyncIterable<Batch> {
  const limit = rows < 1 ? Number.POSITIVE_INFINITY : rows;
  let pending: Batch[] = [];
  let count = 0;
  for await (const batch of input) {
    let at = 0;
    while (count + batch.length - at >= limit) {
      const end = at + limit - count;
      yield concatBatches([...pending, sliceBatch(batch, at, end)]);
      pending = [];
      count = 0;
      at = end;
    }
    if (at < batch.length) {
      pending.push(at === 0 ? batch : sliceBatch(batch, at, batch.length));
      count += batch.length - at;
    }
  }
  if (count > 0) yield concatBatches(pending);
}

/** Batches waiting for their rows' results: they come out with the results' columns behind their own. */
export class ResultJoiner {
  readonly #sent: Batch[] = [];
  #results: Batch[] = [];
  #ready = 0;
  #owed = 0;

  send(batch: Batch): void {
    this.#sent.push(batch);
    this.#owed += batch.length;
  }

  /** Results of the next rows, however many. */
  *receive(results: Batch): Iterable<Batch> {
    if (results.length > this.#owed) mismatch(this.#owed, results.length);
    this.#owed -= results.length;
    this.#results.push(results);
    this.#ready += results.length;
    for (let head = this.#sent[0]; head !== undefined && this.#ready >= head.length; head = this.#sent[0]) {
      this.#sent.shift();
      yield { length: head.length, columns: [...head.columns, ...this.#take(head.length)] };
    }
  }

  /** Every row must have got its result. */
  finish(): void {
    if (this.#owed > 0) mismatch(this.#owed, 0);
  }

  #take(rows: number): readonly Vector[] {
    this.#ready -= rows;
    const first = this.#results[0];
    if (first?.length === rows) {
      this.#results.shift();
      return first.columns;
    }
    const all = this.#results.reduce((sum, batch) => sum + batch.length, 0);
    const width = first?.columns.length ?? 0;
    const joined = Array.from({ length: width }, (_, i) => concatVectors(this.#results.map((b) => b.columns[i]!)));
    this.#results = all === rows ? [] : [{ length: all - rows, columns: joined.map((c) => sliceVector(c, rows, all)) }];
    return joined.map((column) => sliceVector(column, 0, rows));
  }
}

function mismatch(expected: number, actual: number): never {
  raise('PYTHON_RESULT_LENGTH_MISMATCH', { expected: String(expected), actual: String(actual) });
}
