/** Stored data as the scheduler and the executors speak of it: sets of chunks, one list of chunks for each task that made them. */

/** Where a chunk's bytes are. Small ones travel in the message itself. */
export type Location =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  | { readonly kind: 'slab'; readonly slab: number; readonly memory: SharedArrayBuffer; readonly length: number }
  | { readonly kind: 'file'; readonly path: string; readonly at: number; readonly length: number };

/**
 * One encoded batch. In a set that is split, rows are sorted by reduce partition and `offsets` (one more than
 * partitions) says where each partition's rows start; a chunk in a file is read as a whole too.
 */
export interface Chunk {
  readonly location: Location;
  readonly rows: number;
  readonly bytes: number;
  readonly offsets: Int32Array | undefined;
}

/** How cached blocks may be kept, after Spark's storage levels; replicas and serialization do not matter here. */
export interface StorageLevel {
  readonly memory: boolean;
  readonly disk: boolean;
}

/** How a task's partition maps to the chunks of a set. */
export type ReadSpec =
  /** Reduce partitions `from` (inclusive) to `to` of every map task, by the reader's partition. */
  | { readonly set: number; readonly by: 'range'; readonly ranges: readonly (readonly [from: number, to: number])[] }
  /** The chunks of the map task with the reader's partition number. */
  | { readonly set: number; readonly by: 'map' }
  /** Everything, or every `step`th row of it. */
  | { readonly set: number; readonly by: 'all'; readonly step: number };

/** Inline chunks are at most this long: they are copied into each executor's message. */
export const INLINE_BYTES = 16 * 1024;
