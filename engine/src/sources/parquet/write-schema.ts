/** The Parquet schema Spark writes for its types, and the tree that takes rows apart into leaf columns. */
import { raise } from '../../errors/raise.ts';
import { type DataType, type StructType, simpleString } from '../../types/data-type.ts';
import { LeafColumn } from './leaf-column.ts';
import type { PhysicalType } from './physical-type.ts';
import type { Fields } from './thrift.ts';

/** `def` and `rep`: levels of a value that is present here. */
export type ShredNode =
  | { readonly kind: 'leaf'; readonly def: number; readonly leaf: LeafColumn }
  | {
      readonly kind: 'struct';
      readonly def: number;
      readonly children: readonly ShredNode[];
      readonly leaves: readonly LeafColumn[];
    }
  | {
      readonly kind: 'list';
      readonly def: number;
      readonly rep: number;
      readonly element: ShredNode;
      readonly leaves: readonly LeafColumn[];
    };

export interface WriteSchema {
  readonly elements: readonly Fields[];
  readonly columns: readonly ShredNode[];
  readonly leaves: readonly LeafColumn[];
}

const OPTIONAL = 1;
const REPEATED = 2;
const REQUIRED = 0;

export interface WriteLayout {
  /** How TIMESTAMP is stored, by the names of `spark.sql.parquet.outputTimestampType`. */
  readonly instants: string;
  /** As Spark 1.4 and Hive have lists, maps and decimals. */
  readonly legacy: boolean;
}

export function writeSchema(schema: StructType, layout: WriteLayout): WriteSchema {
  const builder = new SchemaBuilder(layout);
  builder.elements.push({ 4: { text: 'spark_schema' }, 5: { i32: schema.fields.length } });
  const columns = schema.fields.map((f) => builder.add(f.name, f.type, OPTIONAL, [], 0, 0));
  return { elements: builder.elements, columns, leaves: builder.leaves };
}

class SchemaBuilder {
  readonly elements: Fields[] = [];
  readonly leaves: LeafColumn[] = [];
  readonly #layout: WriteLayout;

  constructor(layout: WriteLayout) {
    this.#layout = layout;
  }

  /** `def` and `rep` are those of the parent. */
  add(
    name: string,
    type: DataType,
    repetition: 0 | 1,
    parents: readonly string[],
    def: number,
    rep: number,
  ): ShredNode {
    const own = def + repetition;
    const path = [...parents, name];
    const first = this.leaves.length;
    switch (type.kind) {
      case 'array': {
        this.#group(name, repetition, 1, LIST);
        const [list, item] = this.#layout.legacy ? ['bag', 'array'] : ['list', 'element'];
        this.#group(list, REPEATED, 1, undefined);
        const element = this.add(item, type.element, OPTIONAL, [...path, list], own + 1, rep + 1);
        return { kind: 'list', def: own, rep: rep + 1, element, leaves: this.leaves.slice(first) };
      }
      case 'map': {
        this.#group(name, repetition, 1, MAP);
        this.#group('key_value', REPEATED, 2, this.#layout.legacy ? MAP_KEY_VALUE : undefined);
        const inner = [...path, 'key_value'];
        const key = this.add('key', type.key, REQUIRED, inner, own + 1, rep + 1);
        const value = this.add('value', type.value, OPTIONAL, inner, own + 1, rep + 1);
        const leaves = this.leaves.slice(first);
        return {
          kind: 'list',
          def: own,
          rep: rep + 1,
          element: { kind: 'struct', def: own + 1, children: [key, value], leaves },
          leaves,
        };
      }
      case 'struct': {
        if (type.fields.length === 0) raise('EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE', { format: 'Parquet' });
        this.#group(name, repetition, type.fields.length, undefined);
        const children = type.fields.map((f) => this.add(f.name, f.type, OPTIONAL, path, own, rep));
        return { kind: 'struct', def: own, children, leaves: this.leaves.slice(first) };
      }
      case 'udt':
        return this.add(name, type.sqlType, repetition, parents, def, rep);
      default: {
        const { physical, annotation } = leafType(name, type, this.#layout);
        const length = physical.kind === 'fixed' ? { i32: physical.length } : undefined;
        this.elements.push({
          1: { i32: physical.code },
          2: length,
          3: { i32: repetition },
          4: { text: name },
          ...annotation,
        });
        const leaf = new LeafColumn(path, physical, own, rep);
        this.leaves.push(leaf);
        return { kind: 'leaf', def: own, leaf };
      }
    }
  }

  #group(name: string, repetition: number, children: number, annotation: Fields | undefined): void {
    this.elements.push({ 3: { i32: repetition }, 4: { text: name }, 5: { i32: children }, ...annotation });
  }
}

