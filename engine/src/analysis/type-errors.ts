/** The DATATYPE_MISMATCH errors: what was given, what was wanted. */
import { raise } from '../errors/raise.ts';
import type { ArgType } from '../functions/arg-types.ts';
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { type DataType, quoteIdentifier, sameType, sqlName } from '../types/data-type.ts';
import { prettySql, quotedSql } from './naming.ts';
import { ordinalWord } from './ordinal-words.ts';

export const quotedType = (type: DataType): string => `"${sqlName(type)}"`;

/** How a wanted type reads in an error. */
export function wantedText(wanted: ArgType): string {
  switch (wanted.accept) {
    case 'any':
      return '"ANY"';
    case 'one':
      return quotedType(wanted.type);
    case 'kinds': {
      const labels = wanted.label.split(' or ').map((label) => `"${label}"`);
      return labels.length === 1 ? (labels[0] as string) : `(${labels.join(' or ')})`;
    }
    case 'variable':
      return wanted.of === 'numeric' ? '"NUMERIC"' : '"ANY"';
    case 'array':
      return wanted.element.accept === 'one' ? `"ARRAY<${sqlName(wanted.element.type)}>"` : '"ARRAY"';
    case 'map':
      return '"MAP"';
    case 'struct':
      return '"STRUCT"';
    case 'foldable':
      return wantedText(wanted.of);
    case 'lambda':
      return '"LAMBDA"';
  }
}

export function unexpectedInput(whole: Expression, argument: Expression, index: number, wanted: string): never {
  return raise(
    'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
    {
      sqlExpr: quotedSql(whole),
      paramIndex: ordinalWord(index),
      requiredType: wanted,
      inputSql: quotedSql(argument),
      inputType: quotedType(typeOf(argument)),
    },
    { context: whole.context },
  );
}

/** CASE and IN list the types in brackets, functions join them by `or`. */
export function differentTypes(
  whole: Expression,
  functionName: string,
  args: readonly Expression[],
  bracketed = false,
): never {
  const types = args.map((argument) => quotedType(typeOf(argument)));
  return raise(
    'DATATYPE_MISMATCH.DATA_DIFF_TYPES',
    {
      sqlExpr: quotedSql(whole),
      functionName: quoteIdentifier(functionName),
      dataType: bracketed ? `[${types.join(', ')}]` : `(${types.join(' or ')})`,
    },
    { context: whole.context },
  );
}

/** Operators first want equal operand types, then types they know. */
export function badOperands(whole: Expression, left: Expression, right: Expression, inputType: string): never {
  const [l, r] = [typeOf(left), typeOf(right)];
  if (!sameType(l, r)) {
    return raise(
      'DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES',
      { sqlExpr: quotedSql(whole), left: quotedType(l), right: quotedType(r) },
      { context: whole.context },
    );
  }
  return raise(
    'DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE',
    { sqlExpr: quotedSql(whole), inputType, actualDataType: quotedType(l) },
    { context: whole.context },
  );
}

export function notFoldable(whole: Expression, argument: Expression, name: string): never {
  return raise(
    'DATATYPE_MISMATCH.NON_FOLDABLE_INPUT',
    {
      sqlExpr: quotedSql(whole),
      inputName: quoteIdentifier(name),
      inputType: quotedType(typeOf(argument)),
      inputExpr: `"${prettySql(argument)}"`,
    },
    { context: whole.context },
  );
}
