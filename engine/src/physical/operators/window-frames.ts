/** The rows that tie with a row, and the first and last row of its window frame. */

import { evaluateConstant } from '../../codegen/evaluate-constant.ts';
import { assert } from '../../errors/internal.ts';
import type { Expression, FrameBound, SortOrder, WindowFrame } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { comparatorOf } from '../../types/ordering.ts';
import { timeZone } from '../../types/time-zone.ts';
import type { Value } from '../../types/value.ts';
import { valueReader } from '../../types/vector-reader.ts';
import type { TaskContext } from '../operator.ts';
import type { Piece } from './stretch.ts';
import { envOf } from './task-input.ts';
import { shifter } from './window-offset.ts';

/** `end` moves on where the partition comes in several stretches. */
export interface Partition {
  readonly start: number;
  end: number;
  at(position: number): Piece;
}

/** A position for a row's position. It is asked for all rows of a partition in turn, and never goes back. */
type Edge = (position: number) => number;

/** The end is exclusive and may lie before the start: an empty frame. */
export interface Frames {
  readonly start: Edge;
  readonly end: Edge;
}

/** Rows that tie with the row that was moved to; all rows are moved to in turn. */
export class Peers {
  start: number;
  groupsBefore = -1;
  readonly #partition: Partition;
  #position: number;
  #end: number;

  constructor(partition: Partition) {
    this.#partition = partition;
    this.start = partition.start;
    this.#position = partition.start - 1;
    this.#end = partition.start;
  }

  moveTo(position: number): this {
    if (position === this.#position) return this;
    this.#position = position;
    if (this.#ties(position)) return this;
    this.start = position;
    this.groupsBefore++;
    return this;
  }

  /** Looks ahead. */
  get end(): number {
    if (this.#end > this.#position) return this.#end;
    let end = this.#position + 1;
    while (end < this.#partition.end && this.#ties(end)) end++;
    this.#end = end;
    return end;
  }

  #ties(position: number): boolean {
    const { marks, from } = this.#partition.at(position);
    return marks[position - from] === 0;
  }
}

/** Expressions whose values stretches are to have at hand. */
export class ValueList {
  readonly expressions: Expression[] = [];

  add(expression: Expression): number {
    return this.expressions.push(expression) - 1;
  }
}

export function compileFrames(
  frame: WindowFrame,
  orderBy: readonly SortOrder[],
  values: ValueList,
  task: TaskContext,
): (partition: Partition) => Frames {
  const edge = frame.unit === 'rows' ? rowEdge(task) : rangeEdge(orderBy, values, task);
  const start = edge(frame.lower, 'start');
  const end = edge(frame.upper, 'end');
  return (partition) => ({ start: start(partition), end: end(partition) });
}

type EdgeMaker = (bound: FrameBound, side: 'start' | 'end') => (partition: Partition) => Edge;

function unbounded(bound: FrameBound): ((partition: Partition) => Edge) | undefined {
  if (bound.kind === 'unbounded-preceding') return (partition) => () => partition.start;
  if (bound.kind === 'unbounded-following') return (partition) => () => partition.end;
  return undefined;
}

function rowEdge(task: TaskContext): EdgeMaker {
  return (bound, side) => {
    const whole = unbounded(bound);
    if (whole !== undefined) return whole;
    const offset = bound.kind === 'offset' ? Number(evaluateConstant(bound.value, envOf(task))) : 0;
    const shift = offset + (side === 'end' ? 1 : 0);
    return (partition) => (position) => Math.min(partition.end, Math.max(partition.start, position + shift));
  };
}

/** RANGE: the frame reaches to the rows whose order key lies within the offset; NULL keys have their peers only. */
function rangeEdge(orderBy: readonly SortOrder[], values: ValueList, task: TaskContext): EdgeMaker {
  return (bound, side) => {
    const whole = unbounded(bound);
    if (whole !== undefined) return whole;
    if (bound.kind !== 'offset') return (partition) => peerEdge(new Peers(partition), side);
    const [order] = orderBy;
    assert(order !== undefined && orderBy.length === 1, 'a range frame with an offset has one order key');
    const type = typeOf(order.child);
    const env = envOf(task);
    const zone = timeZone(env.timeZone);
    const direction = order.ascending ? 1 : -1;
    const ansi = env.conf?.['spark.sql.ansi.enabled'] !== 'false';
    const offset = evaluateConstant(bound.value, env);
    const compare = comparatorOf(type);
    const read = valueReader(type);
    const key = values.add(order.child);
    const keyAt = (partition: Partition, position: number): Value => {
      const piece = partition.at(position);
      return read(piece.values[key]!, position - piece.from);
    };
    if (offset === null) return nullEdge(order, side, (partition, position) => keyAt(partition, position) === null);
    const shift = shifter(type, offset, typeOf(bound.value), direction, zone, ansi);
    const isBeyond = side === 'start' ? (order: number) => order >= 0 : (order: number) => order > 0;

    return (partition) => {
      const ofNull = peerEdge(new Peers(partition), side);
      let at: number | undefined;
      return (position) => {
        const value = keyAt(partition, position);
        const edge = ofNull(position);
        if (value === null) return edge;
        const limit = shift(value);
        // NULLs are all at the beginning or all at the end.
        at ??= position;
        for (; at < partition.end; at++) {
          const other = keyAt(partition, at);
          if (other === null || isBeyond(compare(other, limit) * direction)) break;
        }
        return at;
      };
    };
  };
}

/** Without ANSI mode an offset that does not fit the key's type is NULL, and so is where the frame ends. */
function nullEdge(
  { nullsFirst }: SortOrder,
  side: 'start' | 'end',
  isNull: (partition: Partition, position: number) => boolean,
): (partition: Partition) => Edge {
  if (nullsFirst && side === 'start') return (partition) => () => partition.start;
  if (!nullsFirst && side === 'end') return (partition) => () => partition.end;
  return (partition) => {
    let at = partition.start;
    while (at < partition.end && isNull(partition, at) === nullsFirst) at++;
    return () => at;
  };
}

const peerEdge = (peers: Peers, side: 'start' | 'end'): Edge =>
  side === 'start' ? (position) => peers.moveTo(position).start : (position) => peers.moveTo(position).end;
