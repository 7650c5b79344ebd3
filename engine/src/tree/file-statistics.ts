/** What files say of themselves. Only guesses are built on it: files may have changed since. */
export interface FileStatistics {
  readonly rows: number;
  /** By name; of columns whose values have numbers. */
  readonly columns: Readonly<Record<string, ColumnRange>>;
  /** By name: bytes of a value on average, as encoded in the files. */
  readonly widths: Readonly<Record<string, number>>;
}

/** Values as `numberOf` gives them. */
export interface ColumnRange {
  readonly min: number;
  readonly max: number;
  /** Of all rows, how many have no value. */
  readonly nulls: number;
}