const logical = (field: number, inner: Fields = {}): Fields => ({ 10: { struct: { [field]: { struct: inner } } } });
const LIST: Fields = { 6: { i32: 3 }, ...logical(3) };
const MAP: Fields = { 6: { i32: 1 }, ...logical(2) };
const MAP_KEY_VALUE: Fields = { 6: { i32: 2 } };

function leafType(
  name: string,
  type: DataType,
  { instants, legacy }: WriteLayout,
): { physical: PhysicalType; annotation: Fields } {
  const plain = (kind: Exclude<PhysicalType['kind'], 'fixed'>, code: number, annotation: Fields = {}) => ({
    physical: { kind, code },
    annotation,
  });
  const instant = (utc: boolean, unit: 1 | 2): Fields =>
    logical(8, { 1: { bool: utc }, 2: { struct: { [unit]: { struct: {} } } } });
  switch (type.kind) {
    case 'void':
      return plain('boolean', 0, logical(11));
    case 'boolean':
      return plain('boolean', 0);
    case 'byte':
      return plain('int32', 1, { 6: { i32: 15 } });
    case 'short':
      return plain('int32', 1, { 6: { i32: 16 } });
    case 'integer':
    case 'yearmonth':
      return plain('int32', 1);
    case 'date':
      return plain('int32', 1, { 6: { i32: 6 }, ...logical(6) });
    case 'long':
    case 'daytime':
      return plain('int64', 2);
    case 'timestamp':
      if (instants === 'TIMESTAMP_MICROS') return plain('int64', 2, { 6: { i32: 10 }, ...instant(true, 2) });
      if (instants === 'TIMESTAMP_MILLIS') return plain('coarse', 2, { 6: { i32: 9 }, ...instant(true, 1) });
      return plain('int96', 3);
    case 'timestamp_ntz':
      return plain('int64', 2, instant(false, 2));
    case 'float':
      return plain('float', 4);
    case 'double':
      return plain('double', 5);
    case 'string':
    case 'char':
    case 'varchar':
      return plain('bytes', 6, { 6: { i32: 0 }, ...logical(1) });
    case 'binary':
      return plain('bytes', 6);
    case 'decimal': {
      const { precision, scale } = type;
      const annotation: Fields = {
        6: { i32: 5 },
        7: { i32: scale },
        8: { i32: precision },
        ...logical(5, { 1: { i32: scale }, 2: { i32: precision } }),
      };
      if (precision <= 9 && !legacy) return plain('int32', 1, annotation);
      if (precision <= 18 && !legacy) return plain('int64', 2, annotation);
      return { physical: { kind: 'fixed', code: 7, length: decimalBytes(precision) }, annotation };
    }
    case 'time':
      return plain('coarse', 2, logical(7, { 1: { bool: false }, 2: { struct: { 2: { struct: {} } } } }));
    default:
      return raise('UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE', {
        format: 'Parquet',
        columnName: `\`${name}\``,
        columnType: `"${simpleString(type).toUpperCase()}"`,
      });
  }
}

/** Fewest bytes whose two's complement holds every value of the precision. */
function decimalBytes(precision: number): number {
  return Math.ceil((Math.log2(10) * precision + 1) / 8);
}
