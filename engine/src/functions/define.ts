/**
 * The shape of a function's declaration. One exported object says everything about a SQL function; registry, coercion,
 * generated code, native lowering, DESCRIBE FUNCTION, `functions.*` and the tests are derived from it.
 * Exporting a declaration from a family file registers it.
 */
import type { QueryContext } from '../errors/query-context.ts';
import type { Js } from '../fragments/js.ts';
import type { Sql } from '../fragments/sql.ts';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { ArgType } from './arg-types.ts';

/** Argument fragments; a declaration destructures as many as its signature has: `([a, b]) => …`. */
export interface Args<T> extends ReadonlyArray<T> {
  readonly 0: T;
  readonly 1: T;
  readonly 2: T;
  readonly 3: T;
  readonly 4: T;
  readonly 5: T;
  readonly 6: T;
}

/** What code generation knows about one use of a function. */
export interface GenContext {
  readonly ansi: boolean;
  readonly timeZone: string;
  readonly argTypes: readonly DataType[];
  readonly returnType: DataType;
  /** Constant arguments' values by position (`undefined` = not constant), for patterns, formats, seeds. */
  readonly constants: readonly (Value | undefined)[];
  /** Where the call stands; hand it to `raise` through the generated code. */
  readonly context: QueryContext | undefined;
  /** Index of the partition being computed, as a fragment (for `rand`, `monotonically_increasing_id`, …). */
  readonly partition: Js;
  /** UTF-8 bytes of string arguments that still lie in a column: cheaper than the decoded value. */
  readonly views: readonly (BytesView | undefined)[];
  /** A fresh variable to assign inside the generated expression. */
  temp(): Js;
  /** A constant object living as long as the task (state of non-deterministic functions, caches). */
  state(create: (partition: number) => unknown): Js;
}

/** Bytes `from` to `to` (exclusive) of `data`. */
export interface BytesView {
  readonly data: Js;
  readonly from: Js;
  readonly to: Js;
}

/** One compiled expression: statements to run first, then fragments for its NULL test and its value. */
export interface Compiled {
  readonly before: Js;
  /** `false` where it cannot be NULL. */
  readonly isNull: Js;
  /** Only meaningful where `isNull` is false; free of side effects, and cheap (an identifier or a constant). */
  readonly value: Js;
  readonly view?: BytesView | undefined;
}

/** Gives `lazy` functions (AND, OR, coalesce, if) control over when arguments are evaluated. */
export interface LazyWriter {
  /** A fresh local variable name. */
  fresh(hint: string): Js;
  /**
   * Compiles argument `i`; its `before` is not emitted yet. What argument 0 computes may be reused by everything after
   * the call: its `before` must come first and unconditionally in the result. The others are for their own block.
   */
  arg(i: number): Compiled;
  /** A value of the result's representation, for variables that are not assigned on every path. */
  readonly placeholder: Js;
  /** How many arguments there are. */
  readonly count: number;
}

/**
 * How NULLs are treated and, with it, what `gen` receives:
 * - `propagate`: NULL if any argument is; `gen` gets fragments of non-NULL values and gives a non-NULL value.
 * - `propagate-maybe`: the same, but the value given may be `null` (`element_at`, `try_*`, failed parses).
 * - `manual`: fragments of values that may be `null`; the value given may be `null` unless `nullable` says never.
 * - `lazy`: full control (short circuit).
 */
export type Generated =
  | {
      readonly nulls: 'propagate' | 'propagate-maybe' | 'manual';
      readonly gen: (args: Args<Js>, context: GenContext) => Js;
      /** The last argument is computed first; where it is `value`, the others are not needed for what `result` gives. */
      readonly settledBy?: (context: GenContext) => { readonly value: Js; readonly result: Js };
    }
  | { readonly nulls: 'lazy'; readonly gen: (writer: LazyWriter, context: GenContext) => Compiled };

