/** Scalar Python functions over batches: pickled or Arrow, one row or one batch at a time, results as columns. */
import { internal } from '../errors/internal.ts';
import type { PythonUdfCall } from '../physical/operator.ts';
import { EVAL } from '../tree/eval-type.ts';
import type { Attribute } from '../tree/expression.ts';
import type { DataType } from '../types/data-type.ts';
import { typeJsonText } from '../types/type-json.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { arrowResults, joinedResults } from './arrow-call.ts';
import type { ArrowOptions } from './arrow-schema.ts';
import { ARROW_END, ArrowWriter } from './arrow-writer.ts';
import { pythonAppender } from './from-python.ts';
import { unpickle } from './pickle-reader.ts';
import { BatchPickler } from './pickle-writer.ts';
import type { PyValue } from './py-value.ts';
import { type PythonCall, type PythonHost, type PythonTaskFacts, preparePython } from './python-host.ts';
import { pickledInput, pythonFrames } from './python-runner.ts';
import { ResultJoiner, rebatch } from './rebatch.ts';
import { listItems } from './rows-to-batches.ts';
import { needsConversion, planUdfInput, type UdfInput } from './udf-command.ts';

const PICKLED_ROWS = 100;
const ARROW_ROWS = 10_000;

/** All calls must be of one evaluation type. Gives a batch for each batch of the input: a column for each call, row by row. */
export async function* evaluateUdfs(
  host: PythonHost,
  task: PythonTaskFacts,
  calls: readonly PythonUdfCall[],
  input: AsyncIterable<Batch>,
  columns: readonly Attribute[],
): AsyncIterable<Batch> {
  const evalType = calls[0]?.function.evalType;
  const plan = planUdfInput(calls, columns);
  const returns = calls.map((call) => call.returns);
  switch (evalType) {
    case EVAL.batchedUdf:
      yield* evaluatePickled(host, task, plan, returns, input);
      return;
    case EVAL.arrowBatchedUdf:
    case EVAL.scalarPandas:
    case EVAL.scalarPandasIter:
    case EVAL.scalarArrow:
    case EVAL.scalarArrowIter:
      yield* evaluateArrow(host, task, plan, returns, input, evalType);
      return;
    default:
      internal(`Python functions of type ${evalType} are not scalar`);
  }
}

export function arrowOptions(conf: Readonly<Record<string, string>>): ArrowOptions {
  return {
    timeZone: conf['spark.sql.session.timeZone'] ?? 'UTC',
    largeVarTypes: conf['spark.sql.execution.arrow.useLargeVarTypes'] === 'true',
  };
}

export function arrowBatchRows(conf: Readonly<Record<string, string>>): number {
  return Number(conf['spark.sql.execution.arrow.maxRecordsPerBatch'] ?? ARROW_ROWS);
}

/** The columns that are sent; the joiner learns how many results each batch is owed. */
async function* sent(input: AsyncIterable<Batch>, plan: UdfInput, joiner: ResultJoiner): AsyncIterable<Batch> {
  for await (const { length, columns } of input) {
    joiner.send({ length, columns: [] });
    yield { length, columns: plan.ordinals.map((ordinal) => columns[ordinal]!) };
  }
}

async function* evaluateArrow(
  host: PythonHost,
  task: PythonTaskFacts,
  plan: UdfInput,
  returns: readonly DataType[],
  input: AsyncIterable<Batch>,
  evalType: number,
): AsyncIterable<Batch> {
  const joiner = new ResultJoiner();
  const writer = new ArrowWriter(plan.schema, arrowOptions(task.conf));
  const call: PythonCall = {
    function: plan.function,
    evalType,
    evalConf: evalType === EVAL.arrowBatchedUdf ? { input_type: typeJsonText(plan.schema) } : {},
    command: { kind: 'udfs', udfs: plan.udfs },
    input: arrowInput(writer, rebatch(sent(input, plan, joiner), arrowBatchRows(task.conf))),
  };
  yield* joinedResults(arrowResults(host, task, call, returns), joiner);
}

/** One Arrow stream; a stream without rows is its schema alone. */
export async function* arrowInput(
  writer: ArrowWriter,
  batches: AsyncIterable<Batch>,
): AsyncIterable<readonly Uint8Array[]> {
  yield [writer.schema()];
  for await (const batch of batches) yield writer.batch(batch);
  yield [ARROW_END];
}

async function* evaluatePickled(
  host: PythonHost,
  task: PythonTaskFacts,
  plan: UdfInput,
  returns: readonly DataType[],
  input: AsyncIterable<Batch>,
): AsyncIterable<Batch> {
  const joiner = new ResultJoiner();
  const pickler = new BatchPickler(plan.schema, {
    form: plan.schema.fields.some((f) => needsConversion(f.type)) ? 'row' : 'tuple',
    binaryAsBytes: task.conf['spark.sql.execution.pyspark.binaryAsBytes'] !== 'false',
  });
  async function* frames(): AsyncIterable<Uint8Array> {
    for await (const batch of sent(input, plan, joiner)) yield* pickler.frames(batch, PICKLED_ROWS);
  }
  const run = await preparePython(host, task, {
    function: plan.function,
    evalType: EVAL.batchedUdf,
    command: { kind: 'udfs', udfs: plan.udfs },
    input: pickledInput(frames()),
  });
  const toBatch = resultReader(returns);
  for await (const frame of pythonFrames(run)) yield* joiner.receive(toBatch(listItems(unpickle(frame))));
  joiner.finish();
}

/** A single function's results come bare, those of several as tuples. */
function resultReader(returns: readonly DataType[]): (rows: readonly PyValue[]) => Batch {
  const appenders = returns.map(pythonAppender);
  const builders = returns.map((type) => vectorBuilder(type, PICKLED_ROWS));
  return (rows) => {
    for (const row of rows) {
      const values = returns.length === 1 ? [row] : listItems(row);
      for (let i = 0; i < appenders.length; i++) appenders[i]!(builders[i]!, values[i]!);
    }
    return { length: rows.length, columns: builders.map((builder) => builder.finish()) };
  };
}
