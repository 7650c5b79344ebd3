/**
 * Expressions as immutable plain data. Parsed, analysed and physical expressions share this one union; which kinds may
 * still occur at a stage is said in each group's comment. `context` is the place in the user's query or script.
 */
import type { QueryContext } from '../errors/query-context.ts';
import type { DataType, Metadata } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Plan } from './plan.ts';
import type { SqlFunction } from './sql-function.ts';

interface Located {
  readonly context?: QueryContext | undefined;
}

/* ---- Parsed only: analysis replaces all of these. ---- */

/** `a.b.c`; backquotes are already taken off. */
export interface UnresolvedAttribute extends Located {
  readonly kind: 'unresolved-attribute';
  readonly parts: readonly string[];
}
/** `*`, `t.*`, `* EXCEPT (a, b)`; also a struct's `s.*`. */
export interface Star extends Located {
  readonly kind: 'star';
  readonly target: readonly string[];
  readonly except: readonly (readonly string[])[];
  /** Columns that take the place of those of the same name (`|> SET`). */
  readonly replace?: readonly Alias[] | undefined;
  /** What it stands for, where that is known already: `df["*"]`. */
  readonly columns?: readonly Attribute[];
}
/** Columns whose names match a Java regular expression (`df.colRegex`). */
export interface RegexColumn extends Located {
  readonly kind: 'regex-column';
  readonly pattern: string;
  readonly table: string | undefined;
}
/** A call by name. Operators too: `a + b` is the function `+`. `children` of WITHIN GROUP are `withinGroup`. */
export interface UnresolvedFunction extends Located {
  readonly kind: 'unresolved-function';
  readonly name: readonly string[];
  readonly args: readonly Expression[];
  readonly distinct: boolean;
  readonly filter: Expression | undefined;
  readonly ignoreNulls: boolean | undefined;
  readonly withinGroup: readonly SortOrder[];
  /** The function written in SQL that the name leads to; put in when relations are loaded. */
  readonly routine?: SqlFunction;
  /** Set by `functions.x` of the DataFrame API: only built-in functions are looked up. */
  readonly builtin: boolean;
}
/** `child[key]` or `child.name` (then `key` is a string literal): array item, map value or struct field. */
export interface UnresolvedExtract extends Located {
  readonly kind: 'unresolved-extract';
  readonly child: Expression;
  readonly key: Expression;
}
/** `name => value` in a call. */
export interface NamedArgument extends Located {
  readonly kind: 'named-argument';
  readonly name: string;
  readonly value: Expression;
}
/** `expr AS (a, b)`: names for a generator's columns. */
export interface MultiAlias extends Located {
  readonly kind: 'multi-alias';
  readonly child: Expression;
  readonly names: readonly string[];
}
/** `f(…) OVER name`. */
export interface UnresolvedWindow extends Located {
  readonly kind: 'unresolved-window';
  readonly function: Expression;
  readonly name: string;
}
/** `:name` or `?` of a parameterized query; `name` undefined for positional ones (then `position` counts). */
export interface Parameter extends Located {
  readonly kind: 'parameter';
  readonly name: string | undefined;
  readonly position: number;
}
/**
 * ROLLUP, CUBE or GROUPING SETS in a GROUP BY; each set lists grouping expressions. `columns` are the grouping columns
 * in order where the query lists them (`GROUP BY a, b GROUPING SETS (…)`).
 */
export interface GroupingAnalytics extends Located {
  readonly kind: 'grouping-analytics';
  readonly mode: 'rollup' | 'cube' | 'sets';
  readonly sets: readonly (readonly Expression[])[];
  readonly columns?: readonly Expression[] | undefined;
}

/* ---- Lasting. ---- */

