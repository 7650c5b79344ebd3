/** Successive rows that window functions work on together. Rows lie at positions, counted through a task's whole input. */
import { assert } from '../../errors/internal.ts';
import type { Batch, Vector } from '../../types/vector.ts';
import { inPieces } from './task-input.ts';

/** What a row begins: nothing, as it ties with the one before; a group of rows that tie; a partition. */
export const NEW_GROUP = 1;
export const NEW_PARTITION = 2;

export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The piece that holds a row. */
  at(position: number): Piece;
  /** Where the row's partition ends, as far as it lies in the stretch. */
  partitionEnd(position: number): number;
  /** All rows, to be handed on. */
  batches(): AsyncIterable<Batch> | Iterable<Batch>;
}

export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly batch: Batch;
  /** What each row begins. */
  readonly marks: Uint8Array;
  /** What functions want to know of each row, computed. */
  readonly values: readonly Vector[];
}

export type ValuesOf = (batch: Batch) => readonly Vector[];

export const withMarks = ({ length, columns }: Batch, values: Uint8Array): Batch => ({
  length,
  columns: [...columns, { layout: 'fixed', length, validity: undefined, values }],
});

export function marksOf({ columns }: Batch): Uint8Array {
  const marks = columns.at(-1);
  assert(marks?.layout === 'fixed' && marks.values instanceof Uint8Array, 'the last column holds the marks');
  return marks.values;
}

export const withoutMarks = ({ length, columns }: Batch): Batch => ({ length, columns: columns.slice(0, -1) });

export function stretchInMemory(from: number, all: Batch, valuesOf: ValuesOf): Stretch {
  const to = from + all.length;
  const marks = marksOf(all);
  const piece: Piece = { from, to, batch: all, marks, values: valuesOf(all) };
  return {
    from,
    to,
    at: () => piece,
    partitionEnd(position) {
      const next = marks.indexOf(NEW_PARTITION, position - from + 1);
      return next === -1 ? to : from + next;
    },
    batches: () => inPieces(withoutMarks(all)),
  };
}
