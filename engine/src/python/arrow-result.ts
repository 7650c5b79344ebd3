/** Checks that the columns a Python function gave are of the types it was declared with. */
import { raise } from '../errors/raise.ts';
import { evalTypeName } from '../tree/eval-type.ts';
import { type DataType, sameType, simpleString, struct } from '../types/data-type.ts';
import { type ArrowField, sparkType } from './arrow-schema.ts';

export type SchemaCheck = (fields: readonly ArrowField[]) => void;

/** Rows whose columns go by position may call them what they like. */
export function checkResultTypes(evalType: number, expected: readonly DataType[], byPosition = false): SchemaCheck {
  const wanted = expected.map(physical);
  const compared = byPosition ? numbered : (type: DataType) => type;
  return (fields) => {
    const actual = fields.map((f) => physical(sparkType(f)));
    if (
      actual.length === wanted.length &&
      actual.every((type, i) => sameType(compared(type), compared(wanted[i] as DataType)))
    ) {
      return;
    }
    raise('ARROW_TYPE_MISMATCH', {
      operation: evalTypeName(evalType),
      outputTypes: `[${wanted.map(simpleString).join(', ')}]`,
      actualDataTypes: `[${actual.map(simpleString).join(', ')}]`,
    });
  };
}

const numbered = (type: DataType): DataType =>
  type.kind === 'struct' ? struct(type.fields.map((f, i) => ({ ...f, name: String(i) }))) : type;

/** What Arrow keeps of a type. */
function physical(type: DataType): DataType {
  switch (type.kind) {
    case 'udt':
      return physical(type.sqlType);
    case 'string':
    case 'char':
    case 'varchar':
      return { kind: 'string', collation: 'UTF8_BINARY' };
    case 'time':
      return { kind: 'time', precision: 6 };
    case 'daytime':
      return { kind: 'daytime', start: 0, end: 3 };
    case 'yearmonth':
      return { kind: 'yearmonth', start: 0, end: 1 };
    case 'array':
      return { ...type, element: physical(type.element) };
    case 'map':
      return { ...type, key: physical(type.key), value: physical(type.value) };
    case 'struct':
      return struct(type.fields.map((f) => ({ ...f, type: physical(f.type) })));
    default:
      return type;
  }
}
