/** Runs a native subplan's query for the task that holds it. */
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import type { NativeClient } from './client.ts';
import type { QueryMemory } from './messages.ts';

/** A NativeScan node, as far as it concerns this layer. */
export interface NativePlan {
  readonly sql: string;
  readonly parameters: readonly Value[];
  readonly memory?: QueryMemory | undefined;
  readonly output: readonly { readonly type: DataType }[];
}

export interface NativeInput {
  readonly types: readonly DataType[];
  /** Batches that own their memory. */
  readonly rows: AsyncIterable<Batch>;
}

export interface NativeTask {
  readonly signal: AbortSignal;
  readonly conf: Readonly<Record<string, string>>;
}

/** All rows are partition 0's; `inputs` are those of the node's children. */
export async function* runNativeScan(
  client: NativeClient,
  plan: NativePlan,
  partition: number,
  task: NativeTask,
  inputs: readonly NativeInput[] = [],
): AsyncGenerator<Batch> {
  if (partition !== 0) return;
  const timeZone = task.conf['spark.sql.session.timeZone'] ?? 'UTC';
  const types = plan.output.map((a) => a.type);
  const { sql, parameters, memory } = plan;
  const request = { sql, parameters, types, timeZone, memory, inputs: inputs.map((i) => i.types) };
  yield* client.query(
    request,
    task.signal,
    inputs.map((input) => input.rows),
  );
}
