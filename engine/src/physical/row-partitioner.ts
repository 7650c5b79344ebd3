/** The map side of an exchange: to which reduce partition each row goes, by Spark's rules. */
import { type ComparatorMaker, compileComparator } from '../codegen/comparator.ts';
import type { EvalEnv } from '../codegen/eval-env.ts';
import { compileHasher, partitionIds } from '../codegen/hasher.ts';
import { compileValues } from '../codegen/pipeline.ts';
import { assert, internal } from '../errors/internal.ts';
import type { SortOrder } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import type { Value } from '../types/value.ts';
import type { Batch, Vector } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { XorShiftRandom } from '../types/xor-shift-random.ts';
import type { Partitioning } from './node.ts';

/** One for each task: round robin goes on where the batch before ended. */
type RowPartitioner = (batch: Batch) => Int32Array;

/** `partition` is the map task's. */
export function rowPartitioner(partitioning: Partitioning, partition: number, env: EvalEnv): RowPartitioner {
  switch (partitioning.kind) {
    case 'single':
      return (batch) => new Int32Array(batch.length);
    case 'hash': {
      const hash = compileHasher(partitioning.keys, env);
      return (batch) => partitionIds(hash(batch, partition), partitioning.count);
    }
    case 'round-robin':
      return roundRobin(partitioning.count, partition);
    case 'range':
      return byRange(
        partitioning.orders,
        partitioning.bounds ?? internal('range bounds come from a sample'),
        partition,
        env,
      );
    case 'unknown':
    case 'broadcast':
      return internal(`rows cannot be sent to ${partitioning.kind} partitions`);
  }
}

function roundRobin(count: number, partition: number): RowPartitioner {
  let position = new XorShiftRandom(BigInt(partition)).nextBelow(count);
  return (batch) => {
    const ids = new Int32Array(batch.length);
    for (let row = 0; row < ids.length; row++) {
      position = position + 1 === count ? 0 : position + 1;
      ids[row] = position;
    }
    return ids;
  };
}

/** The number of bounds below a row, found by halving. */
function byRange(
  orders: readonly SortOrder[],
  bounds: readonly (readonly Value[])[],
  partition: number,
  env: EvalEnv,
): RowPartitioner {
  const types = orders.map((order) => typeOf(order.child));
  const keysOf = compileValues(
    orders.map((order) => order.child),
    env,
  );
  const comparator: ComparatorMaker = compileComparator(
    orders.map((order, i) => ({ ...order, child: { kind: 'bound', ordinal: i, type: types[i]!, nullable: true } })),
  );
  const boundColumns = types.map((type, i): Vector => {
    const builder = vectorBuilder(type, bounds.length);
    for (const bound of bounds) {
      assert(bound.length === types.length, 'a bound has a value for each key');
      builder.append(bound[i]!);
    }
    return builder.finish();
  });
  return (batch) => {
    const compare = comparator(keysOf(batch, partition), boundColumns);
    const ids = new Int32Array(batch.length);
    for (let row = 0; row < ids.length; row++) {
      let low = 0;
      let high = bounds.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compare(row, middle) > 0) low = middle + 1;
        else high = middle;
      }
      ids[row] = low;
    }
    return ids;
  };
}
