/** `input_file_name` and its kin: fields of the file's own column, where one is behind the node. */
import { raise } from '../errors/raise.ts';
import { call, intLiteral, stringLiteral } from '../tree/build.ts';
import type { Attribute, Expression, UnresolvedFunction } from '../tree/expression.ts';
import { isFileColumn } from '../tree/file-column.ts';
import { attributesIn } from '../tree/references.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { extractField } from './extract-field.ts';
import { DOC_ROOT } from './function-arguments.ts';
import { fileColumnsOf, fileSourcesOf } from './hidden-columns.ts';
import { prettySql } from './naming.ts';
import type { Resolution } from './resolution.ts';

/** The call with the file's field as its argument, to be resolved again; without a file it stays as it is. */
export function inputFile(
  node: UnresolvedFunction,
  args: readonly Expression[],
  { scope: { inputs } }: Resolution,
): Expression | undefined {
  if (attributesIn(...args).some(isFileColumn)) return undefined;
  const name = (node.name.at(-1) as string).toLowerCase();
  if (args.length > 0) wrongCount(name, args.length, node);
  if (inputs.reduce((sum, plan) => sum + fileSourcesOf(plan), 0) > 1)
    raise('MULTI_SOURCES_UNSUPPORTED_FOR_EXPRESSION', { expr: `"${prettySql(node)}"` }, { context: node.context });
  const [column] = inputs.flatMap(fileColumnsOf);
  return column && { ...node, args: [fieldFor(name, column)] };
}

function wrongCount(name: string, count: number, node: UnresolvedFunction): never {
  return raise(
    'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
    { functionName: quoteIdentifier(name), expectedNum: '0', actualNum: String(count), docroot: DOC_ROOT },
    { context: node.context },
  );
}

function fieldFor(name: string, column: Attribute): Expression {
  const field = (of: string): Expression => extractField(column, of, true, undefined);
  if (name === 'input_file_block_start') return field('file_block_start');
  if (name === 'input_file_block_length') return field('file_block_length');
  // The one name is `file:/folder`, the other `file:///folder`.
  const path = field('file_path');
  const longer = call('concat', [stringLiteral('file://'), call('substring', [path, intLiteral(6)])]);
  return call('if', [call('=', [path, stringLiteral('')]), path, longer]);
}
