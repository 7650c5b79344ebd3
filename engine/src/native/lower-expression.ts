/**
 * Expressions as DuckDB text, through the lowerings of their functions. Equal or not at all: whatever has no lowering
 * that is known to give the evaluator's result is refused with the reason.
 */
import { joinSql, type Sql, sql, sqlParameter, sqlText } from '../fragments/sql.ts';
import type { Args, LowerContext, Lowering, Refusable } from '../functions/define.ts';
import { mayRaise } from '../functions/may-raise.ts';
import { declared } from '../functions/registry.ts';
import { conjuncts, disjuncts } from '../tree/conjunction.ts';
import type { Call, Expression, Literal, ScalarSubquery } from '../tree/expression.ts';
import { nullableOf, typeOf } from '../tree/output.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { foldUp } from '../tree/transform.ts';
import { type DataType, simpleString } from '../types/data-type.ts';
import { dateText } from '../types/datetime.ts';
import { decimalText } from '../types/decimal.ts';
import type { Value } from '../types/value.ts';
import { findDuckdbType } from './duckdb-type.ts';
import { lowerCast } from './lower-cast.ts';
import { duckdbTimeZone } from './time-zone.ts';

/** Ends a lowering; `message` is the reason, shown by EXPLAIN. */
export class NoLowering extends Error {
  override readonly name = 'NoLowering';
}

export function refuse(reason: string): never {
  throw new NoLowering(reason);
}

const orRefused = (made: Refusable): Sql => ('none' in made ? refuse(made.none) : made);

export interface LowerScope {
  readonly timeZone: string;
  /** The input's columns by position. */
  readonly columns: readonly Sql[];
  /** A scalar subquery in brackets. */
  readonly subquery?: (subquery: ScalarSubquery) => Sql;
}

/** DuckDB's parser takes about a thousand nested brackets, and a function may add several. */
const MOST_NESTED = 200;

export function lowerExpression(e: Expression, scope: LowerScope): Sql {
  const depth = foldUp<Expression, number>(
    EXPRESSIONS,
    e,
    (_, below) => 1 + below.reduce((most, each) => Math.max(most, each), 0),
  );
  return depth > MOST_NESTED ? refuse('nested too deeply') : lowered(e, scope);
}

/** Where an instant becomes something else, or the other way round, the zone decides. */
const needsZone = (e: Expression): boolean =>
  (e.kind === 'call' || e.kind === 'cast') &&
  [e, ...EXPRESSIONS.children(e)].some((each) => typeOf(each).kind === 'timestamp');

function lowered(e: Expression, scope: LowerScope): Sql {
  if (duckdbTimeZone(scope.timeZone) === undefined && needsZone(e)) refuse(`DuckDB has no time zone ${scope.timeZone}`);
  const lower = (child: Expression): Sql => lowered(child, scope);
  switch (e.kind) {
    case 'bound':
      return scope.columns[e.ordinal] ?? refuse(`column ${e.ordinal} is not there`);
    case 'alias':
      return lower(e.child);
    case 'literal':
      return lowerLiteral(e);
    case 'call':
      return (e.fn === 'and' || e.fn === 'or') && mayRaise(e) ? inTurn(e, e.fn, scope) : lowerCall(e, scope);
    case 'cast':
      return orRefused(lowerCast(e, () => lower(e.child)));
    case 'case': {
      const whens = e.whens.map((when, i) => sql`WHEN ${lower(when)} THEN ${lower(e.thens[i] as Expression)}`);
      const otherwise = e.otherwise === undefined ? sqlText('NULL') : lower(e.otherwise);
      return sql`CASE ${joinSql(whens, ' ')} ELSE ${otherwise} END`;
    }
    case 'scalar-subquery':
      return scope.subquery?.(e) ?? refuse('scalar subqueries');
    case 'in':
      return sql`(${lower(e.child)} IN (${joinSql(e.list.map(lower), ', ')}))`;
    default:
      return refuse(`${e.kind} has no lowering`);
  }
}

/**
 * AND or OR whose operands are computed as Spark does, one after the other until one decides. DuckDB takes those of its
 * own in the order it likes, and may so leave out one that raises an error.
 */
function inTurn(e: Expression, fn: 'and' | 'or', scope: LowerScope): Sql {
  const operands = fn === 'and' ? conjuncts(e) : disjuncts(e);
  const lower = (each: Expression): Sql => lowered(each, scope);
  const [word, decided] = fn === 'and' ? ['AND', 'false'] : ['OR', 'true'];
  const whens = operands.slice(0, -1).map((each) => {
    const test = fn === 'and' ? sql`(NOT ${lower(each)})` : lower(each);
    return sql`WHEN ${test} THEN ${sqlText(decided)}`;
  });
  // What has decided nothing still counts where it is NULL.
  const rest = operands.filter((each, i) => i === operands.length - 1 || nullableOf(each));
  return sql`CASE ${joinSql(whens, ' ')} ELSE (${joinSql(rest.map(lower), ` ${word} `)}) END`;
}

