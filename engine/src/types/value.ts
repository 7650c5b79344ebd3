/**
 * How one SQL value looks in JavaScript, outside of columns: in literals, generated code, rows and pickles.
 *
 * | type | value |
 * |---|---|
 * | boolean | boolean |
 * | byte, short, integer, date (days), yearmonth (months) | number (an integer) |
 * | long, timestamp and timestamp_ntz (microseconds), time (nanoseconds), daytime (microseconds) | bigint |
 * | float, double | number (float rounded by Math.fround) |
 * | decimal(p, s) | bigint, unscaled |
 * | string, char, varchar | string |
 * | binary | Uint8Array |
 * | interval | IntervalValue |
 * | array | Value[] |
 * | struct | Value[] by position |
 * | map | MapValue (insertion order, as Spark's ArrayBasedMapData) |
 * | variant, geometry, geography | Value[] of two binaries (value, metadata) / binary |
 * | udt | the value of its sqlType |
 *
 * NULL is `null`, everywhere; `undefined` is never a value.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | IntervalValue
  | MapValue
  | readonly Value[];

export interface IntervalValue {
  readonly months: number;
  readonly days: number;
  readonly micros: bigint;
}

export interface MapValue {
  readonly keys: readonly Value[];
  readonly values: readonly Value[];
}
