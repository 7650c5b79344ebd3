/** `df.write`: a Dataset's rows as files of a declared source, all or nothing. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { raise } from '../errors/raise.ts';
import { openQuery } from '../exec/run-query.ts';
import type { WriteNode } from '../physical/node.ts';
import { abortJob, clearTarget, commitJob, startJob, taskFolder, type WriteJob } from '../sources/commit.ts';
import { localPath, shownPath } from '../sources/list-files.ts';
import { sourceNamed } from '../sources/registry.ts';
import { writeRows } from '../sources/write-rows.ts';
import { attribute } from '../tree/build.ts';
import { LONG, quoteIdentifier, STRING, struct } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import type { Dataset } from './dataset.ts';
import { type RunOptions, rowsOf } from './run-query.ts';

export type SaveMode = 'append' | 'overwrite' | 'ignore' | 'errorifexists';

const MODES: Readonly<Record<string, SaveMode>> = {
  append: 'append',
  overwrite: 'overwrite',
  ignore: 'ignore',
  error: 'errorifexists',
  errorifexists: 'errorifexists',
  default: 'errorifexists',
};

export function saveModeNamed(name: string): SaveMode {
  return MODES[name.toLowerCase()] ?? raise('INVALID_SAVE_MODE', { mode: `"${name}"` });
}

export interface WriteOptions {
  readonly source: string;
  readonly path: string;
  readonly mode: SaveMode;
  readonly partitionBy: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

const REPORT = [attribute('path', STRING, false), attribute('rows', LONG, false), attribute('bytes', LONG, false)];

export async function writeFiles(dataset: Dataset, target: WriteOptions, options: RunOptions): Promise<void> {
  const directory = localPath(target.path);
  const existed = (await stat(directory).catch(() => undefined)) !== undefined;
  if (existed && target.mode === 'errorifexists') raise('PATH_ALREADY_EXISTS', { outputPath: shownPath(directory) });
  if (existed && target.mode === 'ignore') return;
  const plan = writePlan(dataset, target, directory);
  const job: WriteJob = plan;
  await startJob(job);
  try {
    const files = await run(dataset, plan, options);
    if (target.mode === 'overwrite') await clearTarget(directory);
    await commitJob(job, files);
  } catch (error) {
    await abortJob(job, !existed);
    throw error;
  }
}

function writePlan(dataset: Dataset, target: WriteOptions, directory: string): WriteNode {
  const source = sourceNamed(target.source);
  const partitionBy = target.partitionBy.map((name) => ordinalOf(dataset, name));
  if (partitionBy.length > 0 && partitionBy.length === dataset.output.length) {
    raise('ALL_PARTITION_COLUMNS_NOT_ALLOWED', {});
  }
  source.checkWritable(struct(dataset.schema.fields.filter((_, i) => !partitionBy.includes(i))));
  const child = dataset.execution.physical();
  return {
    kind: 'write',
    source: source.name,
    options: Object.fromEntries(target.options),
    directory,
    jobId: randomUUID(),
    partitionBy,
    child,
    output: REPORT,
  };
}

function ordinalOf(dataset: Dataset, name: string): number {
  const at = dataset.output.findIndex((attribute) => dataset.session.sameName(attribute.name, name));
  if (at >= 0) return at;
  return raise('COLUMN_NOT_DEFINED_IN_TABLE', {
    colType: 'partition',
    colName: quoteIdentifier(name),
    tableName: 'the Dataset',
    tableCols: dataset.columns.map(quoteIdentifier).join(', '),
  });
}

const NO_ROWS: AsyncIterable<Batch> = { async *[Symbol.asyncIterator]() {} };

/** The files that the successful attempts have left. */
async function run(dataset: Dataset, plan: WriteNode, options: RunOptions) {
  const { session } = dataset;
  const { context } = session;
  const query = openQuery(
    plan,
    context.queryRuntime,
    context.queryRequest(session.conf.snapshot(), options, undefined),
  );
  try {
    const files: { taskFolder: string; path: string }[] = [];
    const add = (batch: Batch): void => {
      for (const [path] of rowsOf(batch, REPORT)) files.push(placed(plan, path as string));
    };
    let partitions = 0;
    for await (const { batches } of query.run()) {
      partitions += 1;
      batches.forEach(add);
    }
    // Without any partition there is still a first file.
    if (partitions === 0) {
      const conf = { 'spark.sql.session.timeZone': session.conf.snapshot().getString('spark.sql.session.timeZone') };
      for await (const batch of writeRows(plan, NO_ROWS, { partition: 0, attempt: 0, conf })) add(batch);
    }
    return files;
  } finally {
    query.close();
  }
}

/** A file is moved to the same place below the target as it has below its task's folder. */
function placed(job: WriteJob, path: string): { readonly taskFolder: string; readonly path: string } {
  const root = taskFolder(job, 0, 0).split(sep).slice(0, -1).join(sep);
  const [task] = relative(root, path).split(sep);
  return { taskFolder: `${root}${sep}${task}`, path };
}
