/** `saveAsTextFile`: each partition a part file, put in its place when complete; `_SUCCESS` when all are. */
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { raise } from '../errors/raise.ts';
import { localPath } from './file-splits.ts';
import type { RddNode } from './node.ts';
import type { RddWork } from './rdd-handler.ts';
import { rddStage } from './rdd-stages.ts';
import { type RddRequest, type RddRuntime, runStage } from './run-rdd.ts';
import { TEMPORARY } from './save-lines.ts';

/** Records are lines. The folder must not be there yet. */
export async function saveAsTextFile(
  runtime: RddRuntime,
  node: RddNode,
  path: string,
  request: RddRequest,
): Promise<void> {
  const folder = localPath(path);
  if ((await stat(folder).catch(() => undefined)) !== undefined)
    raise('OUTPUT_PATH_EXISTS', { path: `file:${folder}` });
  const stage = await rddStage(runtime.graph, node);
  await mkdir(join(folder, TEMPORARY), { recursive: true });
  const saving = {
    ...stage,
    prepare: async (blocks: Parameters<typeof stage.prepare>[0]) => {
      const tasks = await stage.prepare(blocks);
      const work = tasks.work as RddWork;
      return { ...tasks, work: { ...work, rdd: { kind: 'save-text', folder, child: work.rdd } } satisfies RddWork };
    },
  };
  try {
    for await (const _ of runStage(runtime, saving, request)) {
      // Tasks give no rows.
    }
  } finally {
    await rm(join(folder, TEMPORARY), { recursive: true, force: true });
  }
  await writeFile(join(folder, '_SUCCESS'), '');
}
