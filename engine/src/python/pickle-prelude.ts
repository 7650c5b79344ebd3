/** What all rows of a pickle share, written and memoised in front of them: the ways to build a row, classes, names. */
import type { DataType, StructType } from '../types/data-type.ts';
import { typeJsonText } from '../types/type-json.ts';
import { PickleBuffer } from './pickle-buffer.ts';

export const OP = {
  mark: 0x28,
  tuple: 0x74,
  tuple1: 0x85,
  tuple2: 0x86,
  tuple3: 0x87,
  reduce: 0x52,
  none: 0x4e,
  yes: 0x88,
  no: 0x89,
  pop: 0x30,
  memoize: 0x94,
  emptyList: 0x5d,
  appends: 0x65,
  emptyDict: 0x7d,
  setItems: 0x75,
  stop: 0x2e,
} as const;

/** How a row is made of its values: what comes before its tuple, and what after. */
export interface RowForm {
  begin(out: PickleBuffer): void;
  end(out: PickleBuffer): void;
}

export const TUPLE: RowForm = { begin: () => {}, end: () => {} };

/** Whether the client takes a value as it is: `needConversion` of its types. */
export function isDirect(type: DataType): boolean {
  switch (type.kind) {
    case 'date':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
    case 'yearmonth':
    case 'struct':
    case 'variant':
    case 'udt':
    case 'geometry':
    case 'geography':
    case 'interval':
      return false;
    case 'array':
      return isDirect(type.element);
    case 'map':
      return isDirect(type.key) && isDirect(type.value);
    default:
      return true;
  }
}

/** What all rows of a pickle share, memoised in front of them: row converters and classes. */
export class Prelude {
  readonly #out = new PickleBuffer(1024);
  #memo = 0;
  readonly #known = new Map<string, number>();

  constructor() {
    this.#out.op(0x80);
    this.#out.op(5);
  }

  finish(): Uint8Array {
    return this.#out.bytes.slice(0, this.#out.at);
  }

  /** Rows of values in internal form, which the client's own types convert. */
  convertedRow(schema: StructType): RowForm {
    const memo = this.#converter(schema);
    return { begin: (out) => out.get(memo), end: (out) => out.op(OP.reduce) };
  }

  /**
   * Rows of direct values, as `Row(…)` with `__fields__` would make them, but without running Python code: half the
   * time of the client's converter.
   */
  directRow(schema: StructType): RowForm {
    const create = this.#global('builtins', 'tuple.__new__');
    const rowClass = this.#global('pyspark.sql.types', 'Row');
    const assign = this.#global('builtins', 'object.__setattr__');
    const attribute = this.text('__fields__');
    const names = this.#shared('names', (out) => {
      out.op(OP.emptyList);
      out.op(OP.mark);
      for (const { name } of schema.fields) out.string(name);
      out.op(OP.appends);
    });
    const row = this.#shared('row', (out) => out.op(OP.none));
    return {
      begin(out) {
        out.get(create);
        out.get(rowClass);
      },
      end(out) {
        out.op(OP.tuple2);
        out.op(OP.reduce);
        out.put(row);
        for (const memo of [assign, row, attribute, names]) out.get(memo);
        out.op(OP.tuple3);
        out.op(OP.reduce);
        out.op(OP.pop);
      },
    };
  }

  #converter(schema: StructType): number {
    const json = typeJsonText(schema);
    return this.#shared(json, (out) => {
      out.global('pyspark.sql.types', '_create_row_inbound_converter');
      out.global('pyspark.sql.types', '_parse_datatype_json_string');
      out.string(json);
      out.op(OP.tuple1);
      out.op(OP.reduce);
      out.op(OP.tuple1);
      out.op(OP.reduce);
    });
  }

  decimalClass(): number {
    return this.#global('decimal', 'Decimal');
  }

  text(value: string): number {
    return this.#shared(`text ${value}`, (out) => out.string(value));
  }

  #global(module: string, name: string): number {
    return this.#shared(`${module}.${name}`, (out) => out.global(module, name));
  }

  #shared(key: string, write: (out: PickleBuffer) => void): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    write(this.#out);
    this.#out.op(OP.memoize);
    this.#out.op(OP.pop);
    this.#known.set(key, this.#memo);
    return this.#memo++;
  }
}
