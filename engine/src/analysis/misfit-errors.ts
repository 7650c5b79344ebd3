/** What to report when no overload takes the arguments. */

import { raise } from '../errors/raise.ts';
import type { FunctionDeclaration } from '../functions/define.ts';
import type { Expression, UnresolvedFunction } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { sqlName } from '../types/data-type.ts';
import { isNumeric as isNumber } from './coercion/decimal-rules.ts';
import { isOrderable } from './coercion/implicit-cast.ts';
import { isSum, isSumOrDifference } from './coercion/temporal-operands.ts';
import { prettySql, quotedSql } from './naming.ts';
import { ordinalWord } from './ordinal-words.ts';
import { argTypeAt, type Misfit, type Overload } from './overloads.ts';
import { badOperands, differentTypes, notFoldable, quotedType, unexpectedInput, wantedText } from './type-errors.ts';

const NUMBER_OR_INTERVAL = '("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH" or "INTERVAL")';

/** What each operator takes, as Spark words it. */
const OPERANDS: ReadonlyMap<string, string> = new Map([
  ['+', NUMBER_OR_INTERVAL],
  ['-', NUMBER_OR_INTERVAL],
  ['*', '"NUMERIC"'],
  ['/', '("DOUBLE" or "DECIMAL")'],
  ['%', '"NUMERIC"'],
  ['mod', '"NUMERIC"'],
  ['pmod', '"NUMERIC"'],
  ['div', '("BIGINT" or "DECIMAL" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH")'],
  ['and', '"BOOLEAN"'],
  ['or', '"BOOLEAN"'],
  ['&', '"INTEGRAL"'],
  ['|', '"INTEGRAL"'],
  ['^', '"INTEGRAL"'],
  ['=', '"ANY"'],
  ['==', '"ANY"'],
  ['<=>', '"ANY"'],
  ['<', '"ANY"'],
  ['<=', '"ANY"'],
  ['>', '"ANY"'],
  ['>=', '"ANY"'],
]);

export function raiseMisfit(
  node: UnresolvedFunction,
  declaration: FunctionDeclaration,
  name: string,
  args: readonly Expression[],
  overloads: readonly Overload[],
  misfit: Misfit,
): never {
  const whole: UnresolvedFunction = { ...node, name: [name], args };
  const [left, right] = args;
  checkTimestamps(node, name, left, right);
  const dated = datePlusNumber(name, left, right);
  if (dated !== undefined) {
    const call = { ...whole, name: [isSum(name) ? 'date_add' : 'date_sub'], args: dated };
    return unexpectedInput(call, dated[1], 1, '("INT" or "SMALLINT" or "TINYINT")');
  }
  const operands = OPERANDS.get(name);
  if (operands !== undefined && left !== undefined && right !== undefined) {
    if (operands === '"ANY"' && !isOrderable(typeOf(left)) && sqlName(typeOf(left)) === sqlName(typeOf(right))) {
      return raise(
        'DATATYPE_MISMATCH.INVALID_ORDERING_TYPE',
        { sqlExpr: quotedSql(whole), functionName: `\`${name}\``, dataType: `"${sqlName(typeOf(left))}"` },
        { context: node.context },
      );
    }
    return badOperands(whole, left, right, operands);
  }
  switch (misfit.kind) {
    case 'type':
      return unexpectedInput(whole, args[misfit.index] as Expression, misfit.index, wantedBy(overloads, misfit.index));
    case 'not-foldable':
      return notFoldable(whole, args[misfit.index] as Expression, declaration.params?.[misfit.index] ?? 'value');
    case 'no-common-type':
      return differentTypes(
        whole,
        name,
        misfit.indexes.map((i) => args[i] as Expression),
      );
  }
}

/** Lambda functions are arguments of those that take some; they have no type that others could ask for. */
export function checkLambdas(
  node: UnresolvedFunction,
  name: string,
  args: readonly Expression[],
  overloads: readonly Overload[],
): void {
  if (args.every((argument) => argument.kind !== 'lambda') || overloads.some(takesLambda)) return;
  const className = name.charAt(0).toUpperCase() + name.slice(1);
  raise(
    'INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION',
    { class: `org.apache.spark.sql.catalyst.expressions.${className}` },
    { context: node.context },
  );
}

