/** Table functions in Python: pickled rows, rows that go as Arrow, whole Arrow batches. */
import type { PythonUdfCall } from '../physical/operator.ts';
import { EVAL } from '../tree/eval-type.ts';
import type { Attribute } from '../tree/expression.ts';
import { typeJsonText } from '../types/type-json.ts';
import type { Batch, Vector } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { arrowResults, rowsOf } from './arrow-call.ts';
import { ArrowWriter } from './arrow-writer.ts';
import { pythonAppender } from './from-python.ts';
import { unpickle } from './pickle-reader.ts';
import { BatchPickler } from './pickle-writer.ts';
import { type PythonCall, type PythonHost, type PythonTaskFacts, preparePython } from './python-host.ts';
import { pickledInput, pythonFrames } from './python-runner.ts';
import { rebatch } from './rebatch.ts';
import { listItems } from './rows-to-batches.ts';
import type { PythonCommand } from './task-message.ts';
import { needsConversion, planUdfInput, type UdfInput } from './udf-command.ts';
import { arrowBatchRows, arrowInput, arrowOptions } from './udf-eval.ts';

export async function* tableFunctionPython(
  host: PythonHost,
  task: PythonTaskFacts,
  call: PythonUdfCall,
  input: AsyncIterable<Batch>,
  columns: readonly Attribute[],
): AsyncIterable<Batch> {
  const plan = planUdfInput([call], columns);
  async function* sent(): AsyncIterable<Batch> {
    for await (const batch of input) {
      yield { length: batch.length, columns: plan.ordinals.map((i) => batch.columns[i] as Vector) };
    }
  }
  const { evalType } = call.function;
  if (evalType === EVAL.tableUdf) yield* overPickles(host, task, call, plan, sent());
  else yield* overArrow(host, task, call, plan, sent());
}

function commandOf(call: PythonUdfCall, plan: UdfInput): PythonCommand {
  return {
    kind: 'udtf',
    args: plan.udfs[0]?.args ?? [],
    partitionChildIndexes: call.function.table?.partitionColumns ?? [],
    analyzeResult: undefined,
    handler: call.function.command,
    returnTypeJson: typeJsonText(call.returns),
    name: call.name,
  };
}

/** A frame for each row: a list of one tuple of rows. */
async function* overPickles(
  host: PythonHost,
  task: PythonTaskFacts,
  call: PythonUdfCall,
  plan: UdfInput,
  input: AsyncIterable<Batch>,
): AsyncIterable<Batch> {
  const pickler = new BatchPickler(plan.schema, {
    form: plan.schema.fields.some((f) => needsConversion(f.type)) ? 'row' : 'tuple',
    binaryAsBytes: task.conf['spark.sql.execution.pyspark.binaryAsBytes'] !== 'false',
  });
  async function* frames(): AsyncIterable<Uint8Array> {
    for await (const batch of input) yield* pickler.frames(batch, 1);
  }
  const run = await preparePython(host, task, {
    function: plan.function,
    evalType: EVAL.tableUdf,
    command: commandOf(call, plan),
    input: pickledInput(frames()),
  });
  const append = pythonAppender(call.returns);
  const builder = vectorBuilder(call.returns);
  for await (const frame of pythonFrames(run)) {
    const [rows] = listItems(unpickle(frame));
    const items = listItems(rows ?? null);
    for (const row of items) append(builder, row);
    yield rowsOf({ length: items.length, columns: [builder.finish()] });
  }
}

async function* overArrow(
  host: PythonHost,
  task: PythonTaskFacts,
  call: PythonUdfCall,
  plan: UdfInput,
  input: AsyncIterable<Batch>,
): AsyncIterable<Batch> {
  const { evalType } = call.function;
  const writer = new ArrowWriter(plan.schema, arrowOptions(task.conf));
  const { table } = call.function;
  const tableOffset = table === undefined ? '' : String(plan.udfs[0]?.args[table.argument]?.offset);
  const evalConf: Record<string, string> =
    evalType === EVAL.arrowTableUdf ? { input_type: typeJsonText(plan.schema) } : { table_arg_offsets: tableOffset };
  const sent: PythonCall = {
    function: plan.function,
    evalType,
    evalConf,
    command: commandOf(call, plan),
    input: arrowInput(writer, rebatch(input, arrowBatchRows(task.conf))),
  };
  for await (const batch of arrowResults(host, task, sent, [call.returns])) yield rowsOf(batch);
}
