/** How `show` writes a value: as a cast to STRING does, but NULL in capitals and binary in hexadecimal, at any depth. */
import { castFunction } from '../codegen/cast/cast-function.ts';
import { type DataType, STRING } from '../types/data-type.ts';
import type { MapValue, Value } from '../types/value.ts';

export function prettyText(value: Value, type: DataType, timeZone: string): string {
  if (value === null) return 'NULL';
  const inner = (item: Value, itemType: DataType): string => prettyText(item, itemType, timeZone);
  switch (type.kind) {
    case 'array':
      return `[${(value as readonly Value[]).map((item) => inner(item, type.element)).join(', ')}]`;
    case 'map': {
      const { keys, values } = value as MapValue;
      return `{${keys.map((key, i) => `${inner(key, type.key)} -> ${inner(values[i] as Value, type.value)}`).join(', ')}}`;
    }
    case 'struct':
      return `{${(value as readonly Value[]).map((item, i) => inner(item, (type.fields[i] as { type: DataType }).type)).join(', ')}}`;
    case 'udt':
      return inner(value, type.sqlType);
    case 'binary':
      return `[${Array.from(value as Uint8Array, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')}]`;
    default:
      return castFunction(type, STRING, { mode: 'ansi', timeZone, context: undefined })(value as never) as string;
  }
}