/** What a lowering knows of its call. `parameter` binds a value; types are DuckDB's. */
export interface LowerContext {
  readonly ansi: boolean;
  readonly timeZone: string;
  readonly argTypes: readonly DataType[];
  readonly returnType: DataType;
  readonly constants: readonly (Value | undefined)[];
  /** Which arguments may fail: of those the native engine must not look at their NULLs alone. */
  readonly risky: readonly boolean[];
}

/** Same-semantics DuckDB text, or the reason why there is none; a function may decide by types and settings. */
export type Lowering = { readonly none: string } | ((args: Args<Sql>, context: LowerContext) => Refusable);
export type Refusable = Sql | { readonly none: string };

/** What the type of a result may depend on besides the arguments' types. */
export interface TypeContext {
  readonly ansi: boolean;
  readonly constants: readonly (Value | undefined)[];
  /** Whether decimal results over 38 digits give up scale; the default is yes. */
  readonly allowPrecisionLoss?: boolean;
  /** Whether each argument may be NULL, for elements and fields made of them. */
  readonly nullables?: readonly boolean[];
}

export type Returns = DataType | ((args: Args<DataType>, context: TypeContext) => DataType);

/** How the arguments' types are brought together before the overload is matched; the default is by `args` alone. */
export type Coercion = 'arithmetic' | 'division' | 'comparison' | 'decimal-any';

/** What a result's nullability may depend on besides that of the arguments. */
export interface NullableContext {
  readonly ansi: boolean;
  readonly types: readonly DataType[];
}

interface Signature {
  readonly args: readonly ArgType[];
  /** Type of any number of further arguments; several types take turns. */
  readonly rest?: ArgType | readonly ArgType[];
  /** Values of trailing arguments that may be left out. */
  readonly defaults?: readonly Value[];
  readonly coerce?: Coercion;
  /** Only where this is the type that TIMESTAMP means in the session. */
  readonly timestamps?: 'timestamp' | 'timestamp_ntz';
  readonly returns: Returns;
  /** Whether the result may be NULL; by default what the NULL rule implies. */
  readonly nullable?: boolean | ((args: readonly boolean[], context: NullableContext) => boolean);
}

export type ScalarOverload = Signature & Generated & { readonly duckdb: Lowering };

interface Described {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly since: string;
  readonly group: string;
  /** One sentence in our own words; `usage` of DESCRIBE FUNCTION. */
  readonly usage: string;
  /** SQL expression and what `SELECT` of it shows; all are executed by a test. Settings hold for this example only. */
  readonly examples: readonly (readonly [call: string, shown: string, settings?: Readonly<Record<string, string>>])[];
  /** Python's parameter names in `pyspark.sql.functions`, where they matter. */
  readonly params?: readonly string[];
  readonly deterministic?: false;
  /** How Spark prints a call in generated column names; the default is `name(a, b)`. */
  readonly pretty?: (args: Args<string>) => string;
}

export interface ScalarFunction extends Described {
  readonly kind: 'scalar';
  readonly overloads: readonly ScalarOverload[];
  /** `f(f(a, b), c)` is compiled as `f(a, b, c)`: `gen` must take any number of arguments. */
  readonly associative?: true;
  /**
   * Never raises an error on present values, whatever the mode: it may then be computed before it is known to be needed.
   * It may be so for some types of the result only.
   */
  readonly total?: true | ((returns: DataType) => boolean);
}

/**
 * One value of an aggregate's buffer. `initial` non-null with a fixed-width type makes it live in a typed array;
 * otherwise in an array of values where `null` is allowed. `type` also says how it crosses a shuffle.
 */
export interface Slot {
  readonly name: string;
  readonly type: DataType;
  readonly initial: Value;
  /** A slot may hold an object of its own kind (a set, a sketch): how it becomes a value of `type`, and back. */
  readonly pack?: (live: unknown) => Value;
  readonly unpack?: (value: Value) => unknown;
}

/** A slot as a fragment that can be read and assigned: `js\`${slots('sum')} += ${x}\``. */
export type Slots = (name: string) => Js;