export interface Literal extends Located {
  readonly kind: 'literal';
  readonly type: DataType;
  readonly value: Value;
  /** The session variable whose value it is. */
  readonly variable?: string;
}
/** A column of a child plan. `id` is unique in the process; equality of attributes is equality of ids. */
export interface Attribute extends Located {
  readonly kind: 'attribute';
  readonly id: number;
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly qualifier: readonly string[];
  readonly metadata: Metadata;
  /** The user took it from a Dataset, `df["a"]`: to be checked against self-joins when it is analysed. */
  readonly picked?: true;
  /** The id it had before a self-join gave it one of its own. */
  readonly renewedFrom?: number;
}
export interface Alias extends Located {
  readonly kind: 'alias';
  readonly child: Expression;
  readonly name: string;
  readonly id: number;
  readonly metadata: Metadata | undefined;
  readonly qualifier: readonly string[];
  readonly renewedFrom?: number;
}
/** A resolved call of a declared function (scalar, aggregate, window or generator): `overload` indexes its declaration. */
export interface Call extends Located {
  readonly kind: 'call';
  readonly fn: string;
  readonly overload: number;
  readonly args: readonly Expression[];
  readonly type: DataType;
  readonly nullable: boolean;
  readonly ansi: boolean;
}
/** `implicit` marks casts put in by coercion: they are left out of generated column names. */
export interface Cast extends Located {
  readonly kind: 'cast';
  readonly child: Expression;
  readonly to: DataType;
  readonly mode: 'ansi' | 'legacy' | 'try';
  readonly implicit: boolean;
  /** The call that it shows as: its value is a SQL function's. */
  readonly shown?: string;
}
/** CASE WHEN; `whens[i]` goes with `thens[i]`. A simple CASE is parsed into equality tests. */
export interface Case extends Located {
  readonly kind: 'case';
  readonly whens: readonly Expression[];
  readonly thens: readonly Expression[];
  readonly otherwise: Expression | undefined;
}
export interface In extends Located {
  readonly kind: 'in';
  readonly child: Expression;
  readonly list: readonly Expression[];
}
export interface GetField extends Located {
  readonly kind: 'get-field';
  readonly child: Expression;
  readonly ordinal: number;
  readonly name: string;
}
export interface Lambda extends Located {
  readonly kind: 'lambda';
  readonly params: readonly LambdaVariable[];
  readonly body: Expression;
}
/** Before analysis `id` is -1 and `name` decides. */
export interface LambdaVariable extends Located {
  readonly kind: 'lambda-variable';
  readonly id: number;
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
}
/** An aggregate function in use; `call.fn` names an aggregate declaration, `call.args` are its inputs. */
export interface AggregateCall extends Located {
  readonly kind: 'aggregate-call';
  readonly call: Call;
  readonly distinct: boolean;
  readonly filter: Expression | undefined;
  /** At most one row of a group passes the filter: `first` gives what is in it, whatever the order. */
  readonly sole?: true;
}
export interface WindowCall extends Located {
  readonly kind: 'window-call';
  /** A Call of a window function, an AggregateCall or a PythonUdf. */
  readonly function: Expression;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortOrder[];
  /** Undefined until analysis has put in the default frame. */
  readonly frame: WindowFrame | undefined;
  readonly ignoreNulls: boolean;
}
export interface WindowFrame {
  readonly unit: 'rows' | 'range';
  readonly lower: FrameBound;
  readonly upper: FrameBound;
}
/** An offset is foldable; preceding offsets are negative. */
export type FrameBound =
  | { readonly kind: 'unbounded-preceding' }
  | { readonly kind: 'unbounded-following' }
  | { readonly kind: 'current-row' }
  | { readonly kind: 'offset'; readonly value: Expression };
export interface SortOrder extends Located {
  readonly kind: 'sort-order';
  readonly child: Expression;
  readonly ascending: boolean;
  readonly nullsFirst: boolean;
}
export interface PythonUdf extends Located {
  readonly kind: 'python-udf';
  readonly name: string;
  readonly function: PythonFunction;
  readonly args: readonly Expression[];
  /** Keyword names of arguments passed by name, by position; empty when none is. */
  readonly argNames: readonly (string | undefined)[];
  readonly type: DataType;
  readonly id: number;
}
/** What PySpark's `UserDefinedPythonFunction` and `SimplePythonFunction` carry; bytes are opaque. */
export interface PythonFunction {
  readonly command: Uint8Array;
  readonly env: Readonly<Record<string, string>>;
  readonly includes: readonly string[];
  readonly exec: string;
  readonly version: string;
  readonly broadcastIds: readonly number[];
  readonly evalType: number;
  readonly deterministic: boolean;
  /** Of table functions: which argument is a table, and which of its columns tell its partitions. */
  readonly table?: { readonly argument: number; readonly partitionColumns: readonly number[] } | undefined;
}
export interface ScalarSubquery extends Located {
  readonly kind: 'scalar-subquery';
  readonly plan: Plan;
  readonly id: number;
}
export interface Exists extends Located {
  readonly kind: 'exists';
  readonly plan: Plan;
  readonly id: number;
}
export interface InSubquery extends Located {
  readonly kind: 'in-subquery';
  readonly values: readonly Expression[];
  readonly plan: Plan;
  readonly id: number;
}
/** Inside a subquery's plan: a column of the outer query. */
export interface OuterReference extends Located {
  readonly kind: 'outer-reference';
  readonly attribute: Attribute;
}
/** Physical only: the input's column by position. */
export interface BoundReference extends Located {
  readonly kind: 'bound';
  readonly ordinal: number;
  readonly type: DataType;
  readonly nullable: boolean;
}

export type Expression =
  | UnresolvedAttribute
  | Star
  | RegexColumn
  | UnresolvedFunction
  | UnresolvedExtract
  | NamedArgument
  | MultiAlias
  | UnresolvedWindow
  | Parameter
  | GroupingAnalytics
  | Literal
  | Attribute
  | Alias
  | Call
  | Cast
  | Case
  | In
  | GetField
  | Lambda
  | LambdaVariable
  | AggregateCall
  | WindowCall
  | SortOrder
  | PythonUdf
  | ScalarSubquery
  | Exists
  | InSubquery
  | OuterReference
  | BoundReference;

export type NamedExpression = Attribute | Alias;

let lastId = 0;

/** Ids of attributes, lambda variables and subqueries: one counter for the process, as Spark's `ExprId`. */
export function nextExpressionId(): number {
  lastId += 1;
  return lastId;
}
