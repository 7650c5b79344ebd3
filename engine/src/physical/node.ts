/**
 * Physical plans: plain data that is sent to executor threads. Every node says its output columns; partitioning and
 * ordering are derived from the nodes (physical/properties.ts). Expressions refer to the child's columns, and in joins
 * to left columns followed by right columns, by BoundReference.
 */
import type { QueryContext } from '../errors/query-context.ts';
import type { Attribute, Expression, PythonFunction, SortOrder, WindowFrame } from '../tree/expression.ts';
import type { JoinType } from '../tree/plan.ts';
import type { DataType, StructType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';

interface Node {
  readonly output: readonly Attribute[];
}

/** Where rows of one partition are. `count` is what `getNumPartitions` says. */
export type Partitioning =
  | { readonly kind: 'unknown'; readonly count: number }
  | { readonly kind: 'single' }
  | { readonly kind: 'hash'; readonly keys: readonly Expression[]; readonly count: number }
  /** `bounds` (rows of key values, ascending in `orders`) are undefined until the scheduler has sampled the input. */
  | {
      readonly kind: 'range';
      readonly orders: readonly SortOrder[];
      readonly count: number;
      readonly bounds: readonly (readonly Value[])[] | undefined;
    }
  | { readonly kind: 'round-robin'; readonly count: number }
  | { readonly kind: 'broadcast' };

/* ---- Leaves: `partitions` lists what each task reads. ---- */

export interface RangeScan extends Node {
  readonly kind: 'range-scan';
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
  readonly slices: number;
}
/** Rows of the driver. Without rows there is no partition; one row without columns is a query without FROM. */
export interface LocalScan extends Node {
  readonly kind: 'local-scan';
  readonly partitions: readonly (readonly Batch[])[];
}
/** Files of a declared source. `required` and `filters` are what the source may use to read less; rows are filtered again above. */
export interface FileScan extends Node {
  readonly kind: 'file-scan';
  readonly source: string;
  readonly options: Readonly<Record<string, string>>;
  readonly dataSchema: StructType;
  readonly partitionSchema: StructType;
  /** Names of the columns read, in output order; partition columns included. */
  readonly required: readonly string[];
  /** Over the data columns of `output`, by position. */
  readonly filters: readonly Expression[];
  /** All of the relation's, read or not; said by explain only. */
  readonly partitionColumns: readonly Attribute[];
  /** What the files were chosen by, or would be once the subqueries in it have values. */
  readonly partitionFilters: readonly Expression[];
  readonly rootPaths: readonly string[];
  readonly tableName: readonly string[] | undefined;
  readonly partitions: readonly (readonly FileSplit[])[];
  readonly estimate?: ScanEstimate | undefined;
}
/** What the files say of themselves: for guesses. */
export interface ScanEstimate {
  readonly rows: number;
  /** Of these, how many pass the filters above the scan. */
  readonly passing: number;
  /** Bytes of each output column's values on average, as encoded in the files. */
  readonly widths: readonly number[];
}
export interface FileSplit {
  readonly path: string;
  readonly start: number;
  readonly length: number;
  readonly fileSize: number;
  readonly modified: number;
  readonly partitionValues: readonly Value[];
}
/** Rows of an RDD: each task runs the RDD's partition and converts its pickled records. `rdd` is the lineage as data. */
export interface RddScan extends Node {
  readonly kind: 'rdd-scan';
  readonly rdd: unknown;
  readonly records: 'rows' | 'texts';
  readonly partitionCount: number;
}
/** Blocks of a persisted plan, by partition. */
export interface CacheScan extends Node {
  readonly kind: 'cache-scan';
  readonly cache: number;
  readonly partitionCount: number;
  /** Once they have been counted. */
  readonly rows: number | undefined;
}
/** A subplan run by the native engine. */
export interface NativeScan extends Node {
  readonly kind: 'native-scan';
  readonly sql: string;
  readonly parameters: readonly Value[];
  readonly partitionCount: number;
  /** Files whose columns must have just these types; else the evaluator says what to make of them. */
  readonly reads: readonly NativeRead[];
  readonly memory?: NativeNeed | undefined;
  /** Whose rows the SQL reads as the tables `input0`, `input1`, …; each has one partition. */
  readonly children: readonly PhysicalNode[];
}
/** In bytes. */
export interface NativeNeed {
  /** What it is likely to need at least, should its rows have to go by way of its disk. */
  readonly needed: number;
  /** How much of that the task has to put aside for it, because it is more than the native engine has. */
  readonly lent: number;
}
export interface NativeRead {
  readonly paths: readonly string[];
  /** The reader's. */
  readonly options: Readonly<Record<string, string>>;
  readonly columns: readonly { readonly name: string; readonly type: DataType }[];
}
/** The reduce side of an Exchange, once the plan is cut into stages. */
export interface ShuffleRead extends Node {
  readonly kind: 'shuffle-read';
  readonly shuffle: number;
  readonly partitioning: Partitioning;
}
/** The readers' side of a BroadcastExchange; in a runtime filter of any exchange. */
export interface BroadcastRead extends Node {
  readonly kind: 'broadcast-read';
  readonly broadcast: number;
}

/* ---- One child. ---- */

/** Filters and projections in one loop: steps run in order for each row. */
export interface Pipeline extends Node {
  readonly kind: 'pipeline';
  readonly steps: readonly PipelineStep[];
  readonly child: PhysicalNode;
}
export type PipelineStep =
  | { readonly kind: 'filter'; readonly condition: Expression }
  | { readonly kind: 'project'; readonly list: readonly Expression[]; readonly output: readonly Attribute[] };

/** Gives the keys, then each aggregate's columns; without keys always exactly one row, even for no input. */
export interface HashAggregate extends Node {
  readonly kind: 'hash-aggregate';
  /** Another aggregate by the same keys follows: the same key may be given more than once. */
  readonly partial: boolean;
  readonly keys: readonly Expression[];
  readonly aggregates: readonly AggregateSpec[];
  readonly child: PhysicalNode;
}
/**
 * One aggregate. `partial` and `complete` read rows (`args`, `filter`), `merge` and `final` read the buffer columns at
 * the ordinals `buffers`; `partial` and `merge` give the buffer columns, `complete` and `final` one column, the result.
 * Modes are mixed in one node only for distinct aggregates (`merge` beside `partial`).
 */
export interface AggregateSpec {
  readonly mode: 'partial' | 'merge' | 'final' | 'complete';
  readonly fn: string;
  readonly overload: number;
  /** In `merge` and `final` mode what is not constant is a bound reference of ordinal -1: there is no such column. */
  readonly args: readonly Expression[];
  readonly argTypes: readonly DataType[];
  readonly returns: DataType;
  readonly filter: Expression | undefined;
  /** At most one row of a group passes the filter. */
  readonly sole?: true;
  readonly ansi: boolean;
  /** The call as explain prints it. */
  readonly label: string;
  readonly buffers: readonly number[];
  readonly context?: QueryContext | undefined;
}
export interface SortNode extends Node {
  readonly kind: 'sort';
  readonly orders: readonly SortOrder[];
  /** Rows wanted when a limit stands above: a bounded heap is enough. */
  readonly limit: number | undefined;
  /** Part of an ORDER BY; said by explain only. */
  readonly global: boolean;
  readonly child: PhysicalNode;
}
export interface WindowNode extends Node {
  readonly kind: 'window';
  readonly calls: readonly {
    readonly function: Expression;
    readonly frame: WindowFrame;
    readonly ignoreNulls: boolean;
  }[];
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortOrder[];
  readonly child: PhysicalNode;
}
/** First `count` rows after `offset` of each partition. */
export interface LimitNode extends Node {
  readonly kind: 'limit';
  readonly count: number | undefined;
  readonly offset: number;
  readonly child: PhysicalNode;
}
/** Last `count` rows of each partition. */
export interface TailNode extends Node {
  readonly kind: 'tail';
  readonly count: number;
  readonly child: PhysicalNode;
}
export interface ExpandNode extends Node {
  readonly kind: 'expand';
  readonly projections: readonly (readonly Expression[])[];
  readonly child: PhysicalNode;
}
export interface GenerateNode extends Node {
  readonly kind: 'generate';
  readonly generator: Expression;
  readonly outer: boolean;
  /** Child columns kept, by ordinal. */
  readonly required: readonly number[];
  readonly child: PhysicalNode;
}
export interface SampleNode extends Node {
  readonly kind: 'sample';
  readonly lower: number;
  readonly upper: number;
  readonly withReplacement: boolean;
  readonly seed: bigint;
  readonly child: PhysicalNode;
}
/** Rows by the hash and bytes of Spark's row format: the order in which round-robin partitioning deals them out. */
export interface RowOrderNode extends Node {
  readonly kind: 'row-order';
  readonly child: PhysicalNode;
}
/** Appends one column per udf. */
export interface PythonEvalNode extends Node {
  readonly kind: 'python-eval';
  readonly udfs: readonly Expression[];
  readonly child: PhysicalNode;
}
/** Replaces rows by what the function yields; with `grouping` (ordinals) the input is sorted by these and sent group by group. */
export interface PythonMapNode extends Node {
  readonly kind: 'python-map';
  readonly function: PythonFunction;
  readonly grouping: readonly number[];
  /** Ordinals of the columns that the function sees. */
  readonly values: readonly number[];
  readonly child: PhysicalNode;
}
/** Replaces pairs of groups with the same keys by what the function gives; each side is sorted by its keys. */
export interface PythonCogroupNode extends Node {
  readonly kind: 'python-cogroup';
  readonly function: PythonFunction;
  readonly grouping: readonly [readonly number[], readonly number[]];
  readonly values: readonly [readonly number[], readonly number[]];
  readonly left: PhysicalNode;
  readonly right: PhysicalNode;
}
/** One row for each group: the keys, then a column per udf; the input is sorted by the keys. */
export interface PythonAggregateNode extends Node {
  readonly kind: 'python-aggregate';
  readonly grouping: readonly number[];
  readonly udfs: readonly Expression[];
  readonly child: PhysicalNode;
}
/** Appends a column per call; the input is sorted as for `window`. */
export interface PythonWindowNode extends Node {
  readonly kind: 'python-window';
  readonly calls: readonly { readonly udf: Expression; readonly frame: WindowFrame }[];
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortOrder[];
  readonly child: PhysicalNode;
}
/** Moves rows between partitions: cuts stages. */
export interface Exchange extends Node {
  readonly kind: 'exchange';
  readonly partitioning: Partitioning;
  readonly origin: ExchangeOrigin;
  /** Where its rows are stored, once the plan is being cut. */
  readonly set?: number;
  readonly child: PhysicalNode;
}
/** Who asked for an exchange. Adaptive coalescing leaves `repartition-by-num` alone: the user gave a number. */
export type ExchangeOrigin = 'ensure-requirements' | 'repartition-by-num' | 'repartition-by-col';
export interface BroadcastExchange extends Node {
  readonly kind: 'broadcast-exchange';
  readonly set?: number;
  readonly child: PhysicalNode;
}
/** `coalesce(n)`: fewer partitions without a shuffle; `groups[i]` lists the child partitions of partition i. */
export interface CoalesceNode extends Node {
  readonly kind: 'coalesce';
  readonly groups: readonly (readonly number[])[];
  readonly child: PhysicalNode;
}
/** Writes its child's partitions as part files; gives one row per file written (path, rows, bytes). */
export interface WriteNode extends Node {
  readonly kind: 'write';
  readonly source: string;
  readonly options: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly jobId: string;
  readonly partitionBy: readonly number[];
  /** As folders have them. */
  readonly partitionNames: readonly string[];
  /** Rows are told apart by the hash of these columns too: one file a bucket. */
  readonly bucket?: { readonly buckets: number; readonly columns: readonly number[] } | undefined;
  readonly child: PhysicalNode;
}

/* ---- More children. ---- */

/** Equi-join by a hash table over the `build` side, which is a broadcast or partitioned as the other side; `condition` (over left then right columns) is what is left of the ON clause. */
export interface HashJoin extends Node {
  readonly kind: 'hash-join';
  readonly type: JoinType;
  readonly build: 'left' | 'right';
  readonly leftKeys: readonly Expression[];
  readonly rightKeys: readonly Expression[];
  /** For each key whether NULL matches NULL (`<=>`). */
  readonly nullSafe: readonly boolean[];
  readonly condition: Expression | undefined;
  /** NOT IN: only as `left-anti` with one key over a broadcast right side. */
  readonly nullAware: boolean;
  /** As `left-semi`: rows it drops would be dropped above as well, so that it only saves time. */
  readonly runtimeFilter?: true;
  readonly left: PhysicalNode;
  readonly right: PhysicalNode;
}
export interface NestedLoopJoin extends Node {
  readonly kind: 'nested-loop-join';
  readonly type: JoinType;
  readonly build: 'left' | 'right';
  readonly condition: Expression | undefined;
  readonly left: PhysicalNode;
  readonly right: PhysicalNode;
}
/** Partitions of all children one after the other. */
export interface UnionNode extends Node {
  readonly kind: 'union';
  readonly children: readonly PhysicalNode[];
}

export type PhysicalNode =
  | RangeScan
  | LocalScan
  | FileScan
  | RddScan
  | CacheScan
  | NativeScan
  | ShuffleRead
  | BroadcastRead
  | Pipeline
  | HashAggregate
  | SortNode
  | WindowNode
  | LimitNode
  | TailNode
  | ExpandNode
  | GenerateNode
  | SampleNode
  | RowOrderNode
  | PythonEvalNode
  | PythonMapNode
  | PythonCogroupNode
  | PythonAggregateNode
  | PythonWindowNode
  | Exchange
  | BroadcastExchange
  | CoalesceNode
  | WriteNode
  | HashJoin
  | NestedLoopJoin
  | UnionNode;
