/** Calls of functions written in SQL: the body takes the call's place, and its parameters' names lead to the arguments. */
import { raise } from '../errors/raise.ts';
import type { Cast, Expression, UnresolvedFunction } from '../tree/expression.ts';
import type { UnresolvedTableFunction } from '../tree/plan.ts';
import { transformExpression } from '../tree/shapes.ts';
import type { SqlFunction } from '../tree/sql-function.ts';
import { type DataType, quoteIdentifier } from '../types/data-type.ts';
import { resolveCast } from './coercion/special-forms.ts';
import { sameIdentifier } from './columns.ts';
import { extractField } from './extract-field.ts';
import { prettySql } from './naming.ts';
import { type Resolution, type Scope, scopeOf } from './resolution.ts';
import type { ResolveBody } from './resolve-function.ts';
import { isWithoutParentheses } from './without-parentheses.ts';

/** `args` are resolved. */
export function sqlFunctionCall(
  node: UnresolvedFunction,
  fn: SqlFunction,
  args: readonly Expression[],
  resolution: Resolution,
  resolveBody: ResolveBody,
): Expression {
  const functionName = quotedName(fn);
  if (fn.result !== undefined && fn.result.kind !== 'scalar')
    return raise('NOT_A_SCALAR_FUNCTION', { functionName }, { context: node.context });
  const resolve = (e: Expression): Expression =>
    resolveBody(e, { ...resolution, scope: emptyScope(resolution), lambdas: [] });
  const values = argumentValues(node, fn, args, resolution, resolve);
  const scope = parameterScope(fn, values, resolution);
  const [body] = fn.body.kind === 'project' ? fn.body.list : [];
  const placed = transformExpression(body as Expression, (e) => ({ ...e, context: node.context }));
  const value = resolveBody(placed, { ...bodyResolution(fn, resolution), scope });
  if (fn.result === undefined) return value;
  const shown = `${fn.name.join('.')}(${args.map(prettySql).join(', ')})`;
  return { ...castToDeclared(value, fn.result.type, resolution, node), shown };
}

const bodyResolution = ({ ansi }: SqlFunction, resolution: Resolution): Resolution => ({
  ...resolution,
  mode: { ...resolution.mode, ansi },
  lambdas: [],
  subquery: (plan, outer) => resolution.subquery(plan, outer, ansi),
});

const emptyScope = ({ mode }: Resolution): Scope => scopeOf([], [], mode.caseSensitive, undefined);
export const quotedName = ({ name }: SqlFunction): string => name.map(quoteIdentifier).join('.');

type Call = UnresolvedFunction | UnresolvedTableFunction;

export function castToDeclared(
  child: Expression,
  to: DataType,
  { mode }: Pick<Resolution, 'mode'>,
  { context }: Call,
): Cast {
  return resolveCast({ kind: 'cast', child, to, mode: mode.ansi ? 'ansi' : 'legacy', implicit: true, context }, mode);
}

/** One value for each parameter, of its type: positional, then by name, then defaults. */
export function argumentValues(
  node: Call,
  fn: SqlFunction,
  args: readonly Expression[],
  resolution: Pick<Resolution, 'mode'>,
  resolve: (e: Expression) => Expression,
): readonly Expression[] {
  const named = args.filter((argument) => argument.kind === 'named-argument');
  const positional = args.filter((argument) => argument.kind !== 'named-argument');
  const { caseSensitive } = resolution.mode;
  const least = fn.parameters.filter(({ defaultValue }) => defaultValue === undefined).length;
  if (args.length < least || args.length > fn.parameters.length) raiseCount(node, fn, args.length);
  return fn.parameters.map(({ name, type, defaultValue }, i) => {
    const given = positional[i] ?? named.find((argument) => sameIdentifier(argument.name, name, caseSensitive))?.value;
    if (given === undefined && defaultValue === undefined) raiseCount(node, fn, args.length);
    const value = given ?? resolve(defaultValue as Expression);
    return castToDeclared(value, type, resolution, node);
  });
}

function raiseCount(node: Call, fn: SqlFunction, actual: number): never {
  return raise(
    'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
    {
      functionName: quotedName(fn),
      expectedNum: String(fn.parameters.length),
      actualNum: String(actual),
      docroot: 'https://spark.apache.org/docs/latest',
    },
    { context: node.context },
  );
}

const SHADOWING = 'spark.sql.legacy.allowUdfParameterToShadowParameterlessFunction';

/** `parameter` and `function.parameter`, with fields after them. */
export function parameterScope(
  fn: SqlFunction,
  values: readonly Expression[],
  { mode: { caseSensitive }, context: { conf } }: Pick<Resolution, 'mode' | 'context'>,
): Scope {
  const shadows = conf.get(SHADOWING) === 'true';
  const same = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && sameIdentifier(a, b, caseSensitive);
  const at = (name: string | undefined): number => fn.parameters.findIndex((parameter) => same(parameter.name, name));
  return {
    ...scopeOf([], [], caseSensitive, undefined),
    lookup(parts, context) {
      if (!shadows && parts.length === 1 && isWithoutParentheses(parts[0] as string)) return undefined;
      const isQualified = at(parts[0]) < 0 && same(parts[0], fn.name.at(-1));
      const [name, ...fields] = isQualified ? parts.slice(1) : parts;
      const value = values[at(name)];
      return value && fields.reduce<Expression>((from, f) => extractField(from, f, caseSensitive, context), value);
    },
  };
}
