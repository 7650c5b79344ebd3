/** `child.name`: a field of a struct, or of each struct in an array. */
import type { QueryContext } from '../errors/query-context.ts';
import { raise } from '../errors/raise.ts';
import { call } from '../tree/build.ts';
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { quoteIdentifier, type StructType, sqlName } from '../types/data-type.ts';
import { quotedSql } from './naming.ts';

/** A map's value comes back as a call still to be resolved. */
export function extractField(
  child: Expression,
  name: string,
  caseSensitive: boolean,
  context: QueryContext | undefined,
): Expression {
  const type = typeOf(child);
  const holder = type.kind === 'array' ? type.element : type;
  if (holder.kind === 'struct') {
    const ordinal = ordinalOf(holder, name, caseSensitive, context);
    return { kind: 'get-field', child, ordinal, name, ...(context === undefined ? {} : { context }) };
  }
  if (type.kind === 'map') {
    return call(
      '[]',
      [child, { kind: 'literal', type: { kind: 'string', collation: 'UTF8_BINARY' }, value: name }],
      context,
    );
  }
  return raise(
    'INVALID_EXTRACT_BASE_FIELD_TYPE',
    { base: quotedSql(child), other: `"${sqlName(type)}"` },
    { context: context ?? child.context },
  );
}

function ordinalOf(type: StructType, name: string, caseSensitive: boolean, context: QueryContext | undefined): number {
  const matches = (candidate: string): boolean =>
    candidate === name || (!caseSensitive && candidate.toLowerCase() === name.toLowerCase());
  const ordinal = type.fields.findIndex((f) => matches(f.name));
  if (ordinal < 0) {
    const fields = type.fields.map((f) => quoteIdentifier(f.name)).join(', ');
    raise('FIELD_NOT_FOUND', { fieldName: quoteIdentifier(name), fields }, { context });
  }
  const count = type.fields.filter((f) => matches(f.name)).length;
  if (count > 1)
    raise('AMBIGUOUS_REFERENCE_TO_FIELDS', { field: quoteIdentifier(name), count: String(count) }, { context });
  return ordinal;
}