/**
 * An aggregate: `update` folds one row in (arguments are non-NULL and rows with NULLs left out under `skip`; under
 * `manual` every row comes and values may be `null`), `merge` folds another buffer in, `finish` gives the result or `null`.
 * All are statements (`update`, `merge`) or an expression (`finish`).
 */
export type AggregateOverload = Signature & {
  readonly nulls: 'skip' | 'manual';
  readonly buffer: readonly Slot[] | ((args: Args<DataType>, returns: DataType) => readonly Slot[]);
  readonly update: (slots: Slots, args: Args<Js>, context: GenContext) => Js;
  readonly merge: (slots: Slots, other: Slots, context: GenContext) => Js;
  readonly finish: (slots: Slots, context: GenContext) => Js;
  readonly duckdb: Lowering;
};

export interface AggregateFunction extends Described {
  readonly kind: 'aggregate';
  readonly overloads: readonly AggregateOverload[];
  /** `first`, `collect_list`, …: the result depends on the order of rows. */
  readonly ordered?: true;
}

/** A row of a window partition, as functions see it. Rows are numbered from the partition's first. */
export interface WindowRow {
  readonly row: number;
  /** Rows of the partition. */
  readonly length: number;
  /** The first of the rows that tie with it, and the first row after them. */
  readonly peerStart: number;
  readonly peerEnd: number;
  /** How many groups of rows that tie there are before its own. */
  readonly groupsBefore: number;
  /** First row and end (exclusive) of its frame. */
  readonly frameStart: number;
  readonly frameEnd: number;
}

/** The rows of a partition a function counts: all, or those where its first argument is not NULL. */
export interface CountedRows {
  /** How many of them come before a row. */
  before(row: number): number;
  /** The row with so many of them before it; -1 where there is none. */
  nth(before: number): number;
}

interface WindowSignature extends Signature {
  readonly duckdb: Lowering;
}

/** Says a row's value from where the row stands; arguments are constants. */
export interface RankingOverload extends WindowSignature {
  readonly rank: (at: WindowRow, constants: readonly Value[]) => Value;
}

/** Says in which row the first argument has the row's value; -1: in none. The second argument is a constant. */
export interface OffsetOverload extends WindowSignature {
  readonly source: (at: WindowRow, offset: number, rows: CountedRows) => number;
  /** Which argument is the value where there is no such row. */
  readonly otherwise?: number;
  /** Which argument says that only rows count where the first one is not NULL. */
  readonly skipsNulls: number;
}

export type WindowOverload = RankingOverload | OffsetOverload;

export interface WindowFunction extends Described {
  readonly kind: 'window';
  readonly overloads: readonly WindowOverload[];
  /** `fixed`: the function ignores the frame written by the user and has this one (`row_number`: rows up to current). */
  readonly frame: 'user' | 'fixed';
  /** `row_number`, `lag`, …: the result depends on the order of rows that tie. */
  readonly ordered?: true;
  /** `row_number`, `rank`, …: no later row decides on the result. */
  readonly running?: true;
}

/** A generator's rows for one input row; `returns` is an array of a struct type, whose fields are the columns. */
export type GeneratorOverload = Signature & {
  readonly rows: (args: readonly Value[]) => Iterable<readonly Value[]>;
};

export interface GeneratorFunction extends Described {
  readonly kind: 'generator';
  readonly overloads: readonly GeneratorOverload[];
}

export type FunctionDeclaration = ScalarFunction | AggregateFunction | WindowFunction | GeneratorFunction;

export const scalar = (declaration: Omit<ScalarFunction, 'kind'>): ScalarFunction => ({
  kind: 'scalar',
  ...declaration,
});
export const aggregate = (declaration: Omit<AggregateFunction, 'kind'>): AggregateFunction => ({
  kind: 'aggregate',
  ...declaration,
});
export const windowFunction = (declaration: Omit<WindowFunction, 'kind'>): WindowFunction => ({
  kind: 'window',
  ...declaration,
});
export const generator = (declaration: Omit<GeneratorFunction, 'kind'>): GeneratorFunction => ({
  kind: 'generator',
  ...declaration,
});
