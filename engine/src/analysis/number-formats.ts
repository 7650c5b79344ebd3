/** `to_char` and `to_number`: their format is checked here, and other values than numbers go to other functions. */
import { raise } from '../errors/raise.ts';
import { parseNumberFormat } from '../functions/impl/number-text-format.ts';
import { literal, stringLiteral } from '../tree/build.ts';
import type { Expression, UnresolvedFunction } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { quoteIdentifier, STRING } from '../types/data-type.ts';
import { isFoldable } from './foldable.ts';
import type { Resolution } from './resolution.ts';
import { notFoldable } from './type-errors.ts';

/** A call given back is resolved again; undefined leaves the call as it is. */
type Rewritten = Expression | undefined;

const called = (node: UnresolvedFunction, name: string, args: readonly Expression[]): UnresolvedFunction => ({
  ...node,
  name: [name],
  args,
});

/** A datetime is written by a pattern, bytes by a format's function, numbers by their format. */
export function writtenBy(node: UnresolvedFunction, args: readonly Expression[], resolution: Resolution): Rewritten {
  const [value, format] = args;
  if (value === undefined || format === undefined || args.length !== 2) return undefined;
  switch (typeOf(value).kind) {
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamp_ntz':
      return called(node, 'date_format', args);
    case 'binary':
      return writtenBytes({ ...node, args }, value, format, resolution);
    default:
      return readBy(node, args, resolution);
  }
}

function writtenBytes(
  node: UnresolvedFunction,
  value: Expression,
  format: Expression,
  resolution: Resolution,
): Expression {
  if (!isFoldable(format)) return notFoldable(node, format, 'format');
  const written = resolution.context.evaluate(format);
  if (written === null) return literal(null, STRING);
  switch (String(written).toLowerCase()) {
    case 'base64':
      return called(node, 'base64', [value]);
    case 'hex':
      return called(node, 'hex', [value]);
    case 'utf-8':
      return called(node, 'decode', [value, stringLiteral('UTF-8')]);
    default:
      return raise(
        'INVALID_PARAMETER_VALUE.BINARY_FORMAT',
        {
          parameter: '`format`',
          functionName: quoteIdentifier(node.name.at(-1) ?? ''),
          invalidFormat: `'${written}'`,
        },
        { context: node.context },
      );
  }
}

export function readBy(node: UnresolvedFunction, args: readonly Expression[], resolution: Resolution): Rewritten {
  const format = args[1];
  if (format === undefined || args.length !== 2) return undefined;
  // The name is Spark's slip: it names the expression's class.
  if (!isFoldable(format)) return notFoldable({ ...node, args }, format, 'attributereference');
  const written = resolution.context.evaluate(format);
  const parsed = typeof written === 'string' ? parseNumberFormat(written) : undefined;
  if (parsed === undefined || !('fault' in parsed)) return undefined;
  const text = `'${String(written).toUpperCase()}'`;
  const where = { context: node.context };
  return 'token' in parsed
    ? raise(`INVALID_FORMAT.${parsed.fault}`, { token: parsed.token, format: text }, where)
    : raise(`INVALID_FORMAT.${parsed.fault}`, { format: text }, where);
}
