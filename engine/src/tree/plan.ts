/**
 * Logical plans as immutable plain data: what the parser writes, analysis resolves and the optimizer rewrites.
 * A plan's output columns are computed by `outputOf` (tree/output.ts).
 */
import type { QueryContext } from '../errors/query-context.ts';
import type { StructType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import type { Command } from './command.ts';
import type { Alias, Attribute, Expression, PythonFunction, SortOrder, WindowFrame } from './expression.ts';
import type { FileStatistics } from './file-statistics.ts';
import type { SqlFunction } from './sql-function.ts';

interface Located {
  readonly context?: QueryContext | undefined;
}

/* ---- Leaves. ---- */

/** A table, view or CTE by name; `options` from `WITH (…)`; `path.format` names such as csv.`/x` too. */
export interface UnresolvedRelation extends Located {
  readonly kind: 'unresolved-relation';
  readonly parts: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}
/** `range(…)`, `explode(…)`: a table-valued function in FROM. */
export interface UnresolvedTableFunction extends Located {
  readonly kind: 'unresolved-table-function';
  readonly name: readonly string[];
  /** Without the table argument. */
  readonly args: readonly Expression[];
  /** The rows of a table argument as the function is to get them, and what they are to it. */
  readonly table?: Plan | undefined;
  readonly tableArgument?: TableArgument | undefined;
  /** A function of the user's that is called without being registered. */
  readonly function?: UserTableFunction | undefined;
  /** The function written in SQL that the name leads to; put in when relations are loaded. */
  readonly routine?: SqlFunction;
}
/** A table function in Python. */
export interface UserTableFunction {
  readonly name: string;
  readonly function: PythonFunction;
  readonly returnType: StructType;
}
export interface TableArgument {
  /** Its place among the arguments, and its name if it is given by name. */
  readonly index: number;
  readonly name: string | undefined;
  /** So many last columns of the table hold the expressions by which it is partitioned. */
  readonly partitionColumns: number;
}
/** `VALUES (…), (…) AS t(a, b)` before its expressions are evaluated. */
export interface InlineTable extends Located {
  readonly kind: 'inline-table';
  readonly names: readonly string[];
  readonly rows: readonly (readonly Expression[])[];
}
export interface OneRow extends Located {
  readonly kind: 'one-row';
}
export interface Range extends Located {
  readonly kind: 'range';
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
  readonly slices: number | undefined;
  readonly output: readonly Attribute[];
}
/** Rows held by the driver, already columnar. */
export interface LocalRelation extends Located {
  readonly kind: 'local-relation';
  readonly output: readonly Attribute[];
  readonly batches: readonly Batch[];
}
/** Files (or another declared source) with a fixed schema. Partition columns come last in `output`. */
export interface SourceRelation extends Located {
  readonly kind: 'source-relation';
  readonly source: string;
  readonly options: Readonly<Record<string, string>>;
  /** Where the reader was told to look. */
  readonly rootPaths: readonly string[];
  readonly files: readonly SourceFile[];
  readonly dataSchema: StructType;
  readonly partitionSchema: StructType;
  readonly output: readonly Attribute[];
  readonly tableName: readonly string[] | undefined;
  /** `_metadata`, which is not in `output` until it is asked for. */
  readonly fileColumn?: Attribute;
  /** Conditions on partition columns by which the optimizer passes over files; no other operator tests them. */
  readonly pruning?: readonly Expression[];
  readonly statistics?: FileStatistics | undefined;
}
export interface SourceFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  readonly partitionValues: readonly Value[];
}
/** An RDD of rows under a schema (`createDataFrame(rdd)`, `applySchemaToPythonRDD`), or of texts; `rdd` is its id. */
export interface RddRelation extends Located {
  readonly kind: 'rdd-relation';
  readonly rdd: number;
  readonly records: 'rows' | 'texts';
  readonly partitions: number;
  readonly output: readonly Attribute[];
}
/** A persisted Dataset's blocks; `cache` is the id in the cache registry. */
export interface CachedRelation extends Located {
  readonly kind: 'cached-relation';
  readonly cache: number;
  readonly output: readonly Attribute[];
}
/** A reference to a CTE of an enclosing With, by its id; `output` has fresh ids for each reference. */
export interface CteReference extends Located {
  readonly kind: 'cte-reference';
  readonly cte: number;
  readonly output: readonly Attribute[];
}

/**
 * A recursive CTE: the anchor's rows, then what the step makes of the rows before, until there are none. `cte` is the id
 * by which the step refers to those rows. The driver runs it before the query it stands in, so it is a leaf there.
 */
export interface Recursion extends Located {
  readonly kind: 'recursion';
  readonly cte: number;
  readonly anchor: Plan;
  readonly step: Plan;
  readonly maxDepth: number | undefined;
  readonly output: readonly Attribute[];
}

