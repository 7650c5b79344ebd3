/** The source `noop`: computes a Dataset's rows and drops them where they are made, to time a query or to fill a cache. */
import { raise } from '../errors/raise.ts';
import type { PhysicalNode } from '../physical/node.ts';
import { booleanLiteral } from '../tree/build.ts';
import type { Dataset } from './dataset.ts';
import type { RunOptions } from './run-query.ts';
import type { SaveMode } from './write.ts';

export const NOOP = 'noop';

const MODE_NAMES: Readonly<Record<SaveMode, string>> = {
  append: 'Append',
  overwrite: 'Overwrite',
  ignore: 'Ignore',
  errorifexists: 'ErrorIfExists',
};

export async function discardRows(dataset: Dataset, mode: SaveMode, run: RunOptions): Promise<void> {
  if (mode !== 'append' && mode !== 'overwrite')
    raise('UNSUPPORTED_DATA_SOURCE_SAVE_MODE', { source: NOOP, createMode: `"${MODE_NAMES[mode]}"` });
  const { execution } = dataset;
  const { plan, evaluated } = await execution.runnable(run, 'partitions');
  const dropped = { plan: withoutRows(plan), evaluated: async () => withoutRows(await evaluated()) };
  const query = execution.openPlan(dropped, run);
  try {
    for await (const _ of query.run());
  } finally {
    query.close();
  }
}

/** A loop of its own: one with the child's projections would leave out what nobody reads, and its errors. */
const withoutRows = (child: PhysicalNode): PhysicalNode => ({
  kind: 'pipeline',
  output: child.output,
  steps: [{ kind: 'filter', condition: booleanLiteral(false) }],
  child,
});
