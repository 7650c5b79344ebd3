/** First and last row of each row's window frame. */

import { evaluateConstant } from '../../codegen/evaluate-constant.ts';
import { compileValues } from '../../codegen/pipeline.ts';
import { assert } from '../../errors/internal.ts';
import type { FrameBound, SortOrder, WindowFrame } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { comparatorOf } from '../../types/ordering.ts';
import { timeZone } from '../../types/time-zone.ts';
import type { Value } from '../../types/value.ts';
import type { Batch } from '../../types/vector.ts';
import { valueReader } from '../../types/vector-reader.ts';
import type { TaskContext } from '../operator.ts';
import { envOf } from './task-input.ts';
import { shifter } from './window-offset.ts';

/** Rows `start` to `end` of the batch; peers are numbered from the partition's first row. */
export interface Partition {
  readonly start: number;
  readonly end: number;
  readonly peerStart: Int32Array;
  readonly peerEnd: Int32Array;
}

/** Numbered from the partition's first row; the end is exclusive and may lie before the start: an empty frame. */
export interface Frames {
  readonly frameStart: Int32Array;
  readonly frameEnd: Int32Array;
}

type Edge = (partition: Partition) => Int32Array;

export function compileFrames(
  frame: WindowFrame,
  orderBy: readonly SortOrder[],
  all: Batch,
  task: TaskContext,
): (partition: Partition) => Frames {
  const edge = frame.unit === 'rows' ? rowEdge(task) : rangeEdge(orderBy, all, task);
  const start = edge(frame.lower, 'start');
  const end = edge(frame.upper, 'end');
  return (partition) => ({ frameStart: start(partition), frameEnd: end(partition) });
}

type EdgeMaker = (bound: FrameBound, side: 'start' | 'end') => Edge;

const lengthOf = ({ start, end }: Partition): number => end - start;

function unbounded(bound: FrameBound): Edge | undefined {
  if (bound.kind === 'unbounded-preceding') return (partition) => new Int32Array(lengthOf(partition));
  if (bound.kind === 'unbounded-following')
    return (partition) => new Int32Array(lengthOf(partition)).fill(lengthOf(partition));
  return undefined;
}

function rowEdge(task: TaskContext): EdgeMaker {
  return (bound, side) => {
    const whole = unbounded(bound);
    if (whole !== undefined) return whole;
    const offset = bound.kind === 'offset' ? Number(evaluateConstant(bound.value, envOf(task))) : 0;
    const shift = offset + (side === 'end' ? 1 : 0);
    return (partition) => {
      const length = lengthOf(partition);
      return Int32Array.from({ length }, (_, row) => Math.min(length, Math.max(0, row + shift)));
    };
  };
}

/** RANGE: the frame reaches to the rows whose order key lies within the offset; NULL keys have their peers only. */
function rangeEdge(orderBy: readonly SortOrder[], all: Batch, task: TaskContext): EdgeMaker {
  return (bound, side) => {
    const whole = unbounded(bound);
    if (whole !== undefined) return whole;
    if (bound.kind !== 'offset') return (partition) => (side === 'start' ? partition.peerStart : partition.peerEnd);
    const [order] = orderBy;
    assert(order !== undefined && orderBy.length === 1, 'a range frame with an offset has one order key');
    const type = typeOf(order.child);
    const env = envOf(task);
    const zone = timeZone(env.timeZone);
    const direction = order.ascending ? 1 : -1;
    const ansi = env.conf?.['spark.sql.ansi.enabled'] !== 'false';
    const shift = shifter(type, evaluateConstant(bound.value, env), typeOf(bound.value), direction, zone, ansi);
    const compare = comparatorOf(type);
    const [keys] = compileValues([order.child], env)(all, task.partition);
    const read = valueReader(type);
    const keyAt = (row: number): Value => read(keys!, row);
    const isBeyond = side === 'start' ? (order: number) => order >= 0 : (order: number) => order > 0;
    const edgeOfNull = (partition: Partition, row: number): number =>
      side === 'start' ? partition.peerStart[row]! : partition.peerEnd[row]!;

    return (partition) => {
      const values = Array.from({ length: lengthOf(partition) }, (_, row) => keyAt(partition.start + row));
      const edges = new Int32Array(values.length);
      const { first, last } = presentRange(values);
      let at = first;
      for (const [row, value] of values.entries()) {
        if (value === null) {
          edges[row] = edgeOfNull(partition, row);
          continue;
        }
        const limit = shift(value);
        while (at < last && !isBeyond(compare(values[at]!, limit) * direction)) at++;
        edges[row] = at;
      }
      return edges;
    };
  };
}

/** NULL keys are all at the beginning or all at the end. */
function presentRange(values: readonly Value[]): { readonly first: number; readonly last: number } {
  let first = 0;
  while (first < values.length && values[first] === null) first++;
  let last = values.length;
  while (last > first && values[last - 1] === null) last--;
  return { first, last };
}
