/** Sorts a partition's rows by the hash of their bytes, as Spark does before dealing rows out round-robin: so that a repeated attempt deals them out alike. */
import { HASH_SEED, hashBytes } from '../../types/murmur3.ts';
import { compareBytes } from '../../types/ordering.ts';
import { BATCH_ROWS, type Batch } from '../../types/vector.ts';
import { takeBatch } from '../../types/vector-ops.ts';
import type { RowOrderNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { collectRows } from './task-input.ts';
import { UnsafeRowWriter } from './unsafe-row.ts';

export async function* runRowOrder(node: RowOrderNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const all = await collectRows(node.child, task);
  if (all === undefined) return;
  const types = node.output.map((a) => a.type);
  const writer = new UnsafeRowWriter();
  const hashes = new Int32Array(all.length);
  for (let row = 0; row < all.length; row++) {
    const bytes = writer.row(all, types, row);
    hashes[row] = hashBytes(bytes, 0, bytes.length, HASH_SEED);
  }
  const bytesOf = (row: number): Uint8Array => writer.row(all, types, row).slice();
  const order = Int32Array.from(hashes.keys()).sort(
    (a, b) => hashes[a]! - hashes[b]! || compareRows(bytesOf(a), bytesOf(b)) || a - b,
  );
  for (let from = 0; from < order.length; from += BATCH_ROWS) {
    task.signal.throwIfAborted();
    yield takeBatch(all, order.subarray(from, Math.min(from + BATCH_ROWS, order.length)));
  }
}

const compareRows = (a: Uint8Array, b: Uint8Array): number => a.length - b.length || compareBytes(a, b);
