import type { PythonMapCall } from '../physical/operator.ts';
import { EVAL } from '../tree/eval-type.ts';
import type { Attribute } from '../tree/expression.ts';
import { eachOf, groupsOf } from '../types/batch-groups.ts';
import { field, struct } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import { arrowResults, rowsOf } from './arrow-call.ts';
import { ARROW_END, ArrowWriter } from './arrow-writer.ts';
import { int32Bytes } from './binary-writer.ts';
import { isByPosition, type PythonCall, type PythonHost, type PythonTaskFacts } from './python-host.ts';
import { rebatch } from './rebatch.ts';
import { arrowBatchRows, arrowInput, arrowOptions } from './udf-eval.ts';

/** Replaces the input's rows by what the function yields. */
export async function* mapPython(
  host: PythonHost,
  task: PythonTaskFacts,
  call: PythonMapCall,
  input: AsyncIterable<Batch>,
): AsyncIterable<Batch> {
  const { evalType } = call.function;
  const isWhole = evalType === EVAL.mapPandasIter || evalType === EVAL.mapArrowIter;
  const sent: PythonCall = {
    function: call.function,
    evalType,
    command: {
      kind: 'udfs',
      udfs: [{ args: argumentsOf(call, isWhole), chain: [call.function.command], id: 0 }],
    },
    input: isWhole ? wholeInput(call, input, task) : groupedInput(call, input, task),
  };
  for await (const batch of arrowResults(host, task, sent, [rowType(call.output)], isByPosition(task))) {
    if (batch.length > 0) yield rowsOf(batch);
  }
}

/** Grouped functions get `[length, key count, keys…, values…]` packed as if these were offsets of arguments. */
function argumentsOf(call: PythonMapCall, isWhole: boolean): { offset: number }[] {
  if (isWhole) return [{ offset: 0 }];
  return packedColumns(call.grouping, call.values);
}

export function packedColumns(grouping: readonly number[], values: readonly number[]): { offset: number }[] {
  const packed = [grouping.length, ...grouping, ...values];
  return [packed.length, ...packed].map((offset) => ({ offset }));
}

export const rowType = (columns: readonly Attribute[]) =>
  struct(columns.map((a) => field(a.name, a.type, a.nullable, a.metadata)));

async function* wholeInput(
  call: PythonMapCall,
  input: AsyncIterable<Batch>,
  task: PythonTaskFacts,
): AsyncIterable<readonly Uint8Array[]> {
  const writer = new ArrowWriter(struct([field('struct', rowType(call.inputSchema), false)]), arrowOptions(task.conf));
  yield* arrowInput(writer, wrapped(rebatch(input, arrowBatchRows(task.conf))));
}

async function* wrapped(batches: AsyncIterable<Batch>): AsyncIterable<Batch> {
  for await (const batch of batches) yield asStruct(batch);
}

const asStruct = (batch: Batch): Batch => ({
  length: batch.length,
  columns: [{ layout: 'struct', length: batch.length, validity: undefined, children: batch.columns }],
});

/** Each group is an Arrow stream of its own. */
async function* groupedInput(
  call: PythonMapCall,
  input: AsyncIterable<Batch>,
  task: PythonTaskFacts,
): AsyncIterable<readonly Uint8Array[]> {
  const { evalType } = call.function;
  const inStruct = evalType === EVAL.groupedMapArrow || evalType === EVAL.groupedMapArrowIter;
  const schema = inStruct ? struct([field('struct', rowType(call.inputSchema), false)]) : rowType(call.inputSchema);
  const writer = new ArrowWriter(schema, arrowOptions(task.conf));
  const start = [int32Bytes(1), writer.schema()];
  for await (const group of groupsOf(input, call.grouping)) {
    yield start;
    for await (const batch of rebatch(eachOf(group), arrowBatchRows(task.conf))) {
      yield writer.batch(inStruct ? asStruct(batch) : batch);
    }
    yield [ARROW_END];
  }
  yield [int32Bytes(0)];
}
