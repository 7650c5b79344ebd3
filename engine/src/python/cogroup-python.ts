import type { Cogroup, PythonCogroupCall } from '../physical/operator.ts';
import type { Attribute } from '../tree/expression.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { arrowResults, rowsOf } from './arrow-call.ts';
import { ARROW_END, ArrowWriter } from './arrow-writer.ts';
import { int32Bytes } from './binary-writer.ts';
import { packedColumns, rowType } from './map-python.ts';
import { isByPosition, type PythonCall, type PythonHost, type PythonTaskFacts } from './python-host.ts';
import { arrowOptions } from './udf-eval.ts';

export async function* cogroupPython(
  host: PythonHost,
  task: PythonTaskFacts,
  call: PythonCogroupCall,
  input: AsyncIterable<Cogroup>,
): AsyncIterable<Batch> {
  const { evalType } = call.function;
  const sides = [0, 1] as const;
  const sent: PythonCall = {
    function: call.function,
    evalType,
    command: {
      kind: 'udfs',
      udfs: [
        {
          args: sides.flatMap((side) => packedColumns(call.grouping[side], call.values[side])),
          chain: [call.function.command],
          id: 0,
        },
      ],
    },
    input: streams(call, input, task),
  };
  for await (const batch of arrowResults(host, task, sent, [rowType(call.output)], isByPosition(task))) {
    if (batch.length > 0) yield rowsOf(batch);
  }
}

/** Two Arrow streams for each pair. */
async function* streams(
  call: PythonCogroupCall,
  input: AsyncIterable<Cogroup>,
  task: PythonTaskFacts,
): AsyncIterable<readonly Uint8Array[]> {
  const sides = call.inputSchemas.map((schema) => ({
    writer: new ArrowWriter(rowType(schema), arrowOptions(task.conf)),
    empty: emptyBatch(schema),
  }));
  for await (const cogroup of input) {
    yield [int32Bytes(2)];
    for (const [i, { writer, empty }] of sides.entries()) {
      yield [writer.schema()];
      const batches = cogroup[i] as readonly Batch[];
      // A stream without batches would have no columns in Python.
      for (const batch of batches.length > 0 ? batches : [empty]) yield writer.batch(batch);
      yield [ARROW_END];
    }
  }
  yield [int32Bytes(0)];
}

const emptyBatch = (schema: readonly Attribute[]): Batch => ({
  length: 0,
  columns: schema.map(({ type }) => vectorBuilder(type, 0).finish()),
});
