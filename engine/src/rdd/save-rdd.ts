/** An RDD's partitions as part files, each put in its place when complete: `saveAsTextFile`, checkpoints. */
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { raise } from '../errors/raise.ts';
import { localPath } from './file-splits.ts';
import type { RddNode } from './node.ts';
import { computing, rddStage } from './rdd-stages.ts';
import { type RddRequest, type RddRuntime, runStage } from './run-rdd.ts';
import { type PartFormat, TEMPORARY } from './save-part.ts';

const CODECS: Readonly<Record<string, PartFormat>> = {
  'org.apache.hadoop.io.compress.GzipCodec': 'gzip-lines',
  'org.apache.hadoop.io.compress.DefaultCodec': 'deflate-lines',
  'org.apache.hadoop.io.compress.DeflateCodec': 'deflate-lines',
};

/** Records are lines; `codec` is the name of one of Hadoop's classes. The folder must not be there yet. */
export async function saveAsTextFile(
  runtime: RddRuntime,
  node: RddNode,
  path: string,
  request: RddRequest,
  codec?: string,
): Promise<void> {
  const format = codec === undefined ? 'lines' : (CODECS[codec] ?? raise('UNSUPPORTED_COMPRESSION', { path: codec }));
  const folder = localPath(path);
  if ((await stat(folder).catch(() => undefined)) !== undefined)
    raise('OUTPUT_PATH_EXISTS', { path: `file:${folder}` });
  await saveParts(runtime, node, folder, format, request);
  await writeFile(join(folder, '_SUCCESS'), '');
}

export async function saveParts(
  runtime: RddRuntime,
  node: RddNode,
  folder: string,
  format: PartFormat,
  request: RddRequest,
): Promise<void> {
  const stage = await rddStage(runtime.graph, node);
  await mkdir(join(folder, TEMPORARY), { recursive: true });
  const saving = computing(stage, (child) => ({ kind: 'save', folder, format, child }));
  try {
    for await (const _ of runStage(runtime, saving, request)) {
      // Tasks give no rows.
    }
  } finally {
    await rm(join(folder, TEMPORARY), { recursive: true, force: true });
  }
}
