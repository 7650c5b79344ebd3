/** Random rows, the same ones Spark draws for the seed: by a cell of [0, 1) or, with replacement, Poisson counts. */
import { JavaRandom } from '../../types/java-random.ts';
import { PoissonSampler } from '../../types/poisson-sampler.ts';
import type { Batch } from '../../types/vector.ts';
import { takeBatch } from '../../types/vector-ops.ts';
import { XorShiftRandom } from '../../types/xor-shift-random.ts';
import type { SampleNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { inPieces } from './task-input.ts';

export async function* runSample(node: SampleNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const times = node.withReplacement ? poissonCounts(node, task.partition) : bernoulli(node, task.partition);
  for await (const batch of task.run(node.child)) {
    const rows: number[] = [];
    for (let row = 0; row < batch.length; row++) for (let n = times(); n > 0; n--) rows.push(row);
    if (rows.length === batch.length && !node.withReplacement) yield batch;
    else if (rows.length > 0) yield* inPieces(takeBatch(batch, Int32Array.from(rows)));
  }
}

function bernoulli({ lower, upper, seed }: SampleNode, partition: number): () => number {
  const random = new XorShiftRandom(BigInt.asIntN(64, seed + BigInt(partition)));
  return () => {
    const x = random.nextDouble();
    return x >= lower && x < upper ? 1 : 0;
  };
}

/** Partitions have seeds of their own, drawn from the sample's seed. */
function poissonCounts({ lower, upper, seed }: SampleNode, partition: number): () => number {
  const seeds = new JavaRandom(seed);
  let own = seeds.nextLong();
  for (let i = 0; i < partition; i++) own = seeds.nextLong();
  const sampler = new PoissonSampler(upper - lower, own);
  return () => sampler.next();
}
