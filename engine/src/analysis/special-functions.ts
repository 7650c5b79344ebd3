/** Calls that analysis rewrites instead of looking them up. */
import { internal } from '../errors/internal.ts';
import { raise } from '../errors/raise.ts';
import type { FunctionDeclaration } from '../functions/define.ts';
import { findFunction } from '../functions/registry.ts';
import { call, literal, stringLiteral } from '../tree/build.ts';
import type { Expression, UnresolvedFunction } from '../tree/expression.ts';
import {
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  LONG,
  quoteIdentifier,
  SHORT,
  STRING,
  TIMESTAMP,
} from '../types/data-type.ts';
import { allNullable } from '../types/nullable-type.ts';
import { innerGenerator } from './aggregates.ts';
import { isFoldable } from './foldable.ts';
import { checkArity } from './function-arguments.ts';
import { inputFile } from './input-file.ts';
import { prettySql, quotedSql } from './naming.ts';
import { readBy, writtenBy } from './number-formats.ts';
import type { Resolution } from './resolution.ts';
import { resolveFunction } from './resolve-function.ts';
import { timeBucketArguments } from './time-bucket.ts';

/** A call given back is resolved again. */
type Rewrite = (
  node: UnresolvedFunction,
  args: readonly Expression[],
  resolution: Resolution,
) => Expression | undefined;

const renamed = (node: UnresolvedFunction, name: string, args: readonly Expression[]): UnresolvedFunction => ({
  ...node,
  name: [name],
  args,
});

const different: Rewrite = (node, args) => call('not', [renamed(node, '=', args)], node.context);

/** Names of fields: an alias or a column gives its own, anything else its place. */
const struct: Rewrite = (node, args, resolution) => {
  const pairs = args.flatMap((argument, i) => [
    stringLiteral(fieldName(argument, i)),
    argument.kind === 'alias' ? argument.child : argument,
  ]);
  const resolved = resolveFunction(
    renamed(node, 'named_struct', pairs),
    pairs,
    undefined,
    [],
    resolution,
    (body) => body,
  );
  // A row in parentheses shows as named_struct, a call of struct as struct.
  const isRow = node.context?.kind === 'sql' && node.context.sqlText[node.context.start] === '(';
  const shown = !isRow && findFunction('struct') !== undefined;
  return resolved.kind === 'call' && shown ? { ...resolved, fn: 'struct' } : resolved;
};

function fieldName(argument: Expression, index: number): string {
  switch (argument.kind) {
    case 'alias':
    case 'attribute':
    case 'get-field':
    case 'lambda-variable':
      return argument.name;
    case 'outer-reference':
      return argument.attribute.name;
    default:
      return `col${index + 1}`;
  }
}

const between: Rewrite = (node, args) => {
  const [value, lower, upper] = args as [Expression, Expression, Expression];
  if (findFunction('between') !== undefined || args.length !== 3) return undefined;
  return call(
    'and',
    [call('>=', [value, lower], node.context), call('<=', [value, upper], node.context)],
    node.context,
  );
};

/** Stands until the GROUP BY it belongs to is expanded. */
const grouping: Rewrite = (node, args) => ({
  kind: 'call',
  fn: 'grouping',
  overload: 0,
  args,
  type: BYTE,
  nullable: false,
  ansi: true,
  ...(node.context === undefined ? {} : { context: node.context }),
});

const groupingId: Rewrite = (node, args) => ({
  kind: 'call',
  fn: 'grouping_id',
  overload: 0,
  args,
  type: LONG,
  nullable: false,
  ansi: true,
  ...(node.context === undefined ? {} : { context: node.context }),
});

/** `int(x)` and the like are casts, which names do not show. */
const castTo =
  (to: DataType): Rewrite =>
  (node, args, { mode }) => {
    const [child] = args;
    if (args.length !== 1 || child === undefined) {
      raise(
        'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
        {
          functionName: quoteIdentifier(node.name.at(-1)?.toLowerCase() ?? ''),
          expectedNum: '1',
          actualNum: String(args.length),
          docroot: 'https://spark.apache.org/docs/latest',
        },
        { context: node.context },
      );
    }
    return { kind: 'cast', child, to, mode: mode.ansi ? 'ansi' : 'legacy', implicit: true, context: node.context };
  };

const CASTS: readonly (readonly [string, DataType])[] = [
  ['boolean', BOOLEAN],
  ['tinyint', BYTE],
  ['smallint', SHORT],
  ['int', INT],
  ['bigint', LONG],
  ['float', FLOAT],
  ['double', DOUBLE],
  ['decimal', decimal()],
  ['date', DATE],
  ['timestamp', TIMESTAMP],
  ['binary', BINARY],
  ['string', STRING],
  ['time', { kind: 'time', precision: 6 }],
];

/** What the session knows goes in as an argument that names do not show. */
const ofSession =
  (name: string, value: (resolution: Resolution) => string): Rewrite =>
  (node, args, resolution) => {
    if (args.length > 0) checkArity(node, ZERO_ARGUMENTS, name, args.length);
    const given = [stringLiteral(value(resolution))];
    return resolveFunction(renamed(node, name, given), given, undefined, [], resolution, (body) => body);
  };
