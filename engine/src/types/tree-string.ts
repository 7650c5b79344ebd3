/** A schema as `printSchema` shows it. */
import { type DataType, type StructField, type StructType, simpleString } from './data-type.ts';

/** `depth` is how many levels are shown; all of them when it is not positive. */
export function treeString(schema: StructType, depth = 0): string {
  const lines = ['root'];
  const levels = depth > 0 ? depth : Number.POSITIVE_INFINITY;
  for (const field of schema.fields) addField(lines, field, ' |', levels);
  return `${lines.join('\n')}\n`;
}

function addField(lines: string[], field: StructField, prefix: string, levels: number): void {
  if (levels <= 0) return;
  lines.push(`${prefix}-- ${escaped(field.name)}: ${typeName(field.type)} (nullable = ${field.nullable})`);
  addInside(lines, field.type, `${prefix}    |`, levels - 1);
}

function addInside(lines: string[], type: DataType, prefix: string, levels: number): void {
  if (levels <= 0) return;
  const inner = `${prefix}    |`;
  switch (type.kind) {
    case 'struct':
      for (const field of type.fields) addField(lines, field, prefix, levels);
      break;
    case 'array':
      lines.push(`${prefix}-- element: ${typeName(type.element)} (containsNull = ${type.containsNull})`);
      addInside(lines, type.element, inner, levels - 1);
      break;
    case 'map':
      lines.push(`${prefix}-- key: ${typeName(type.key)}`);
      addInside(lines, type.key, inner, levels - 1);
      lines.push(`${prefix}-- value: ${typeName(type.value)} (valueContainsNull = ${type.valueContainsNull})`);
      addInside(lines, type.value, inner, levels - 1);
      break;
    default:
      break;
  }
}

/** The type's name in schemas: `integer` rather than `int`, and only the outermost name of nested types. */
export function typeName(type: DataType): string {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'array':
    case 'map':
    case 'struct':
      return type.kind;
    case 'udt':
      return userTypeName(type.jvmClass);
    default:
      return simpleString(type);
  }
}

/** Spark takes the class's simple name without its ending: `VectorUDT` is `vector`. */
function userTypeName(jvmClass: string | undefined): string {
  if (jvmClass === undefined) return 'pythonuserdefined';
  const simple = jvmClass.slice(Math.max(jvmClass.lastIndexOf('.'), jvmClass.lastIndexOf('$')) + 1);
  return simple.replace(/Type$/, '').replace(/UDT$/, '').toLowerCase();
}

const META: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\b', '\\b'],
  ['\u000b', '\\v'],
  ['\u0007', '\\a'],
]);

const escaped = (name: string): string =>
  [...name].some((c) => META.has(c)) ? [...name].map((c) => META.get(c) ?? c).join('') : name;
