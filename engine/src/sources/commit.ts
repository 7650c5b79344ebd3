/**
 * The commit protocol of writes: tasks write below `_temporary`, a finished job moves its files into place and leaves
 * `_SUCCESS`; a failed one leaves what was there before. The folder layout is Hadoop's.
 */
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { readOptions } from './options.ts';
import type { SourceOptions } from './source.ts';
import { writing } from './write-error.ts';

export interface WriteJob {
  /** The target folder. */
  readonly directory: string;
  readonly jobId: string;
  readonly options: SourceOptions;
}

/** Hadoop's name for whether `_SUCCESS` is left; options of a write are settings of Hadoop too. */
const MARKS = 'mapreduce.fileoutputcommitter.marksuccessfuljobs';

const temporaryRoot = (directory: string): string => join(directory, '_temporary');

/** Where one attempt of one task writes. */
export function taskFolder({ directory, jobId }: WriteJob, partition: number, attempt: number): string {
  return join(temporaryRoot(directory), jobId, `task_${partition}_${attempt}`);
}

export async function startJob({ directory, jobId }: WriteJob): Promise<void> {
  await writing(directory, () => mkdir(join(temporaryRoot(directory), jobId), { recursive: true }));
}

interface JobFile {
  readonly taskFolder: string;
  readonly path: string;
}

/** `files` are those of the successful attempts, below their task folders. */
export const commitJob = (job: WriteJob, files: readonly JobFile[]): Promise<void> =>
  writing(job.directory, () => moveFiles(job, files));

async function moveFiles(job: WriteJob, files: readonly JobFile[]): Promise<void> {
  for (const { taskFolder: from, path } of files) {
    const target = join(job.directory, relative(from, path));
    await mkdir(dirname(target), { recursive: true });
    await rename(path, target);
  }
  await dropTemporary(job);
  if (readOptions(job.options).text(MARKS)?.toLowerCase() !== 'false')
    await writeFile(join(job.directory, '_SUCCESS'), '');
}

export async function abortJob(job: WriteJob, created: boolean): Promise<void> {
  await dropTemporary(job);
  if (created) await rmdir(job.directory).catch(() => undefined);
}

/** Takes away this job's folder, and `_temporary` itself unless another job is using it. */
async function dropTemporary({ directory, jobId }: WriteJob): Promise<void> {
  const root = temporaryRoot(directory);
  await rm(join(root, jobId), { recursive: true, force: true });
  const others = await readdir(root).catch(() => []);
  if (others.length === 0) await rmdir(root).catch(() => undefined);
}

/** What `overwrite` takes away before the new files come; hidden files of other tools stay. */
export async function clearTarget(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    if (name === '_temporary') continue;
    await rm(join(directory, name), { recursive: true, force: true });
  }
}
