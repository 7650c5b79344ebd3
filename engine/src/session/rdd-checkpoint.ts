/** Checkpoints of RDDs: written after the first job that uses them, and read from then on in place of their lineage. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { raise } from '../errors/raise.ts';
import { localPath } from '../rdd/file-splits.ts';
import type { RddNode } from '../rdd/node.ts';
import { partName } from '../rdd/save-part.ts';
import { saveParts } from '../rdd/save-rdd.ts';
import { DEFAULT_LEVEL } from './cache-manager.ts';
import { rddRequest, runtimeOf } from './rdd-request.ts';
import type { RunOptions } from './run-query.ts';
import type { SparkContext } from './spark-context.ts';

/** A folder of this application within the given one, as a URL. */
export async function newCheckpointDir(folder: string): Promise<string> {
  const path = join(localPath(folder), randomUUID());
  await mkdir(path, { recursive: true });
  return `file:${path}`;
}

export function checkpoint(context: SparkContext, node: RddNode): void {
  const { checkpointDir, rdds } = context;
  if (checkpointDir === undefined) raise('CHECKPOINT_DIRECTORY_MISSING', {});
  rdds.markCheckpoint(node, { kind: 'reliable', folder: join(checkpointDir.slice('file:'.length), `rdd-${node.id}`) });
}

export async function localCheckpoint(context: SparkContext, node: RddNode): Promise<void> {
  if (context.rdds.storageOf(node) === undefined) await context.rdds.persist(node, DEFAULT_LEVEL);
  context.rdds.markCheckpoint(node, { kind: 'local' });
}

/** After a job over `node`. */
export async function writeCheckpoints(context: SparkContext, node: RddNode, options: RunOptions): Promise<void> {
  const { rdds } = context;
  for (const each of rdds.awaitingCheckpoint(node)) {
    const mark = rdds.checkpointOf(each);
    if (mark?.kind !== 'reliable') {
      rdds.finishCheckpoint(each, undefined);
      continue;
    }
    await rdds.resolve(each);
    await saveParts(runtimeOf(context), each, mark.folder, 'frames', rddRequest(context, options));
    const site = options.properties['callSite.short'] ?? 'checkpoint at NativeMethodAccessorImpl.java:0';
    rdds.finishCheckpoint(each, rdds.checkpointed(await partFiles(mark.folder, rdds.partitionsOf(each)), site));
  }
}

/** An RDD that an earlier checkpoint wrote. */
export async function checkpointFile(context: SparkContext, url: string, site: string): Promise<RddNode> {
  const folder = localPath(url);
  const names = await readdir(folder).catch(() => raise('INPUT_PATH_NOT_FOUND', { path: url }));
  const parts = names.filter((name) => name.startsWith('part-')).length;
  return context.rdds.checkpointed(await partFiles(folder, parts), site);
}

function partFiles(folder: string, count: number) {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const path = join(folder, partName(i, 'frames'));
      return { path, size: (await stat(path)).size };
    }),
  );
}
