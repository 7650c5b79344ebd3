/** Types whose parts may all be NULL, as values read from outside have them. */
import { array, type DataType, field, map, struct } from './data-type.ts';

export function allNullable(type: DataType): DataType {
  switch (type.kind) {
    case 'array':
      return array(allNullable(type.element));
    case 'map':
      return map(allNullable(type.key), allNullable(type.value));
    case 'struct':
      return struct(type.fields.map((f) => field(f.name, allNullable(f.type), true, f.metadata)));
    default:
      return type;
  }
}
