/** Ranking and offset functions over window partitions. */
import { evaluateConstant } from '../../codegen/evaluate-constant.ts';
import { assert, internal } from '../../errors/internal.ts';
import type { CountedRows, OffsetOverload, RankingOverload, WindowRow } from '../../functions/define.ts';
import { declared } from '../../functions/registry.ts';
import type { Call, Expression } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { firstOver } from '../../types/first-over.ts';
import type { Value } from '../../types/value.ts';
import { isValid } from '../../types/vector.ts';
import { valueReader } from '../../types/vector-reader.ts';
import type { TaskContext } from '../operator.ts';
import type { Piece } from './stretch.ts';
import { envOf } from './task-input.ts';
import type { ValueAt } from './window-aggregate.ts';
import { type Frames, type Partition, Peers, type ValueList } from './window-frames.ts';

export function compileWindowFunction(
  call: Call,
  ignoreNulls: boolean,
  framesOf: (partition: Partition) => Frames,
  values: ValueList,
  task: TaskContext,
): (partition: Partition) => ValueAt {
  const overload = declared('window', call.fn).overloads[call.overload];
  assert(overload !== undefined, `${call.fn} has no overload ${call.overload}`);
  return 'rank' in overload
    ? compileRanking(call, overload, framesOf, task)
    : compileOffset(call, overload, ignoreNulls, framesOf, values, task);
}

function compileRanking(
  { args }: Call,
  { rank }: RankingOverload,
  framesOf: (partition: Partition) => Frames,
  task: TaskContext,
): (partition: Partition) => ValueAt {
  const constants = args.map((arg) => evaluateConstant(arg, envOf(task)));
  return (partition) => {
    const row = new RowAt(partition, framesOf(partition));
    return (position) => rank(row.moveTo(position), constants);
  };
}

function compileOffset(
  { args }: Call,
  { source, otherwise, skipsNulls }: OffsetOverload,
  ignoreNulls: boolean,
  framesOf: (partition: Partition) => Frames,
  values: ValueList,
  task: TaskContext,
): (partition: Partition) => ValueAt {
  const argument = (i: number): Expression => args[i] ?? internal(`there is no argument ${i}`);
  const constant = (i: number): Value => evaluateConstant(argument(i), envOf(task));
  const reader = (expression: Expression, column: number): ((partition: Partition) => ValueAt) => {
    const read = valueReader(typeOf(expression));
    return (partition) => (position) => {
      const piece = partition.at(position);
      return read(piece.values[column]!, position - piece.from);
    };
  };
  const offset = constant(1) as number;
  const skips = ignoreNulls || constant(skipsNulls) === true;
  const column = values.add(argument(0));
  const found = reader(argument(0), column);
  const missing = otherwise === undefined ? nothing : reader(argument(otherwise), values.add(argument(otherwise)));
  return (partition) => {
    const row = new RowAt(partition, framesOf(partition));
    const counted = skips ? new PresentRows(partition, column) : allRows(partition);
    const [foundAt, missingAt] = [found(partition), missing(partition)];
    return (position) => {
      const from = source(row.moveTo(position), offset, counted);
      return from < 0 ? missingAt(position) : foundAt(partition.start + from);
    };
  };
}

const nothing = (): ValueAt => () => null;

class RowAt implements WindowRow {
  row = 0;
  readonly #partition: Partition;
  readonly #frames: Frames;
  readonly #peers: Peers;

  constructor(partition: Partition, frames: Frames) {
    this.#partition = partition;
    this.#frames = frames;
    this.#peers = new Peers(partition);
  }

  moveTo(position: number): this {
    this.row = position - this.#partition.start;
    this.#peers.moveTo(position);
    return this;
  }

  get length(): number {
    return this.#partition.end - this.#partition.start;
  }

  get peerStart(): number {
    return this.#peers.start - this.#partition.start;
  }

  get peerEnd(): number {
    return this.#peers.end - this.#partition.start;
  }

  get groupsBefore(): number {
    return this.#peers.groupsBefore;
  }

  get frameStart(): number {
    return this.#frames.start(this.#partition.start + this.row) - this.#partition.start;
  }

  get frameEnd(): number {
    return this.#frames.end(this.#partition.start + this.row) - this.#partition.start;
  }
}

const allRows = (partition: Partition): CountedRows => ({
  before: (row) => row,
  nth: (before) => (before >= 0 && before < partition.end - partition.start ? before : -1),
});

/** Rows where a column is not NULL: how many there are up to each piece, and where they lie in pieces looked at. */
class PresentRows implements CountedRows {
  readonly #partition: Partition;
  readonly #column: number;
  readonly #ends: number[] = [];
  /** Of the partition's rows that are not NULL, how many come before each piece; then, how many there are. */
  readonly #before: number[] = [0];
  readonly #rows = new WeakMap<Piece, Int32Array>();

  constructor(partition: Partition, column: number) {
    this.#partition = partition;
    this.#column = column;
    for (let at = partition.start; at < partition.end; ) {
      const piece = partition.at(at);
      at = Math.min(piece.to, partition.end);
      this.#ends.push(at);
      this.#before.push(this.#before.at(-1)! + this.#rowsOf(piece).length);
    }
  }

  before(row: number): number {
    const position = this.#partition.start + row;
    if (position >= this.#partition.end) return this.#before.at(-1)!;
    const piece = this.#partition.at(position);
    return this.#before[firstOver(this.#ends, position)]! + firstOver(this.#rowsOf(piece), row - 1);
  }

  nth(before: number): number {
    if (before < 0 || before >= this.#before.at(-1)!) return -1;
    const index = firstOver(this.#before, before) - 1;
    const piece = this.#partition.at(this.#ends[index]! - 1);
    return this.#rowsOf(piece)[before - this.#before[index]!]!;
  }

  #rowsOf(piece: Piece): Int32Array {
    const known = this.#rows.get(piece);
    if (known !== undefined) return known;
    const { start, end } = this.#partition;
    const column = piece.values[this.#column]!;
    const found: number[] = [];
    for (let at = Math.max(start, piece.from); at < Math.min(end, piece.to); at++)
      if (isValid(column, at - piece.from)) found.push(at - start);
    const rows = Int32Array.from(found);
    this.#rows.set(piece, rows);
    return rows;
  }
}
