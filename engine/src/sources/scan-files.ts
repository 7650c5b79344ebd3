/** Runs a file scan: one task reads its splits through the source and puts the partition columns where they belong. */
import type { NativeClient } from '../native/client.ts';
import type { FileScan, FileSplit } from '../physical/node.ts';
import type { TaskContext } from '../physical/operator.ts';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch, Vector } from '../types/vector.ts';
import { constantVector } from './constant-vector.ts';
import { fileBlockVector } from './file-block.ts';
import { passOver } from './passed-over.ts';
import { sourceNamed } from './registry.ts';
import type { ReadRequest } from './source.ts';

export async function* scanFiles(
  node: FileScan,
  partition: number,
  task: TaskContext,
  native: NativeClient,
): AsyncGenerator<Batch> {
  const source = sourceNamed(node.source);
  const ofFile = new Set(node.dataSchema.fields.map((f) => f.name));
  const ofFolder = new Set(node.partitionSchema.fields.map((f) => f.name));
  const required = node.required.filter((name) => ofFile.has(name));
  const request: ReadRequest = {
    options: node.options,
    schema: node.dataSchema,
    required,
    filters: node.filters,
    timeZone: task.conf['spark.sql.session.timeZone'] ?? 'UTC',
    conf: task.conf,
    signal: task.signal,
    numbered: source.numbersRows === true && node.required.some((name) => !ofFile.has(name) && !ofFolder.has(name)),
    native,
  };
  for (const split of node.partitions[partition] ?? []) {
    const place = placesOf(node, split, request);
    try {
      for await (const batch of source.read(split, request)) if (batch.length > 0) yield place(batch);
    } catch (error) {
      // What was read of the file before stays.
      await passOver(error, split.path, node.options, task.conf);
    }
  }
}

/** Columns in the order wanted; those of the folder are the same for every row of a file. Any other is `_metadata`. */
function placesOf(node: FileScan, split: FileSplit, { required, numbered }: ReadRequest): (batch: Batch) => Batch {
  const columns = node.required.map((name): ((batch: Batch) => Vector) => {
    const at = required.indexOf(name);
    if (at >= 0) return (batch) => batch.columns[at] as Vector;
    const ordinal = node.partitionSchema.fields.findIndex((f) => f.name === name);
    if (ordinal < 0)
      return (batch) => fileBlockVector(split, batch.length, numbered ? batch.columns[required.length] : undefined);
    const type = node.partitionSchema.fields[ordinal]?.type as DataType;
    const value = split.partitionValues[ordinal] as Value;
    return (batch) => constantVector(type, value, batch.length);
  });
  return (batch) => ({ length: batch.length, columns: columns.map((column) => column(batch)) });
}
