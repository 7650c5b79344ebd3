/** `df.write`: a Dataset's rows as files of a declared source, all or nothing. */
import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { BucketSpec } from '../catalog/catalog-table.ts';
import { raise } from '../errors/raise.ts';
import type { PhysicalNode, WriteNode } from '../physical/node.ts';
import { checkTimes } from '../sources/check-times.ts';
import { abortJob, clearTarget, commitJob, startJob, taskFolder, type WriteJob } from '../sources/commit.ts';
import { localPath, shownPath } from '../sources/list-files.ts';
import { readOptions } from '../sources/options.ts';
import { sourceNamed } from '../sources/registry.ts';
import { writeRows } from '../sources/write-rows.ts';
import { attribute, sortOrder } from '../tree/build.ts';
import type { Attribute } from '../tree/expression.ts';
import { field, type Kind, LONG, quoteIdentifier, STRING, sqlName, struct } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import type { Dataset } from './dataset.ts';
import { checkNames } from './read.ts';
import { type RunOptions, rowsOf } from './run-query.ts';
import type { SparkSession } from './spark-session.ts';

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

/** Where rows go, and what they take the place of. */
export interface FileTarget {
  readonly source: string;
  readonly directory: string;
  readonly options: Readonly<Record<string, string>>;
  readonly partitionBy: readonly string[];
  readonly bucket: BucketSpec | undefined;
  /** Taken away once the new files are complete: folders, or every partition that gets new files. */
  readonly replaces: readonly string[] | 'written partitions';
}

const REPORT = [attribute('path', STRING, false), attribute('rows', LONG, false), attribute('bytes', LONG, false)];

export async function writeFiles(dataset: Dataset, write: WriteOptions, run: RunOptions): Promise<void> {
  const directory = localPath(write.path);
  const existed = await exists(directory);
  if (existed && write.mode === 'errorifexists') raise('PATH_ALREADY_EXISTS', { outputPath: shownPath(directory) });
  if (existed && write.mode === 'ignore') return;
  const options = Object.fromEntries(write.options);
  const overwrite = write.mode === 'overwrite';
  const dynamic = write.partitionBy.length > 0 && overwritesDynamically(dataset.session, options);
  const replaces = !overwrite ? [] : dynamic ? 'written partitions' : [directory];
  const { source, partitionBy } = write;
  await writeRowsTo(dataset, { source, directory, options, partitionBy, bucket: undefined, replaces }, run);
}

/** The option of one write, else the session's setting. */
export function overwritesDynamically(session: SparkSession, options: Readonly<Record<string, string>>): boolean {
  const key = 'spark.sql.sources.partitionOverwriteMode';
  const mode = readOptions(options).text('partitionOverwriteMode') ?? session.conf.snapshot().getString(key);
  return mode.toUpperCase() === 'DYNAMIC';
}

/** All or nothing: what was there before stays until all new files are complete. */
export async function writeRowsTo(dataset: Dataset, target: FileTarget, run: RunOptions): Promise<void> {
  const { directory, replaces } = target;
  const existed = await exists(directory);
  const rows = await sortedForBuckets(dataset, target);
  const { plan: child, evaluated } = await rows.execution.runnable(run, 'partitions');
  const job = writePlan(rows, target, child);
  await startJob(job);
  try {
    const files = await writtenFiles(dataset, job, async () => ({ ...job, child: await evaluated() }), run);
    const cleared = replaces === 'written partitions' ? files.map((file) => targetFolder(job, file)) : replaces;
    for (const folder of new Set(cleared)) await takeAway(folder, directory);
    await commitJob(job, files);
  } catch (error) {
    await abortJob(job, !existed);
    throw error;
  }
}

/** The target itself stays: other tools' hidden files may be in it. */
const takeAway = (folder: string, target: string): Promise<void> =>
  folder === target ? clearTarget(folder) : rm(folder, { recursive: true, force: true });

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

/** Each task sorts all it writes, so every bucket's file is sorted. */
async function sortedForBuckets(dataset: Dataset, { bucket }: FileTarget): Promise<Dataset> {
  const columns = bucket?.sortColumns ?? [];
  if (columns.length === 0) return dataset;
  const orders = columns.map((name) => sortOrder(dataset.output[ordinalOf(dataset, name, 'sort')] as Attribute));
  return dataset.derive((child) => ({ kind: 'sort', orders, global: false, child }));
}

function writePlan(dataset: Dataset, target: FileTarget, child: PhysicalNode): WriteNode {
  const source = sourceNamed(target.source);
  const partitionBy = target.partitionBy.map((name) => ordinalOf(dataset, name, 'partition'));
  if (partitionBy.length > 0 && partitionBy.length === dataset.output.length) {
    raise('ALL_PARTITION_COLUMNS_NOT_ALLOWED', {});
  }
  checkNames(dataset.session, dataset.schema);
  checkNames(dataset.session, struct(target.partitionBy.map((name) => field(name, STRING))));
  for (const i of partitionBy) checkPartitionType(dataset.output[i] as Attribute);
  checkTimes(dataset.schema, dataset.session.conf.snapshot());
  source.checkWritable(struct(dataset.schema.fields.filter((_, i) => !partitionBy.includes(i))));
  const { bucket } = target;
  return {
    kind: 'write',
    source: source.name,
    options: target.options,
    directory: target.directory,
    jobId: randomUUID(),
    partitionBy,
    partitionNames: target.partitionBy,
    bucket: bucket && {
      buckets: bucket.buckets,
      columns: bucket.columns.map((name) => ordinalOf(dataset, name, 'bucket')),
    },
    child,
    output: REPORT,
  };
}

const NO_PARTITION_TYPES: ReadonlySet<Kind> = new Set(['array', 'map', 'struct', 'interval', 'variant', 'udt']);

function checkPartitionType({ type }: Attribute): void {
  if (NO_PARTITION_TYPES.has(type.kind)) raise('INVALID_PARTITION_COLUMN_DATA_TYPE', { type: `"${sqlName(type)}"` });
}

function ordinalOf(dataset: Dataset, name: string, colType: string): number {
  const at = dataset.output.findIndex((attribute) => dataset.session.sameName(attribute.name, name));
  if (at >= 0) return at;
  return raise('COLUMN_NOT_DEFINED_IN_TABLE', {
    colType,
    colName: quoteIdentifier(name),
    tableName: 'the Dataset',
    tableCols: dataset.columns.map(quoteIdentifier).join(', '),
  });
}

const NO_ROWS: AsyncIterable<Batch> = { async *[Symbol.asyncIterator]() {} };

interface WrittenFile {
  readonly taskFolder: string;
  readonly path: string;
}

const targetFolder = (job: WriteJob, { taskFolder: from, path }: WrittenFile): string =>
  dirname(join(job.directory, relative(from, path)));

/** The files that the successful attempts have left. */
async function writtenFiles(
  dataset: Dataset,
  plan: WriteNode,
  evaluated: () => Promise<PhysicalNode>,
  options: RunOptions,
): Promise<readonly WrittenFile[]> {
  const { session } = dataset;
  const query = dataset.execution.openPlan({ plan, evaluated }, options);
  try {
    const files: WrittenFile[] = [];
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
function placed(job: WriteJob, path: string): WrittenFile {
  const root = taskFolder(job, 0, 0).split(sep).slice(0, -1).join(sep);
  const [task] = relative(root, path).split(sep);
  return { taskFolder: `${root}${sep}${task}`, path };
}
