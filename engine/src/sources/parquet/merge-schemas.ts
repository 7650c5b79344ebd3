/** One schema of two files': columns of both, types only widened where Spark widens them. */
import { raise } from '../../errors/raise.ts';
import { array, type DataType, decimal, map, type StructType, sqlName, struct } from '../../types/data-type.ts';
import type { Names } from './column-names.ts';

export function mergeSchemas(left: StructType, right: StructType, names: Names): StructType {
  return (
    mergedStruct(left, right, names) ??
    raise('CANNOT_MERGE_SCHEMAS', { left: `"${sqlName(left)}"`, right: `"${sqlName(right)}"` })
  );
}

/** Undefined where the two have nothing in common. */
function merged(a: DataType, b: DataType, names: Names): DataType | undefined {
  if (a.kind === 'struct' && b.kind === 'struct') return mergedStruct(a, b, names);
  if (a.kind === 'array' && b.kind === 'array') {
    const element = merged(a.element, b.element, names);
    return element && array(element, a.containsNull || b.containsNull);
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const [key, value] = [merged(a.key, b.key, names), merged(a.value, b.value, names)];
    return key && value && map(key, value, a.valueContainsNull || b.valueContainsNull);
  }
  if (a.kind === 'decimal' && b.kind === 'decimal')
    return a.scale === b.scale ? decimal(Math.max(a.precision, b.precision), a.scale) : undefined;
  return sqlName(a) === sqlName(b) ? a : undefined;
}

function mergedStruct(left: StructType, right: StructType, names: Names): StructType | undefined {
  const fields = [...left.fields];
  for (const field of right.fields) {
    const at = fields.findIndex((f) => names.same(f.name, field.name));
    const own = fields[at];
    if (own === undefined) {
      fields.push({ ...field, nullable: true });
      continue;
    }
    const type = merged(own.type, field.type, names);
    if (type === undefined) return undefined;
    fields[at] = { ...own, type, nullable: own.nullable || field.nullable };
  }
  return struct(fields);
}
