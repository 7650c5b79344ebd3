/** RDD lineage as the driver holds it: immutable nodes; names, storage levels and blocks are kept beside it, by id. */
import type { Stage } from '../exec/stage.ts';
import type { PythonFunction } from '../tree/expression.ts';

interface Node {
  readonly id: number;
  /** What `toDebugString` calls it. */
  readonly className: string;
  /** Where it was made, such as `reduceByKey at script.py:3`. */
  readonly site: string;
  /** Set where the JVM names the RDD itself (files carry their path). */
  readonly givenName?: string | undefined;
}

/** Two are equal when they are the same Python function (by its identity) over as many partitions. */
export interface Partitioner {
  readonly partitions: number;
  readonly identity: number | bigint;
}

/** Frames (`[length, bytes]*`) of one partition: small ones as they are, others in a file of the application. */
export type Slice =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly path: string; readonly from: number; readonly to: number };

export interface ParallelizedRdd extends Node {
  readonly kind: 'parallelized';
  readonly slices: readonly Slice[];
}
export interface EmptyRdd extends Node {
  readonly kind: 'empty';
}
/** Lines of files; `path` as Hadoop takes it: several by comma, globs, folders. */
export interface TextFileRdd extends Node {
  readonly kind: 'text-file';
  readonly path: string;
  readonly minPartitions: number;
}
/** Pairs of path and content. */
export interface WholeTextFilesRdd extends Node {
  readonly kind: 'whole-text-files';
  readonly path: string;
  readonly minPartitions: number;
}
export interface PythonRdd extends Node {
  readonly kind: 'python';
  readonly function: PythonFunction;
  readonly preservesPartitioning: boolean;
  readonly parent: RddNode;
}
/** Marks that the parent's records come in pairs of bucket (8 bytes) and bytes. */
export interface PairwiseRdd extends Node {
  readonly kind: 'pairwise';
  readonly parent: RddNode;
}
/** Records brought to the partition of their bucket, in order of the parent's partitions. */
export interface ShuffledRdd extends Node {
  readonly kind: 'shuffled';
  readonly partitioner: Partitioner;
  readonly parent: PairwiseRdd | DistributedRdd;
}
/** Records dealt out in turn, starting somewhere different in each partition (`coalesce` with a shuffle). */
export interface DistributedRdd extends Node {
  readonly kind: 'distributed';
  readonly count: number;
  readonly parent: RddNode;
}
/** The same records under another type (values of pairs, bytes as text). */
export interface MappedRdd extends Node {
  readonly kind: 'mapped';
  readonly preservesPartitioning: boolean;
  readonly parent: RddNode;
}
/** `aligned`: partition i holds partition i of every parent, which all have the same partitioner. */
export interface UnionRdd extends Node {
  readonly kind: 'union';
  readonly aligned: boolean;
  readonly parents: readonly RddNode[];
}
export interface CoalescedRdd extends Node {
  readonly kind: 'coalesced';
  readonly count: number;
  readonly parent: RddNode;
}
export interface ZippedRdd extends Node {
  readonly kind: 'zipped';
  readonly left: RddNode;
  readonly right: RddNode;
}
export interface CartesianRdd extends Node {
  readonly kind: 'cartesian';
  readonly left: RddNode;
  readonly right: RddNode;
}
/** Rows of a query in a form Python reads, computed by the query's last stage with the query's settings. */
export interface QueryRdd extends Node {
  readonly kind: 'query';
  readonly partitions: number;
  readonly stage: Stage;
}

export type RddNode =
  | ParallelizedRdd
  | EmptyRdd
  | TextFileRdd
  | WholeTextFilesRdd
  | PythonRdd
  | PairwiseRdd
  | ShuffledRdd
  | DistributedRdd
  | MappedRdd
  | UnionRdd
  | CoalescedRdd
  | ZippedRdd
  | CartesianRdd
  | QueryRdd;

export function parentsOf(node: RddNode): readonly RddNode[] {
  switch (node.kind) {
    case 'parallelized':
    case 'empty':
    case 'text-file':
    case 'whole-text-files':
    case 'query':
      return [];
    case 'union':
      return node.parents;
    case 'zipped':
    case 'cartesian':
      return [node.left, node.right];
    default:
      return [node.parent];
  }
}

/** How many records make an element: a pair is those of its parts, one after the other. */
export function recordsPerElement(node: RddNode): number {
  switch (node.kind) {
    case 'whole-text-files':
      return 2;
    case 'zipped':
    case 'cartesian':
      return recordsPerElement(node.left) + recordsPerElement(node.right);
    case 'union':
      return node.parents[0] === undefined ? 1 : recordsPerElement(node.parents[0]);
    case 'mapped':
    case 'coalesced':
      return recordsPerElement(node.parent);
    default:
      return 1;
  }
}

/** How the records are known to be spread; decides whether another `partitionBy` would move anything. */
export function partitionerOf(node: RddNode): Partitioner | undefined {
  switch (node.kind) {
    case 'shuffled':
      return node.partitioner;
    case 'python':
    case 'mapped':
      return node.preservesPartitioning ? partitionerOf(node.parent) : undefined;
    case 'union':
      return node.aligned ? partitionerOf(node.parents[0] as RddNode) : undefined;
    default:
      return undefined;
  }
}

export function samePartitioner(a: Partitioner | undefined, b: Partitioner | undefined): boolean {
  return a !== undefined && b !== undefined && a.partitions === b.partitions && a.identity === b.identity;
}
