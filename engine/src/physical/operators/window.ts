/** Window functions over input that is sorted by partition and order keys. */

import { internal } from '../../errors/internal.ts';
import { declared } from '../../functions/registry.ts';
import type { AggregateCall } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import type { DataType } from '../../types/data-type.ts';
import type { Batch } from '../../types/vector.ts';
import { type VectorBuilder, vectorBuilder } from '../../types/vector-builder.ts';
import type { WindowNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { NEW_PARTITION, type Stretch } from './stretch.ts';
import { aggregateOverFrames, type ValueAt } from './window-aggregate.ts';
import { compileFrames, type Partition, ValueList } from './window-frames.ts';
import { compileWindowFunction } from './window-function.ts';
import { type StretchOptions, stretchesOf } from './window-input.ts';

type WindowCall = WindowNode['calls'][number];

interface CompiledCall {
  readonly returns: DataType;
  readonly over: (partition: Partition) => ValueAt;
}

export async function* runWindow(node: WindowNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const list = new ValueList();
  const calls = node.calls.map((call) => compileCall(call, node, list, task));
  const options: StretchOptions = { unit: unitOf(node.calls), values: list.expressions, spills: true };
  const partitions = new Partitions(calls);
  for await (const stretch of stretchesOf(node, options, task)) {
    let from = stretch.from;
    for await (const batch of stretch.batches()) {
      task.signal.throwIfAborted();
      const to = from + batch.length;
      const builders = calls.map((call) => vectorBuilder(call.returns, batch.length));
      while (from < to) from = partitions.append(stretch, from, to, builders);
      yield { length: batch.length, columns: [...batch.columns, ...builders.map((builder) => builder.finish())] };
    }
  }
}

/** The partition whose rows are at hand, which may go on from one stretch to the next. */
class Partitions {
  readonly #calls: readonly CompiledCall[];
  #stretch: Stretch | undefined;
  #partition: Partition | undefined;
  #valuesAt: readonly ValueAt[] = [];

  constructor(calls: readonly CompiledCall[]) {
    this.#calls = calls;
  }

  /** Values for rows from `from` on, up to `to` or the end of their partition, which it returns. */
  append(stretch: Stretch, from: number, to: number, builders: readonly VectorBuilder[]): number {
    this.#stretch = stretch;
    const partition = this.#partitionOf(stretch, from);
    const end = Math.min(to, partition.end);
    for (const [i, valueAt] of this.#valuesAt.entries()) {
      const builder = builders[i]!;
      for (let position = from; position < end; position++) builder.append(valueAt(position));
    }
    return end;
  }

  #partitionOf(stretch: Stretch, from: number): Partition {
    const { marks, from: first } = stretch.at(from);
    if (this.#partition === undefined || marks[from - first] === NEW_PARTITION) {
      const at: Partition['at'] = (position) => (this.#stretch as Stretch).at(position);
      const partition = { start: from, end: stretch.partitionEnd(from), at };
      this.#partition = partition;
      this.#valuesAt = this.#calls.map((call) => call.over(partition));
    } else if (from === this.#partition.end) this.#partition.end = stretch.partitionEnd(from);
    return this.#partition;
  }
}

function compileCall(
  { function: fn, frame, ignoreNulls }: WindowCall,
  { orderBy }: WindowNode,
  list: ValueList,
  task: TaskContext,
): CompiledCall {
  const framesOf = compileFrames(frame, orderBy, list, task);
  if (fn.kind === 'aggregate-call') {
    const use = specOf(fn);
    return { returns: use.returns, over: aggregateOverFrames(use, framesOf, task) };
  }
  if (fn.kind === 'call')
    return { returns: fn.type, over: compileWindowFunction(fn, ignoreNulls, framesOf, list, task) };
  return internal(`${fn.kind} is no window function`);
}

function specOf({ call, filter }: AggregateCall): Parameters<typeof aggregateOverFrames>[0] {
  return {
    mode: 'complete',
    fn: call.fn,
    overload: call.overload,
    args: call.args,
    argTypes: call.args.map(typeOf),
    returns: call.type,
    filter,
    ansi: call.ansi,
    buffers: [],
    context: call.context,
  };
}

/** A partition need not be there as a whole where no call looks at rows after its own, or only at those that tie. */
function unitOf(calls: readonly WindowCall[]): StretchOptions['unit'] {
  const units = calls.map(({ function: fn, frame: { unit, lower, upper } }): StretchOptions['unit'] => {
    if (fn.kind === 'call') return declared('window', fn.fn).running === true ? 'row' : 'partition';
    if (lower.kind !== 'unbounded-preceding' || upper.kind !== 'current-row') return 'partition';
    return unit === 'rows' ? 'row' : 'group';
  });
  if (units.includes('partition')) return 'partition';
  return units.includes('group') ? 'group' : 'row';
}
