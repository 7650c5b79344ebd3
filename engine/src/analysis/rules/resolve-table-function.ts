/** Table-valued functions in FROM: range, and the generators as tables. */
import { raise } from '../../errors/raise.ts';
import { findFunction, functionNames } from '../../functions/registry.ts';
import { attribute, call } from '../../tree/build.ts';
import type { Expression } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import type { Plan, UnresolvedTableFunction } from '../../tree/plan.ts';
import { EXPRESSIONS } from '../../tree/shapes.ts';
import { INT, LONG, quoteIdentifier } from '../../types/data-type.ts';
import { hasGenerator, innerGenerator } from '../aggregates.ts';
import { type Analysis, attributeScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { implicitCast } from '../coercion/implicit-cast.ts';
import { putCast } from '../coercion/put-cast.ts';
import { isFoldable } from '../foldable.ts';
import { quotedSql } from '../naming.ts';
import { ordinalWord } from '../ordinal-words.ts';
import { quotedType } from '../type-errors.ts';
import { generateFrom } from './extract-generator.ts';
import { sqlTableFunction } from './resolve-sql-table-function.ts';
import { resolveUserTableFunction } from './resolve-user-table-function.ts';

/** Whether there is a built-in table function of a name in lower case. */
export function isTableFunction(name: string): boolean {
  return name === 'range' || findFunction(innerGenerator(name))?.kind === 'generator';
}

export function resolveTableFunction(plan: UnresolvedTableFunction, analysis: Analysis): Plan {
  const name = plan.name.at(-1)?.toLowerCase() ?? '';
  if (plan.name.length === 1 && name === 'range') return range(plan, analysis);
  if (plan.routine !== undefined) return sqlTableFunction(plan, plan.routine, analysis);
  const user = plan.function ?? analysis.context.functions.lookupTableFunction?.(plan.name);
  if (user !== undefined) return resolveUserTableFunction(plan, user, analysis);
  if (plan.table !== undefined) {
    raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'TABLE argument of functions that are not in Python' });
  }
  const declaration = plan.name.length === 1 ? findFunction(innerGenerator(name)) : undefined;
  if (declaration?.kind !== 'generator') return unknown(plan);
  const generator = resolveIn(analysis, attributeScope(analysis, []), { ...call(name, plan.args, plan.context) });
  if (EXPRESSIONS.children(generator).some(hasGenerator)) {
    raise(
      'UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS',
      { expression: quotedSql(generator) },
      { context: plan.context },
    );
  }
  return generateFrom(generator, markAnalyzed({ kind: 'one-row' }));
}

function unknown(plan: UnresolvedTableFunction): never {
  const name = plan.name.map(quoteIdentifier).join('.');
  if (functionNames().includes(plan.name.at(-1)?.toLowerCase() ?? '')) {
    return raise('NOT_A_TABLE_FUNCTION', { functionName: name }, { context: plan.context });
  }
  return raise('UNRESOLVABLE_TABLE_VALUED_FUNCTION', { name }, { context: plan.context });
}

/** A single argument is the end. */
const argumentPlace = (index: number, count: number): number => (count === 1 ? 1 : index);

/** `range([start,] end [, step [, partitions]])` */
function range(plan: UnresolvedTableFunction, analysis: Analysis): Plan {
  const count = plan.args.length;
  if (count < 1 || count > 4) {
    raise(
      'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
      {
        functionName: '`range`',
        expectedNum: '[1, 2, 3, 4]',
        actualNum: String(count),
        docroot: 'https://spark.apache.org/docs/latest',
      },
      { context: plan.context },
    );
  }
  const resolved = plan.args.map((argument) => resolveIn(analysis, attributeScope(analysis, []), argument));
  const values = resolved.map((argument, i) =>
    constant({ ...argument, context: plan.context }, argumentPlace(i, count), i === 3, analysis),
  );
  const [first, second, third, fourth] = values as [bigint, bigint?, bigint?, bigint?];
  const [start, end] = second === undefined ? [0n, first] : [first, second];
  return {
    kind: 'range',
    start,
    end,
    step: third ?? 1n,
    slices: fourth === undefined ? undefined : Number(fourth),
    output: [attribute('id', LONG, false)],
  };
}

function constant(argument: Expression, index: number, isCount: boolean, analysis: Analysis): bigint {
  const type = isCount ? INT : LONG;
  const options = { context: argument.context };
  const given = typeOf(argument);
  if (given.kind === 'void' || implicitCast(given, type, analysis.mode) === undefined) {
    return raise(
      'UNEXPECTED_INPUT_TYPE',
      {
        paramIndex: ordinalWord(index),
        functionName: '`range`',
        requiredType: quotedType(type),
        inputSql: quotedSql(argument),
        inputType: quotedType(given),
      },
      options,
    );
  }
  if (!isFoldable(argument)) {
    const paramName = `\`${['start', 'end', 'step', 'numSlices'][index]}\``;
    return raise('NON_FOLDABLE_ARGUMENT', { funcName: '`range`', paramName, paramType: quotedType(type) }, options);
  }
  return BigInt(analysis.context.evaluate(putCast(argument, type, analysis.mode)) as number | bigint);
}
