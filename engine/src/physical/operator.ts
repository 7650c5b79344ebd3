/**
 * What a running operator may rely on. An operator is a function `(node, task) => AsyncIterable<Batch>`; it pulls its
 * children with `task.run`, must not keep batches it has handed on, and must stop soon after `task.signal` aborts.
 * Batches are never empty and never shared: whoever receives one owns it.
 */
import type { Attribute, Expression, PythonFunction } from '../tree/expression.ts';
import type { DataType } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import type { FileScan, NativeScan, PhysicalNode, RddScan, WriteNode } from './node.ts';

export interface TaskContext {
  readonly stage: number;
  readonly partition: number;
  readonly attempt: number;
  readonly taskId: bigint;
  readonly signal: AbortSignal;
  /** Settings that reach tasks, as text. */
  readonly conf: Readonly<Record<string, string>>;
  readonly localProperties: Readonly<Record<string, string>>;
  readonly services: TaskServices;
  /** The same rows, watched; absent unless somebody wants to know where time goes. */
  readonly measure?: (node: PhysicalNode, rows: AsyncIterable<Batch>) => AsyncIterable<Batch>;
  /** Runs a child for another partition too (coalesce, union). */
  run(node: PhysicalNode, partition?: number): AsyncIterable<Batch>;
}

/** What layers to the right of the operators provide; `session` wires them into each executor thread. */
export interface TaskServices {
  readonly memory: TaskMemory;
  /** An empty file for rows that memory has no room for. */
  spill(): SpilledRows;
  /** Batches of one reduce partition, in map order. `partition` is an index into the stage's (perhaps coalesced) partitions. */
  readShuffle(shuffle: number, partition: number): AsyncIterable<Batch>;
  /** All rows of a set. */
  readStored(set: number): AsyncIterable<Batch>;
  readBroadcast(broadcast: number, memory: TaskMemory): Promise<readonly Batch[]>;
  /** An object derived from a broadcast (a hash table), made once per executor thread and dropped with it and `memory`. */
  derived<T>(broadcast: number, key: string, make: (memory: TaskMemory) => Promise<T>): Promise<T>;
  readCache(cache: number, partition: number): AsyncIterable<Batch>;
  scan(node: FileScan, partition: number, task: TaskContext): AsyncIterable<Batch>;
  native(node: NativeScan, partition: number, task: TaskContext): AsyncIterable<Batch>;
  rdd(node: RddScan, partition: number, task: TaskContext): AsyncIterable<Batch>;
  write(node: WriteNode, rows: AsyncIterable<Batch>, task: TaskContext): AsyncIterable<Batch>;
  /** For each input batch the columns of the udfs' results, row by row; `args` are bound to columns of the input. */
  evaluatePython(
    udfs: readonly PythonUdfCall[],
    input: AsyncIterable<Batch>,
    schema: readonly Attribute[],
    task: TaskContext,
  ): AsyncIterable<Batch>;
  mapPython(call: PythonMapCall, input: AsyncIterable<Batch>, task: TaskContext): AsyncIterable<Batch>;
  cogroupPython(call: PythonCogroupCall, input: AsyncIterable<Cogroup>): AsyncIterable<Batch>;
  /** The input is sorted by `grouping`; for each group a row of the keys and the udfs' results. */
  aggregatePython(
    udfs: readonly PythonUdfCall[],
    input: AsyncIterable<Batch>,
    grouping: readonly number[],
    schema: readonly Attribute[],
  ): AsyncIterable<Batch>;
  /** A batch of result rows, perhaps none, for each row of the input, then those of the end of the partition. */
  tableFunctionPython(
    call: PythonUdfCall,
    input: AsyncIterable<Batch>,
    schema: readonly Attribute[],
  ): AsyncIterable<Batch>;
  /** Each input batch is a window partition; for each, in order, batches of the udfs' results, a row for each row. */
  windowPython(
    udfs: readonly PythonUdfCall[],
    bounds: readonly string[],
    partitions: AsyncIterable<Batch>,
    schema: readonly Attribute[],
  ): AsyncIterable<Batch>;
}

/** The batches of two groups with the same keys; one of them may be empty. */
export type Cogroup = readonly [left: readonly Batch[], right: readonly Batch[]];

/** Rows on disk, read in the order they were written in and after the last of them; gone when the task ends. */
export interface SpilledRows {
  write(batch: Batch): Promise<void>;
  read(): AsyncIterable<Batch>;
  /** The batch written as the `index`th, for loops that cannot wait. */
  at(index: number): Batch;
  remove(): Promise<void>;
}

/** Bytes an operator holds beyond its current batch. Cached blocks may be evicted to make room for them. */
export interface TaskMemory {
  /** So much an operator may hold whatever was granted. */
  readonly free: number;
  /** For rows that could as well be on disk: gives what it granted. */
  grow(bytes: number): Promise<number>;
  /** For what has to be in memory: raises UNABLE_TO_ACQUIRE_MEMORY where there is none left. */
  take(bytes: number): Promise<void>;
  /** As `take`, for loops that cannot wait: cached blocks stay where they are. */
  claim(bytes: number): void;
  shrink(bytes: number): void;
}

export interface PythonUdfCall {
  readonly function: PythonFunction;
  /** Called before `function`, innermost first: the first gets the arguments, each next one the result so far. */
  readonly chained: readonly PythonFunction[];
  readonly args: readonly Expression[];
  readonly argNames: readonly (string | undefined)[];
  readonly returns: DataType;
  readonly id: number;
  readonly name: string;
}

export interface PythonMapCall {
  readonly function: PythonFunction;
  readonly grouping: readonly number[];
  readonly values: readonly number[];
  readonly inputSchema: readonly Attribute[];
  readonly output: readonly Attribute[];
}

export interface PythonCogroupCall {
  readonly function: PythonFunction;
  readonly grouping: readonly [readonly number[], readonly number[]];
  readonly values: readonly [readonly number[], readonly number[]];
  readonly inputSchemas: readonly [readonly Attribute[], readonly Attribute[]];
  readonly output: readonly Attribute[];
}