/* ---- One child. ---- */

export interface Project extends Located {
  readonly kind: 'project';
  readonly list: readonly Expression[];
  readonly child: Plan;
  /** Columns of `child` not in `list` that a qualified name still reaches: the join keys behind USING. */
  readonly hidden?: readonly Attribute[];
}
export interface Filter extends Located {
  readonly kind: 'filter';
  readonly condition: Expression;
  readonly child: Plan;
}
/** Parsed HAVING; analysis turns it into Filter over Aggregate. */
export interface Having extends Located {
  readonly kind: 'having';
  readonly condition: Expression;
  readonly child: Plan;
}
/** Parsed QUALIFY; analysis turns it into Filter over the block's windows. */
export interface Qualify extends Located {
  readonly kind: 'qualify';
  readonly condition: Expression;
  readonly child: Plan;
}
/** `grouping` may hold ordinals, aliases and GroupingAnalytics until analysis; `list` is the whole SELECT list. */
export interface Aggregate extends Located {
  readonly kind: 'aggregate';
  readonly grouping: readonly Expression[];
  readonly list: readonly Expression[];
  readonly child: Plan;
}
/** GROUP BY ROLLUP, CUBE, GROUPING SETS once expanded: each row goes out once for each projection. */
export interface Expand extends Located {
  readonly kind: 'expand';
  readonly projections: readonly (readonly Expression[])[];
  readonly output: readonly Attribute[];
  readonly child: Plan;
}
export interface Window extends Located {
  readonly kind: 'window';
  readonly calls: readonly Alias[];
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortOrder[];
  readonly child: Plan;
}
/** `WINDOW w AS (…)`: named window definitions for the child query block. */
export interface WithWindows extends Located {
  readonly kind: 'with-windows';
  readonly definitions: Readonly<Record<string, WindowDefinition>>;
  readonly child: Plan;
}
export interface WindowDefinition {
  readonly base: string | undefined;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortOrder[];
  readonly frame: WindowFrame | undefined;
}
export interface Sort extends Located {
  readonly kind: 'sort';
  readonly orders: readonly SortOrder[];
  readonly global: boolean;
  readonly child: Plan;
}
export interface Limit extends Located {
  readonly kind: 'limit';
  readonly count: Expression;
  readonly child: Plan;
}
export interface Offset extends Located {
  readonly kind: 'offset';
  readonly count: Expression;
  readonly child: Plan;
}
export interface Tail extends Located {
  readonly kind: 'tail';
  readonly count: Expression;
  readonly child: Plan;
}
export interface Distinct extends Located {
  readonly kind: 'distinct';
  readonly child: Plan;
}
export interface Deduplicate extends Located {
  readonly kind: 'deduplicate';
  readonly keys: readonly Expression[];
  readonly child: Plan;
}
export interface SubqueryAlias extends Located {
  readonly kind: 'subquery-alias';
  readonly name: readonly string[];
  readonly columns: readonly string[];
  readonly child: Plan;
  /** The CTE that it is a reference to: one of a later definition has a higher number. */
  readonly cte?: number;
}
/** Rows that several places read and that are made once: all with this number have the same child, whose columns go by position. */
export interface Shared extends Located {
  readonly kind: 'shared';
  readonly id: number;
  readonly output: readonly Attribute[];
  readonly child: Plan;
}
/** Column ids of one CTE reference's body, renamed so that each reference has its own. */
export interface With extends Located {
  readonly kind: 'with';
  readonly ctes: readonly CteDefinition[];
  readonly recursive: boolean;
  readonly child: Plan;
}
/** `id` is 0 until analysis. */
export interface CteDefinition {
  readonly id: number;
  readonly name: string;
  readonly columns: readonly string[];
  readonly plan: Plan;
  /** `MAX RECURSION LEVEL`. */
  readonly maxDepth?: number | undefined;
}
/** `explode(…)` and its kin: appends (or, without `join`, replaces by) the generator's columns. `outer` keeps empty rows. */
export interface Generate extends Located {
  readonly kind: 'generate';
  readonly generator: Expression;
  readonly outer: boolean;
  readonly qualifier: string | undefined;
  readonly names: readonly string[];
  readonly output: readonly Attribute[];
  readonly child: Plan;
}
/** `numPartitions` undefined: Spark's default and AQE may coalesce. */
export interface Repartition extends Located {
  readonly kind: 'repartition';
  readonly by: 'round-robin' | 'hash' | 'range' | 'coalesce';
  readonly numPartitions: number | undefined;
  readonly expressions: readonly Expression[];
  readonly child: Plan;
}
export interface Sample extends Located {
  readonly kind: 'sample';
  readonly lower: number;
  readonly upper: number;
  readonly withReplacement: boolean;
  readonly seed: bigint;
  readonly child: Plan;
}
export interface Hint extends Located {
  readonly kind: 'hint';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly child: Plan;
}
/** PIVOT (aggregates FOR column IN (values)); `grouping` undefined in SQL: all other columns. */
export interface Pivot extends Located {
  readonly kind: 'pivot';
  readonly grouping: readonly Expression[] | undefined;
  readonly column: Expression;
  readonly values: readonly Expression[];
  readonly aggregates: readonly Expression[];
  readonly child: Plan;
}
export interface Unpivot extends Located {
  readonly kind: 'unpivot';
  readonly ids: readonly Expression[] | undefined;
  readonly values: readonly (readonly Expression[])[] | undefined;
  readonly aliases: readonly (string | undefined)[];
  readonly variableName: string;
  readonly valueNames: readonly string[];
  readonly includeNulls: boolean;
  readonly child: Plan;
}
/** A Python function over whole partitions, or over the groups of `grouping` (mapInPandas, applyInPandas, …). */
export interface PythonMap extends Located {
  readonly kind: 'python-map';
  readonly function: PythonFunction;
  readonly grouping: readonly Expression[];
  /** Columns that the function sees; empty until analysis, which takes all of the child's. */
  readonly values: readonly Expression[];
  readonly output: readonly Attribute[];
  readonly child: Plan;
}
/** A Python function over pairs of groups with the same keys. */
export interface PythonCogroup extends Located {
  readonly kind: 'python-cogroup';
  readonly function: PythonFunction;
  readonly leftGrouping: readonly Expression[];
  readonly rightGrouping: readonly Expression[];
  /** As `PythonMap.values`. */
  readonly leftValues: readonly Expression[];
  readonly rightValues: readonly Expression[];
  readonly output: readonly Attribute[];
  readonly left: Plan;
  readonly right: Plan;
}
/** Scalar Python functions evaluated for their child's rows: appends `udfs` as columns. Physical planning makes these. */
export interface PythonEval extends Located {
  readonly kind: 'python-eval';
  readonly udfs: readonly Alias[];
  readonly child: Plan;
}

