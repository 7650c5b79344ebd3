/** Overloads that one run-time function computes: its arguments are the call's, its result the call's value. */
import { type Js, joinJs, js } from '../fragments/js.ts';
import type { ArgType } from './arg-types.ts';
import {
  type Args,
  type GenContext,
  type Generated,
  type Lowering,
  type Returns,
  type ScalarFunction,
  type ScalarOverload,
  scalar,
} from './define.ts';

type Run = (...values: never[]) => unknown;
export type Extra = Partial<
  Pick<ScalarOverload, 'rest' | 'defaults' | 'nullable' | 'duckdb' | 'coerce' | 'timestamps'>
>;

const UNPROVEN: Lowering = { none: 'not shown to agree with the native engine' };

type Make = (args: readonly ArgType[], returns: Returns, run: Run, extra?: Extra) => ScalarOverload;
type MakeIn = (
  args: readonly ArgType[],
  returns: Returns,
  run: (context: GenContext) => Run,
  extra?: Extra,
) => ScalarOverload;

const overloadOf = (
  nulls: Exclude<Generated['nulls'], 'lazy'>,
  args: readonly ArgType[],
  returns: Returns,
  gen: (args: Args<Js>, context: GenContext) => Js,
  extra: Extra,
): ScalarOverload => ({ args, returns, nulls, gen, duckdb: UNPROVEN, ...extra });

const plain =
  (nulls: Exclude<Generated['nulls'], 'lazy'>): Make =>
  (args, returns, run, extra = {}) =>
    overloadOf(nulls, args, returns, (given) => js`${run}(${joinJs(given, ', ')})`, extra);

const knowing =
  (nulls: Exclude<Generated['nulls'], 'lazy'>): MakeIn =>
  (args, returns, run, extra = {}) =>
    overloadOf(nulls, args, returns, (given, context) => js`${run(context)}(${joinJs(given, ', ')})`, extra);

/** NULL if any argument is; otherwise never. */
export const strict = plain('propagate');
/** NULL if any argument is, and where the function gives `null`. */
export const partial = plain('propagate-maybe');
/** The function gets NULLs as `null`. */
export const total = plain('manual');
/** The same three, where the function is made for the call's types, settings and place. */
export const strictIn = knowing('propagate');
export const partialIn = knowing('propagate-maybe');
export const totalIn = knowing('manual');

/** Makes the declarations of one group. */
export const familyOf =
  (group: string) =>
  (
    name: string,
    since: string,
    usage: string,
    examples: ScalarFunction['examples'],
    ...overloads: readonly ScalarOverload[]
  ): ScalarFunction =>
    scalar({ name, since, group, usage, examples, overloads });
