/** Where a column chunk's pages lie and between what their values are: a reader that looks for few rows skips the others. */
import type { Bounds } from './chunk-range.ts';
import type { Fields } from './thrift.ts';

export interface PageFacts {
  /** As it lies in the file, its header included. */
  readonly bytes: number;
  readonly rows: number;
  readonly nulls: number;
  /** Whether it holds nothing but NULLs. */
  readonly isEmpty: boolean;
  readonly bounds: Bounds | undefined;
}

/** The pages are not said to be in any order. */
const UNORDERED = 0;
const NO_VALUE = new Uint8Array(0);

/** Parquet's ColumnIndex; there is none where the values of a page have no bounds. */
export function columnIndex(pages: readonly PageFacts[]): Fields | undefined {
  if (pages.some(({ isEmpty, bounds }) => !isEmpty && bounds === undefined)) return undefined;
  return {
    1: { bools: pages.map(({ isEmpty }) => isEmpty) },
    2: { blobs: pages.map(({ bounds }) => bounds?.least ?? NO_VALUE) },
    3: { blobs: pages.map(({ bounds }) => bounds?.most ?? NO_VALUE) },
    4: { i32: UNORDERED },
    5: { i64s: pages.map(({ nulls }) => nulls) },
  };
}

/** Parquet's OffsetIndex of pages that lie one behind the other from `start` on. */
export function offsetIndex(pages: readonly PageFacts[], start: number): Fields {
  let [offset, row] = [start, 0];
  const places = pages.map(({ bytes, rows }): Fields => {
    const place = { 1: { i64: offset }, 2: { i32: bytes }, 3: { i64: row } };
    offset += bytes;
    row += rows;
    return place;
  });
  return { 1: { structs: places } };
}
