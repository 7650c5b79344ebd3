/** The type that fits a JSON text. */
import {
  array,
  BOOLEAN,
  type DataType,
  DOUBLE,
  decimal,
  field,
  LONG,
  STRING,
  sqlName,
  struct,
} from '../../types/data-type.ts';
import { type JsonTree, readJson } from './json-tree.ts';

const NOTHING: DataType = { kind: 'void' };

function typeOfTree(tree: JsonTree): DataType {
  switch (tree.kind) {
    case 'null':
      return NOTHING;
    case 'boolean':
      return BOOLEAN;
    case 'string':
      return STRING;
    case 'number': {
      if (!/^-?\d+$/.test(tree.text)) return DOUBLE;
      const value = BigInt(tree.text);
      return BigInt.asIntN(64, value) === value ? LONG : decimal(tree.text.replace('-', '').length, 0);
    }
    case 'array':
      return array(tree.items.map(typeOfTree).reduce(common, NOTHING));
    case 'object':
      return struct(
        tree.entries
          .map(([key, value]) => field(key, typeOfTree(value)))
          .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
      );
  }
}

function common(a: DataType, b: DataType): DataType {
  if (a.kind === 'void') return b;
  if (b.kind === 'void') return a;
  if (a.kind === 'struct' && b.kind === 'struct') {
    const names = [...new Set([...a.fields, ...b.fields].map((f) => f.name))].sort();
    const typeIn = (type: typeof a, name: string): DataType =>
      type.fields.find((f) => f.name === name)?.type ?? NOTHING;
    return struct(names.map((name) => field(name, common(typeIn(a, name), typeIn(b, name)))));
  }
  if (a.kind === 'array' && b.kind === 'array') return array(common(a.element, b.element));
  if (a.kind === b.kind) return a;
  const numbers = new Set(['long', 'double', 'decimal']);
  return numbers.has(a.kind) && numbers.has(b.kind) ? DOUBLE : STRING;
}

/** Parts of which nothing is known are texts. */
function settled(type: DataType): DataType {
  switch (type.kind) {
    case 'void':
      return STRING;
    case 'array':
      return array(settled(type.element));
    case 'struct':
      return struct(type.fields.map((f) => field(f.name, settled(f.type))));
    default:
      return type;
  }
}

export function schemaText(text: string): string {
  const tree = readJson(text);
  return sqlName(settled(tree === undefined ? STRING : typeOfTree(tree)));
}
