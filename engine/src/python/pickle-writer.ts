/**
 * Columns as the pickles PySpark expects: rows for results, plain tuples in internal form for the arguments of
 * functions. Written straight from the vectors.
 */
import { isUtf8 } from 'node:buffer';
import { unreachable } from '../errors/internal.ts';
import { raise } from '../errors/raise.ts';
import { type DataType, type StructType, simpleString, struct } from '../types/data-type.ts';
import { decimalText } from '../types/decimal.ts';
import {
  type Batch,
  type BytesVector,
  type FixedVector,
  isValid,
  type ListVector,
  type StructVector,
  type Vector,
  type WideVector,
} from '../types/vector.ts';
import { stringAt, wideAt } from '../types/vector-reader.ts';
import { PickleBuffer } from './pickle-buffer.ts';
import { isDirect, OP, Prelude, type RowForm, TUPLE } from './pickle-prelude.ts';

export interface PickleOptions {
  /** `row`: rows of the schema (collect, df.rdd); `tuple`: plain tuples (arguments of functions). */
  readonly form: 'row' | 'tuple';
  /** `spark.sql.execution.pyspark.binaryAsBytes`: bytes, else bytearray. */
  readonly binaryAsBytes: boolean;
}

/** A pickle grows to about this size before the next one starts; Spark's batches settle at the same. */
const TARGET_BYTES = 1 << 20;

type Writer = (out: PickleBuffer, vector: Vector, row: number) => void;

export class BatchPickler {
  readonly #fields: readonly Writer[];
  readonly #header: Uint8Array;
  readonly #row: RowForm;

  constructor(schema: StructType, options: PickleOptions) {
    const prelude = new Prelude();
    const direct = options.form === 'row' && schema.fields.every((f) => isDirect(f.type));
    if (options.form === 'tuple') this.#row = TUPLE;
    else this.#row = direct ? prelude.directRow(schema) : prelude.convertedRow(schema);
    this.#fields = schema.fields.map((f) => writerOf(f.type, options, prelude));
    this.#header = prelude.finish();
  }

  /** The batch's rows as pickles, each a tuple of rows and each with its length in front (4 bytes, big-endian). */
  *frames(batch: Batch, maxRows = Number.POSITIVE_INFINITY): Iterable<Uint8Array> {
    const { columns } = batch;
    let row = 0;
    while (row < batch.length) {
      const out = new PickleBuffer(
        Math.min(TARGET_BYTES + 65536, 1024 + (batch.length - row) * 16 * (columns.length + 1)),
      );
      out.at = 4;
      out.reserve(this.#header.length);
      out.bytes.set(this.#header, 4);
      out.at += this.#header.length;
      out.op(OP.mark);
      const end = Math.min(batch.length, row + maxRows);
      while (row < end && out.at < TARGET_BYTES) this.#write(out, columns, row++);
      out.op(OP.tuple);
      out.op(OP.stop);
      out.view.setInt32(0, out.at - 4, false);
      yield out.bytes.subarray(0, out.at);
    }
  }

  #write(out: PickleBuffer, columns: readonly Vector[], row: number): void {
    const fields = this.#fields;
    this.#row.begin(out);
    out.op(OP.mark);
    for (let i = 0; i < fields.length; i++) fields[i]!(out, columns[i]!, row);
    out.op(OP.tuple);
    this.#row.end(out);
  }
}

function writerOf(type: DataType, options: PickleOptions, prelude: Prelude): Writer {
  const write = presentWriter(type, options, prelude);
  return (out, vector, row) => {
    if (isValid(vector, row)) write(out, vector, row);
    else out.op(OP.none);
  };
}

function presentWriter(type: DataType, options: PickleOptions, prelude: Prelude): Writer {
  switch (type.kind) {
    case 'void':
      return (out) => out.op(OP.none);
    case 'boolean':
      return (out, vector, row) => out.op((vector as FixedVector).values[row] === 1 ? OP.yes : OP.no);
    case 'byte':
    case 'short':
    case 'integer':
    case 'date':
    case 'yearmonth':
      return (out, vector, row) => out.integer((vector as FixedVector).values[row] as number);
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
      return writeLong;
    case 'float':
    case 'double':
      return (out, vector, row) => out.double((vector as FixedVector).values[row] as number);
    case 'decimal':
      return decimalWriter(type.precision, type.scale, prelude.decimalClass());
    case 'string':
    case 'char':
    case 'varchar':
      return textWriter();
    case 'binary':
      return options.binaryAsBytes ? writeBytes : writeByteArray;
    case 'array':
      return arrayWriter(writerOf(type.element, options, prelude));
    case 'map':
      return mapWriter(writerOf(type.key, options, prelude), writerOf(type.value, options, prelude));
    case 'struct':
      return rowWriter(type, options, prelude);
    case 'variant':
      return variantWriter(prelude);
    case 'udt':
      return presentWriter(type.sqlType, options, prelude);
    case 'geometry':
    case 'geography':
      return spatialWriter(prelude);
    case 'interval':
      return raise('UNSUPPORTED_DATATYPE.PYTHON', { typeName: simpleString(type) });
    default:
      return unreachable(type);
  }
}

/** A view of the same memory, kept while rows come from the same column. */
let halvesOf: BigInt64Array | undefined;
let halves: Int32Array = new Int32Array(0);

function writeLong(out: PickleBuffer, vector: Vector, row: number): void {
  const values = (vector as FixedVector).values as BigInt64Array;
  if (values !== halvesOf) {
    halvesOf = values;
    halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  }
  out.long(halves[row * 2]!, halves[row * 2 + 1]!);
}

function writeBytes(out: PickleBuffer, vector: Vector, row: number): void {
  const { data, offsets } = vector as BytesVector;
  out.binary(data, offsets[row]!, offsets[row + 1]!);
}

function writeByteArray(out: PickleBuffer, vector: Vector, row: number): void {
  const { data, offsets } = vector as BytesVector;
  out.byteArray(data, offsets[row]!, offsets[row + 1]!);
}

function decimalWriter(precision: number, scale: number, memo: number): Writer {
  const unscaled =
    precision <= 18
      ? (vector: Vector, row: number) => (vector as FixedVector).values[row] as bigint
      : (vector: Vector, row: number) => wideAt(vector as WideVector, row);
  return (out, vector, row) => {
    out.get(memo);
    out.shortAscii(decimalText(unscaled(vector, row), scale));
    out.op(OP.tuple1);
    out.op(OP.reduce);
  };
}

function arrayWriter(write: Writer): Writer {
  return (out, vector, row) => {
    const { child, offsets } = vector as ListVector;
    out.op(OP.emptyList);
    out.op(OP.mark);
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) write(out, child, i);
    out.op(OP.appends);
  };
}

