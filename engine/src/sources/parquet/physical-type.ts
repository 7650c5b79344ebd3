/** How values of a column are stored in Parquet; `code` is the file format's. */

export type PhysicalType =
  | { readonly kind: 'boolean' | 'int32' | 'int64' | 'int96' | 'float' | 'double' | 'bytes'; readonly code: number }
  /** Instants in milliseconds. */
  | { readonly kind: 'millis'; readonly code: number }
  | { readonly kind: 'fixed'; readonly code: number; readonly length: number };
