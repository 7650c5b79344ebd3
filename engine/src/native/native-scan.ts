/** Runs a native subplan's query for the task that holds it. */
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import type { NativeClient } from './client.ts';

/** A NativeScan node, as far as it concerns this layer. */
export interface NativePlan {
  readonly sql: string;
  readonly parameters: readonly Value[];
  readonly output: readonly { readonly type: DataType }[];
}

export interface NativeTask {
  readonly signal: AbortSignal;
  readonly conf: Readonly<Record<string, string>>;
}

/** All rows are partition 0's. */
export async function* runNativeScan(
  client: NativeClient,
  plan: NativePlan,
  partition: number,
  task: NativeTask,
): AsyncGenerator<Batch> {
  if (partition !== 0) return;
  const timeZone = task.conf['spark.sql.session.timeZone'] ?? 'UTC';
  const types = plan.output.map((a) => a.type);
  yield* client.query({ sql: plan.sql, parameters: plan.parameters, types, timeZone }, task.signal);
}