const takesLambda = (overload: Overload): boolean => overload.args.some((wanted) => wanted.accept === 'lambda');

const NUMBERS: ReadonlySet<string> = new Set(
  ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL', 'INTEGRAL'].map((name) => `"${name}"`),
);
const LAST = ['"INTERVAL DAY TO SECOND"', '"INTERVAL YEAR TO MONTH"', '"INTERVAL"'];

/** All that the overloads would take at a place; the numeric types count as one. */
function wantedBy(overloads: readonly Overload[], index: number): string {
  const texts = new Set(
    overloads.flatMap((overload) => {
      const wanted = argTypeAt(overload, index);
      return wanted === undefined
        ? []
        : wantedText(wanted)
            .replace(/^\(|\)$/g, '')
            .split(' or ');
    }),
  );
  const isNumeric = texts.has('"NUMERIC"') || [...NUMBERS].filter((name) => texts.has(name)).length > 4;
  const list = [
    ...(isNumeric ? ['"NUMERIC"'] : []),
    ...[...texts].filter((text) => text !== '"NUMERIC"' && !LAST.includes(text) && !(isNumeric && NUMBERS.has(text))),
    ...LAST.filter((text) => texts.has(text)),
  ];
  return list.length === 1 ? (list[0] as string) : `(${list.join(' or ')})`;
}

const ANY_TIMESTAMP =
  '("(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)" or "(TIMESTAMP_LTZ(P) OR TIMESTAMP_NTZ(P) WITH P IN [7, 9])")';
const SUMS: ReadonlySet<string> = new Set(['+', 'try_add']);
const DIFFERENCES: ReadonlySet<string> = new Set(['-', 'try_subtract']);

/** Next to an interval of days or a calendar interval, and in a difference with a timestamp, a timestamp is wanted. */
function checkTimestamps(
  node: UnresolvedFunction,
  name: string,
  left: Expression | undefined,
  right: Expression | undefined,
): void {
  const isDifference = DIFFERENCES.has(name);
  if (left === undefined || right === undefined || !(isDifference || SUMS.has(name))) return;
  const [l, r] = [typeOf(left).kind, typeOf(right).kind];
  const fail = (argument: Expression, index: number, text: string): never =>
    raise(
      'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
      {
        sqlExpr: `"${text}"`,
        paramIndex: ordinalWord(index),
        requiredType: ANY_TIMESTAMP,
        inputSql: quotedSql(argument),
        inputType: quotedType(typeOf(argument)),
      },
      { context: node.context },
    );
  const [a, b] = [prettySql(left), prettySql(right)];
  if (r === 'daytime' || r === 'interval') fail(left, 0, isDifference ? `${a} + (- ${b})` : `${a} + ${b}`);
  if (!isDifference && (l === 'daytime' || l === 'interval')) fail(right, 0, `${b} + ${a}`);
  if (isDifference && (l === 'timestamp' || l === 'timestamp_ntz')) fail(right, 1, `(${a} - ${b})`);
  if (isDifference && (r === 'timestamp' || r === 'timestamp_ntz')) fail(left, 0, `(${a} - ${b})`);
}

/** A date takes days as whole numbers only. */
function datePlusNumber(
  name: string,
  left: Expression | undefined,
  right: Expression | undefined,
): readonly [Expression, Expression] | undefined {
  if (!isSumOrDifference(name) || left === undefined || right === undefined) return undefined;
  const number = (e: Expression): boolean =>
    isNumber(typeOf(e)) || typeOf(e).kind === 'boolean' || typeOf(e).kind === 'string';
  if (typeOf(left).kind === 'date' && number(right)) return [left, right];
  return isSum(name) && typeOf(right).kind === 'date' && number(left) ? [right, left] : undefined;
}