const ZERO_ARGUMENTS = { overloads: [{ args: [] }] } as unknown as FunctionDeclaration;

/** The message says what was not true. */
const assertTrue: Rewrite = (node, args) =>
  args.length === 1
    ? renamed(node, 'assert_true', [...args, stringLiteral(`'${prettySql(args[0] as Expression)}' is not true!`)])
    : undefined;

/** A condition's name with parameters is for the DataFrame API only. */
const raiseError: Rewrite = (node, args) => {
  if (!node.builtin && args.length !== 1) checkArity(node, ONE_ARGUMENT, 'raise_error', args.length);
  return undefined;
};
const ONE_ARGUMENT = { overloads: [{ args: [STRING] }] } as unknown as FunctionDeclaration;

/** The arrays' names become the fields' names. */
const arraysZip: Rewrite = (node, args, resolution) => {
  const plain = args.map((argument) => (argument.kind === 'alias' ? argument.child : argument));
  const resolved = resolveFunction(node, plain, undefined, [], resolution, (body) => body);
  if (resolved.kind !== 'call' || resolved.type.kind !== 'array' || resolved.type.element.kind !== 'struct')
    return resolved;
  const { element } = resolved.type;
  const fields = element.fields.map((f, i) => {
    const name = fieldName(args[i] as Expression, i);
    return name === `col${i + 1}` ? f : { ...f, name };
  });
  return { ...resolved, type: { ...resolved.type, element: { ...element, fields } } };
};

/** A NULL of the type takes the place of the schema's text. */
const fromJson: Rewrite = (node, args, resolution) => {
  const [text, schema, ...options] = args;
  if (text === undefined || schema === undefined) return undefined;
  const written = isFoldable(schema) ? resolution.context.evaluate(schema) : null;
  if (typeof written !== 'string') {
    raise('INVALID_SCHEMA.NON_STRING_LITERAL', { inputSchema: quotedSql(schema) }, { context: node.context });
  }
  const type = (resolution.context.parseSchema ?? internal('schemas are read by the session'))(written);
  const given = [text, literal(null, allNullable(type)), ...options];
  return resolveFunction(node, given, undefined, [], resolution, (body) => body);
};

const timeBucket: Rewrite = (node, args, resolution) => {
  const given = timeBucketArguments(node, args, resolution);
  return given && resolveFunction(node, given, undefined, [], resolution, (body) => body);
};

const user = (resolution: Resolution): string => resolution.context.user;
const database = (resolution: Resolution): string => resolution.context.currentDatabase;
const catalog = (resolution: Resolution): string => resolution.context.currentCatalog;

/** `functions.years` and its kin say how a new table is partitioned; they compute nothing. */
const partitionTransform: Rewrite = (node, args) =>
  node.builtin
    ? raise('PARTITION_TRANSFORM_EXPRESSION_NOT_IN_PARTITIONED_BY', {
        expression: `"${prettySql({ ...node, args })}"`,
      })
    : undefined;

const SPECIAL: ReadonlyMap<string, Rewrite> = new Map<string, Rewrite>([
  ['<>', different],
  ['!=', different],
  ['struct', struct],
  ['||', (node, args) => renamed(node, 'concat', args)],
  ['between', between],
  ['grouping', grouping],
  ['grouping_id', groupingId],
  ['assert_true', assertTrue],
  ['raise_error', raiseError],
  ['arrays_zip', arraysZip],
  ['from_json', fromJson],
  ['time_bucket', timeBucket],
  ['input_file_name', inputFile],
  ['input_file_block_start', inputFile],
  ['input_file_block_length', inputFile],
  ['to_char', writtenBy],
  ['to_varchar', writtenBy],
  ['to_number', readBy],
  ['try_to_number', readBy],
  ['current_user', ofSession('current_user', user)],
  ['user', ofSession('user', user)],
  ['session_user', ofSession('session_user', user)],
  ['current_database', ofSession('current_database', database)],
  ['current_schema', ofSession('current_schema', database)],
  ['current_catalog', ofSession('current_catalog', catalog)],
  ...['years', 'months', 'days', 'hours', 'bucket'].map((name): [string, Rewrite] => [name, partitionTransform]),
  ...CASTS.map(([name, type]): [string, Rewrite] => [name, castTo(type)]),
]);

/** The name stays until the generator has its node. */
const outerGenerator: Rewrite = (node, args, resolution) => {
  const name = node.name.at(-1)?.toLowerCase() ?? '';
  const inner = renamed(node, innerGenerator(name), args);
  const resolved = resolveFunction(inner, args, undefined, [], resolution, (body) => body);
  return resolved.kind === 'call' ? { ...resolved, fn: name } : resolved;
};

export function specialFunction(name: string): Rewrite | undefined {
  const isOuter = name.endsWith('_outer') && findFunction(innerGenerator(name))?.kind === 'generator';
  return isOuter && findFunction(name) === undefined ? outerGenerator : SPECIAL.get(name);
}