function mapWriter(key: Writer, item: Writer): Writer {
  return (out, vector, row) => {
    const { child, offsets } = vector as ListVector;
    const [keys, items] = (child as StructVector).children as readonly [Vector, Vector];
    out.op(OP.emptyDict);
    out.op(OP.mark);
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) {
      key(out, keys, i);
      item(out, items, i);
    }
    out.op(OP.setItems);
  };
}

function rowWriter(type: StructType, options: PickleOptions, prelude: Prelude): Writer {
  const form = prelude.convertedRow(struct(type.fields));
  const fields = type.fields.map((f) => writerOf(f.type, options, prelude));
  return (out, vector, row) => {
    const { children } = vector as StructVector;
    form.begin(out);
    out.op(OP.mark);
    for (let i = 0; i < fields.length; i++) fields[i]!(out, children[i]!, row);
    out.op(OP.tuple);
    form.end(out);
  };
}

function variantWriter(prelude: Prelude): Writer {
  const value = prelude.text('value');
  const metadata = prelude.text('metadata');
  return (out, vector, row) => {
    const [values, metadatas] = (vector as StructVector).children as readonly [Vector, Vector];
    out.op(OP.emptyDict);
    out.op(OP.mark);
    out.get(value);
    writeByteArray(out, values, row);
    out.get(metadata);
    writeByteArray(out, metadatas, row);
    out.op(OP.setItems);
  };
}

/** The number of the reference system stands before the well-known binary. */
function spatialWriter(prelude: Prelude): Writer {
  const srid = prelude.text('srid');
  const bytes = prelude.text('bytes');
  return (out, vector, row) => {
    const { data, offsets } = vector as BytesVector;
    const from = offsets[row]!;
    out.op(OP.emptyDict);
    out.op(OP.mark);
    out.get(srid);
    out.integer(new DataView(data.buffer, data.byteOffset + from).getInt32(0, true));
    out.get(bytes);
    out.byteArray(data, from + 4, offsets[row + 1]!);
    out.op(OP.setItems);
  };
}

/** Python refuses text that is no UTF-8: such columns get replacement characters, as in Spark. Checked once a column. */
function textWriter(): Writer {
  let checked: Uint8Array | undefined;
  let clean = true;
  return (out, vector, row) => {
    const { data, offsets, length } = vector as BytesVector;
    if (data !== checked) {
      checked = data;
      clean = isUtf8(data.subarray(offsets[0], offsets[length]));
    }
    if (clean) out.text(data, offsets[row]!, offsets[row + 1]!);
    else out.string(stringAt(vector as BytesVector, row));
  };
}