/**
 * The parts of a condition for a WHERE clause, whose order is DuckDB's: from the first that may raise an error on they
 * are one part, in which each is only looked at where those before it are true.
 */
export function lowerConditions(condition: Expression | undefined, scope: LowerScope): readonly Sql[] {
  const parts = conjuncts(condition);
  const raising = parts.findIndex(mayRaise);
  const free = raising < 0 ? parts : parts.slice(0, raising);
  const ordered = parts.slice(free.length).map((e) => lowerExpression(e, scope));
  const last = ordered.pop();
  if (last === undefined) return free.map((e) => lowerExpression(e, scope));
  const whens = ordered.map((test) => sql`WHEN ${test} IS NOT TRUE THEN false`);
  const chain = whens.length === 0 ? last : sql`CASE ${joinSql(whens, ' ')} ELSE ${last} END`;
  return [...free.map((e) => lowerExpression(e, scope)), chain];
}

/** The text of one aggregate over the input's rows. */
export function lowerAggregate(
  call: {
    readonly fn: string;
    readonly overload: number;
    readonly args: readonly Expression[];
    readonly argTypes: readonly DataType[];
    readonly returns: DataType;
    readonly ansi: boolean;
    readonly distinct: boolean;
  },
  scope: LowerScope,
): Sql {
  const overload = declared('aggregate', call.fn).overloads[call.overload];
  if (overload === undefined) return refuse(`${call.fn} has no such overload`);
  const args = call.args.map((arg) => {
    const value = lowerExpression(arg, scope);
    return call.distinct ? sql`DISTINCT ${value}` : value;
  });
  const context = contextOf(call.args, call.argTypes, call.returns, call.ansi, scope);
  const { duckdb } = overload;
  if (typeof duckdb !== 'function') return refuse(`${call.fn}: ${duckdb.none}`);
  const lowered = duckdb(args as unknown as Args<Sql>, call.distinct ? { ...context, risky: [] } : context);
  return 'none' in lowered ? refuse(`${call.fn}: ${lowered.none}`) : lowered;
}

function contextOf(
  args: readonly Expression[],
  argTypes: readonly DataType[],
  returnType: DataType,
  ansi: boolean,
  scope: LowerScope,
): LowerContext {
  const constants = args.map((arg): Value | undefined => (arg.kind === 'literal' ? arg.value : undefined));
  return { ansi, timeZone: scope.timeZone, argTypes, returnType, constants, risky: args.map(mayRaise) };
}

const lowerCall = (e: Call, scope: LowerScope): Sql => loweredCall(e, declared('scalar', e.fn).overloads, scope);

/** A ranking or offset function, without its OVER. */
export const lowerWindowFunction = (e: Call, scope: LowerScope): Sql =>
  loweredCall(e, declared('window', e.fn).overloads, scope);

function loweredCall(e: Call, overloads: readonly { readonly duckdb: Lowering }[], scope: LowerScope): Sql {
  const { duckdb } = overloads[e.overload] ?? refuse(`${e.fn} has no such overload`);
  if (typeof duckdb !== 'function') return refuse(`${e.fn}: ${duckdb.none}`);
  const args = e.args.map((arg) => lowered(arg, scope));
  const made = duckdb(args as unknown as Args<Sql>, contextOf(e.args, e.args.map(typeOf), e.type, e.ansi, scope));
  return 'none' in made ? refuse(`${e.fn}: ${made.none}`) : made;
}

export function lowerLiteral({ type, value }: Literal): Sql {
  if (type.kind === 'void') return sqlText('NULL');
  const native = type.kind === 'daytime' ? 'BIGINT' : findDuckdbType(type);
  if (native === undefined) return refuse(`${simpleString(type)} literals`);
  if (value === null) return sql`CAST(NULL AS ${sqlText(native)})`;
  switch (type.kind) {
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return sqlParameter(value, native);
    case 'string':
      return type.collation === 'UTF8_BINARY' ? sqlParameter(value, native) : refuse('collations');
    case 'decimal':
      return sqlParameter(decimalText(value as bigint, type.scale), native);
    case 'date': {
      const text = dateText(value as number);
      return /^\d{4}-/.test(text) ? sqlParameter(text, native) : refuse('dates before year 0 or after 9999');
    }
    // Only a function that takes it for microseconds has a lowering.
    case 'daytime':
      return sqlParameter(value, 'BIGINT');
    case 'timestamp':
      return sql`make_timestamptz(${sqlParameter(value, 'BIGINT')})`;
    case 'timestamp_ntz':
      return sql`make_timestamp(${sqlParameter(value, 'BIGINT')})`;
    default:
      return refuse(`${simpleString(type)} literals`);
  }
}
