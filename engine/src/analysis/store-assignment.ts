/** Rows on their way into a table: which column takes which value, and with which cast. */
import { raise } from '../errors/raise.ts';
import { alias, call, intLiteral, stringLiteral } from '../tree/build.ts';
import type { Expression } from '../tree/expression.ts';
import { type DataType, quoteIdentifier, STRING, type StructField, sameType, sqlName } from '../types/data-type.ts';
import { canCast } from './coercion/cast-rules.ts';
import { isText } from './coercion/common-type.ts';
import { isNumeric } from './coercion/decimal-rules.ts';

export type AssignmentPolicy = 'ANSI' | 'STRICT' | 'LEGACY';

export interface Assignment {
  readonly policy: AssignmentPolicy;
  /** As errors print it. */
  readonly table: string;
}

/** `value` as the table's column stores it. */
export function assigned(value: Expression, from: DataType, column: StructField, assignment: Assignment): Expression {
  const declared = declaredType(column);
  const to = plainText(declared);
  if (!assignable(from, to, assignment.policy)) {
    raise('INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST', {
      tableName: assignment.table,
      colName: quoteIdentifier(column.name),
      srcType: `"${sqlName(from)}"`,
      targetType: `"${sqlName(declared)}"`,
    });
  }
  const cast: Expression = sameType(from, to)
    ? value
    : {
        kind: 'cast',
        child: value,
        to,
        mode: assignment.policy === 'LEGACY' ? 'legacy' : 'ansi',
        implicit: true,
      };
  return alias(limited(cast, declared), column.name);
}

/** Text columns with a length are kept as strings that remember it. */
const LENGTH_TYPE = '__CHAR_VARCHAR_TYPE_STRING';

export function withoutLength(column: StructField): StructField {
  const { type } = column;
  if (type.kind !== 'char' && type.kind !== 'varchar') return column;
  const text = `${type.kind}(${type.length})`;
  return {
    ...column,
    type: { ...STRING, collation: type.collation },
    metadata: { ...column.metadata, [LENGTH_TYPE]: text },
  };
}

/** The type the user gave the column. */
export function declaredType({ type, metadata }: Pick<StructField, 'type' | 'metadata'>): DataType {
  const given = metadata[LENGTH_TYPE];
  const [, kind, length] = (typeof given === 'string' && /^(char|varchar)\((\d+)\)$/.exec(given)) || [];
  if (type.kind !== 'string' || length === undefined) return type;
  return { kind: kind as 'char' | 'varchar', length: Number(length), collation: type.collation };
}

/** Values of CHAR columns are padded when they are read, whoever wrote the files. */
export function readPadded(value: Expression, column: StructField): Expression {
  const type = declaredType(column);
  if (type.kind !== 'char') return value;
  return call('rpad', [value, intLiteral(type.length), stringLiteral(' ')]);
}

/** Longer texts are an error, unless only spaces stick out. */
function limited(value: Expression, type: DataType): Expression {
  if (type.kind !== 'char' && type.kind !== 'varchar') return value;
  const length = intLiteral(type.length);
  const fits = (text: Expression): Expression => call('<=', [call('char_length', [text]), length]);
  const padded = call('rpad', [value, length, stringLiteral(' ')]);
  const parameters = call('map', [stringLiteral('limit'), stringLiteral(String(type.length))]);
  return {
    kind: 'case',
    whens: [fits(value), fits(call('rtrim', [value])), call('isnull', [value])],
    thens: [type.kind === 'char' ? padded : value, padded, value],
    otherwise: {
      kind: 'cast',
      child: call('raise_error', [stringLiteral('EXCEED_LIMIT_LENGTH'), parameters]),
      to: STRING,
      mode: 'ansi',
      implicit: true,
    },
  };
}

const plainText = (type: DataType): DataType =>
  type.kind === 'char' || type.kind === 'varchar' ? { ...STRING, collation: type.collation } : type;

function assignable(from: DataType, to: DataType, policy: AssignmentPolicy): boolean {
  switch (policy) {
    case 'LEGACY':
      return canCast(from, to, 'legacy');
    case 'ANSI':
      return ansiAssignable(from, to);
    case 'STRICT':
      return from.kind === 'void' || upCast(from, to);
  }
}

const DATETIMES: ReadonlySet<DataType['kind']> = new Set(['date', 'timestamp', 'timestamp_ntz']);

/** What ANSI SQL calls store assignment: numbers to numbers, anything plain to text, text to nothing else. */
function ansiAssignable(from: DataType, to: DataType): boolean {
  if (from.kind === 'void' || sameType(from, to)) return true;
  if (isNumeric(from) && isNumeric(to)) return true;
  if (DATETIMES.has(from.kind) && DATETIMES.has(to.kind)) return true;
  if (isText(to)) return !['array', 'map', 'struct', 'variant', 'geometry', 'geography'].includes(from.kind);
  switch (from.kind) {
    case 'daytime':
    case 'yearmonth':
    case 'time':
      return from.kind === to.kind;
    case 'array':
      return to.kind === 'array' && nested(from.element, from.containsNull, to.element, to.containsNull);
    case 'map':
      return (
        to.kind === 'map' &&
        ansiAssignable(from.key, to.key) &&
        nested(from.value, from.valueContainsNull, to.value, to.valueContainsNull)
      );
    case 'struct':
      return (
        to.kind === 'struct' &&
        from.fields.length === to.fields.length &&
        from.fields.every((f, i) => {
          const target = to.fields[i] as StructField;
          return nested(f.type, f.nullable, target.type, target.nullable);
        })
      );
    case 'udt':
      return ansiAssignable(from.sqlType, to);
    default:
      return false;
  }
}

const nested = (from: DataType, fromNull: boolean, to: DataType, toNull: boolean): boolean =>
  (toNull || !fromNull) && ansiAssignable(from, to);

const WIDTH: Readonly<Record<string, number>> = { byte: 1, short: 2, integer: 3, long: 4, float: 5, double: 6 };

/** Casts that lose nothing. */
export function upCast(from: DataType, to: DataType): boolean {
  if (sameType(from, to)) return true;
  if (isText(to)) return !['array', 'map', 'struct'].includes(from.kind);
  const [a, b] = [WIDTH[from.kind], WIDTH[to.kind]];
  if (a !== undefined && b !== undefined) return a <= b;
  if (from.kind === 'decimal' && to.kind === 'decimal')
    return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale;
  return from.kind === 'date' && (to.kind === 'timestamp' || to.kind === 'timestamp_ntz');
}
