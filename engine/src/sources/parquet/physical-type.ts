/** How values of a column are stored in Parquet; `code` is the file format's. */

export type PhysicalType =
  | { readonly kind: 'boolean' | 'int32' | 'int64' | 'int96' | 'float' | 'double' | 'bytes'; readonly code: number }
  /** Stored in units a thousand times as long as in memory: instants in milliseconds, times of day in microseconds. */
  | { readonly kind: 'coarse'; readonly code: number }
  | { readonly kind: 'fixed'; readonly code: number; readonly length: number };
