/** Sorts a partition's rows by the hash of their bytes, as Spark does before dealing rows out round-robin: so that a repeated attempt deals them out alike. */
import type { DataType } from '../../types/data-type.ts';
import { HASH_SEED, hashBytes } from '../../types/murmur3.ts';
import { numberPrefix } from '../../types/normalized-key.ts';
import { compareBytes } from '../../types/ordering.ts';
import type { Batch, FixedVector, Vector } from '../../types/vector.ts';
import type { RowOrderNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { type KeyComparator, runOrder, sortedRows } from './sort.ts';
import { UnsafeRowWriter } from './unsafe-row.ts';

export function runRowOrder(node: RowOrderNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  return sortedRows(task.run(node.child), runOrder(byHash(node.output.map((a) => a.type))), task);
}

/** The keys are the hashes and all columns; bytes are made of those again for the few rows whose hashes are equal. */
function byHash(types: readonly DataType[]): KeyComparator {
  return {
    keysOf: (batch) => [hashesOf(batch, types), ...batch.columns],
    comparator: (left, right) => {
      const a = hashedRows(left, types);
      const b = hashedRows(right, types);
      return (i, j) => a.hashes[i]! - b.hashes[j]! || compareRows(a.bytesOf(i), b.bytesOf(j));
    },
    normalized: ([hashes]) => numberPrefix(hashes as FixedVector),
  };
}

function hashesOf(batch: Batch, types: readonly DataType[]): FixedVector {
  const writer = new UnsafeRowWriter();
  const values = new Int32Array(batch.length);
  for (let row = 0; row < batch.length; row++) {
    const bytes = writer.row(batch, types, row);
    values[row] = hashBytes(bytes, 0, bytes.length, HASH_SEED);
  }
  return { layout: 'fixed', length: batch.length, validity: undefined, values };
}

function hashedRows([hashes, ...columns]: readonly Vector[], types: readonly DataType[]) {
  const { values, length } = hashes as FixedVector;
  const writer = new UnsafeRowWriter();
  return {
    hashes: values as Int32Array,
    bytesOf: (row: number): Uint8Array => writer.row({ length, columns }, types, row),
  };
}

const compareRows = (a: Uint8Array, b: Uint8Array): number => a.length - b.length || compareBytes(a, b);