/* ---- More children. ---- */

export type JoinType =
  | 'inner'
  | 'cross'
  | 'left'
  | 'right'
  | 'full'
  | 'left-semi'
  | 'left-anti'
  | 'existence'
  /** As `left`; more than one match for a row is an error: a scalar subquery has one value. */
  | 'left-single';
/** `null-aware-anti` is NOT IN: a NULL on either side makes the test unknown. */
export interface Join extends Located {
  readonly kind: 'join';
  readonly type: JoinType;
  readonly condition: Expression | undefined;
  /** USING columns; undefined after analysis. */
  readonly using: readonly string[] | undefined;
  readonly natural: boolean;
  readonly lateral: boolean;
  readonly nullAware: boolean;
  /** For `existence`: the added boolean column. */
  readonly exists: Attribute | undefined;
  readonly hint: JoinHint;
  readonly left: Plan;
  readonly right: Plan;
}
export interface JoinHint {
  readonly left: JoinStrategy | undefined;
  readonly right: JoinStrategy | undefined;
}
export type JoinStrategy = 'broadcast' | 'merge' | 'shuffle-hash' | 'shuffle-replicate-nl';
export interface SetOperation extends Located {
  readonly kind: 'set-operation';
  readonly op: 'intersect' | 'except';
  readonly all: boolean;
  readonly left: Plan;
  readonly right: Plan;
}
/** UNION ALL; UNION is Distinct over it. Columns by position unless `byName`. */
export interface Union extends Located {
  readonly kind: 'union';
  readonly byName: boolean;
  readonly allowMissing: boolean;
  readonly children: readonly Plan[];
}
/** A statement that does something; see tree/command.ts. */
export interface CommandPlan extends Located {
  readonly kind: 'command';
  readonly command: Command;
}

export type Plan =
  | UnresolvedRelation
  | UnresolvedTableFunction
  | InlineTable
  | OneRow
  | Range
  | LocalRelation
  | SourceRelation
  | RddRelation
  | CachedRelation
  | CteReference
  | Recursion
  | Project
  | Filter
  | Having
  | Qualify
  | Aggregate
  | Expand
  | Window
  | WithWindows
  | Sort
  | Limit
  | Offset
  | Tail
  | Distinct
  | Deduplicate
  | SubqueryAlias
  | Shared
  | With
  | Generate
  | Repartition
  | Sample
  | Hint
  | Pivot
  | Unpivot
  | PythonMap
  | PythonCogroup
  | PythonEval
  | Join
  | SetOperation
  | Union
  | CommandPlan;
