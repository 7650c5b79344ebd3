/** Row hashes over computed keys, and the partitions of a hash exchange: the same numbers as Spark's. */
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { HASH_SEED, hashColumn } from '../types/murmur3.ts';
import type { Batch } from '../types/vector.ts';
import type { EvalEnv } from './eval-env.ts';
import { compileValues } from './pipeline.ts';

export type Hasher = (batch: Batch, partition?: number) => Int32Array;

export function compileHasher(keys: readonly Expression[], env: EvalEnv): Hasher {
  const values = compileValues(keys, env);
  const types = keys.map(typeOf);
  return (batch, partition) => {
    const hashes = new Int32Array(batch.length).fill(HASH_SEED);
    for (const [i, vector] of values(batch, partition).entries()) hashColumn(vector, types[i]!, hashes);
    return hashes;
  };
}

/** `pmod(hash, count)`, in place. */
export function partitionIds(hashes: Int32Array, count: number): Int32Array {
  for (let i = 0; i < hashes.length; i++) {
    const rest = hashes[i]! % count;
    hashes[i] = rest < 0 ? rest + count : rest;
  }
  return hashes;
}
