/**
 * Joins with a broadcast that only ask whether a row has a partner: the keys are enough for that. A runtime filter, whose
 * rows a join further up drops as well, lets all rows pass where it saves nothing or memory has no room for the keys.
 */
import { type KeySet, openKeySet } from '../../codegen/key-set.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import type { Batch } from '../../types/vector.ts';
import { takeBatch } from '../../types/vector-ops.ts';
import type { BroadcastRead, HashJoin } from '../node.ts';
import type { TaskContext, TaskMemory } from '../operator.ts';
import { envOf } from './task-input.ts';

/** After so many rows it is clear whether a runtime filter drops enough of them. */
const TRIAL_ROWS = 65_536;
const MOST_KEPT = 0.6;

interface KeyFilter extends HashJoin {
  readonly type: 'left-semi' | 'left-anti';
  readonly right: BroadcastRead;
}

export function isKeyFilter(node: HashJoin): node is KeyFilter {
  const { type, build, condition, nullAware, right } = node;
  const asks = (type === 'left-semi' || type === 'left-anti') && condition === undefined && !nullAware;
  return asks && build === 'right' && right.kind === 'broadcast-read';
}

export async function* runKeyFilter(node: KeyFilter, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const keys = await keysOf(node, task);
  const find = keys?.finder(node.leftKeys, envOf(task), node.type === 'left-semi');
  let seen = 0;
  let kept = 0;
  for await (const batch of task.run(node.left)) {
    const isVain = node.runtimeFilter === true && seen >= TRIAL_ROWS && kept > seen * MOST_KEPT;
    if (find === undefined || isVain) {
      yield batch;
      continue;
    }
    const rows = find(batch, task.partition);
    seen += batch.length;
    kept += rows.length;
    if (rows.length === batch.length) yield batch;
    else if (rows.length > 0) yield takeBatch(batch, rows);
  }
}

/** Made once in each thread. */
function keysOf(
  { right: { broadcast }, rightKeys, nullSafe, runtimeFilter }: KeyFilter,
  task: TaskContext,
): Promise<KeySet | undefined> {
  const { services } = task;
  const name = `keys:${runtimeFilter}:${nullSafe.join()}:${rightKeys.map(canonicalKey).join()}`;
  return services.derived(broadcast, name, async (memory) => {
    const keys = openKeySet(rightKeys, nullSafe, envOf(task));
    let held = 0;
    for await (const batch of services.readStored(broadcast)) {
      keys.add(batch);
      const more = keys.bytes - held;
      if (runtimeFilter !== true) await memory.take(more);
      else if (!(await fits(more, memory))) {
        memory.shrink(held);
        return undefined;
      }
      held += more;
    }
    return keys;
  });
}

async function fits(bytes: number, memory: TaskMemory): Promise<boolean> {
  const granted = await memory.grow(bytes);
  if (granted < bytes) memory.shrink(granted);
  return granted >= bytes;
}
