/**
 * Rows of ours as tables of DuckDB's: a table function gives them a chunk at a time, and INSERT puts them into a
 * temporary table, so that many threads can read them and they are spilled like any others.
 */
import { isUtf8 } from 'node:buffer';
import duckdb, { type Connection, type LogicalType, type Vector as NativeVector } from '@duckdb/node-bindings';
import { assert, internal } from '../errors/internal.ts';
import type { DataType } from '../types/data-type.ts';
import type { Batch, BytesVector, FixedVector, Vector, WideVector } from '../types/vector.ts';
import { duckdbType } from './duckdb-type.ts';
import { INPUT_TYPES, isInputType } from './input-types.ts';

/** The type as it lies in our columns. */
function storedType(type: DataType): LogicalType {
  assert(isInputType(type), 'the planner hands over only what has a type');
  return type.kind === 'decimal'
    ? duckdb.create_decimal_type(type.precision <= 18 ? 18 : 38, type.scale)
    : duckdb.create_logical_type(duckdb.Type[INPUT_TYPES[type.kind]]);
}

interface Pending {
  readonly types: readonly DataType[];
  readonly batches: Batch[];
  rows: number;
}

/** Rows put into a table at once. */
const MOST_PENDING = 131_072;
/** Rows of a chunk. */
const CHUNK = 2048;

/** Rows that wait for the table function, by the number it is called with. */
const waiting = new Map<number, Pending>();
let last = 0;

/** To be called once for each instance. */
export function registerInputs(connection: Connection): void {
  const made = duckdb.create_table_function();
  duckdb.table_function_set_name(made, 'rows_of_ours');
  duckdb.table_function_add_parameter(made, duckdb.create_logical_type(duckdb.Type.BIGINT));
  duckdb.table_function_set_bind(made, (info) => {
    const key = Number(duckdb.get_int64(duckdb.bind_get_parameter(info, 0)));
    const { types } = pendingOf(key);
    types.forEach((type, i) => {
      duckdb.bind_add_result_column(info, `c${i}`, storedType(type));
    });
    duckdb.bind_set_bind_data(info, { key });
  });
  duckdb.table_function_set_init(made, (info) => {
    const { key } = duckdb.init_get_bind_data(info) as { readonly key: number };
    duckdb.init_set_init_data(info, { pending: pendingOf(key), batch: 0, row: 0 });
  });
  duckdb.table_function_set_function(made, (info, chunk) => {
    const place = duckdb.function_get_init_data(info) as { readonly pending: Pending; batch: number; row: number };
    const batch = place.pending.batches[place.batch];
    const count = batch === undefined ? 0 : Math.min(CHUNK, batch.length - place.row);
    batch?.columns.forEach((column, i) => {
      fill(duckdb.data_chunk_get_vector(chunk, i), column, place.row, count);
    });
    duckdb.data_chunk_set_size(chunk, count);
    place.row += count;
    if (batch !== undefined && place.row >= batch.length) {
      place.batch += 1;
      place.row = 0;
    }
  });
  duckdb.register_table_function(connection, made);
}

function pendingOf(key: number): Pending {
  const pending = waiting.get(key);
  assert(pending !== undefined, 'rows are read while they wait');
  return pending;
}

/** The temporary tables of one query: `input0`, `input1`, … with the columns `c0`, `c1`, … */
export class InputTables {
  readonly #connection: Connection;
  readonly #pending: readonly Pending[];

  constructor(connection: Connection, inputs: readonly (readonly DataType[])[]) {
    this.#connection = connection;
    this.#pending = inputs.map((types) => ({ types, batches: [], rows: 0 }));
  }

  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  async create(): Promise<void> {
    for (const [i, { types }] of this.#pending.entries()) {
      const columns = types.map((type, c) => `c${c} ${duckdbType(type)}`);
      await duckdb.query(this.#connection, `CREATE TEMP TABLE input${i} (${columns.join(', ')})`);
    }
  }

  async put(input: number, batch: Batch): Promise<void> {
    const pending = this.#pending[input];
    assert(pending !== undefined, `there is no input ${input}`);
    if (batch.length === 0) return;
    batch.columns.forEach(checkText);
    pending.batches.push(batch);
    pending.rows += batch.length;
    if (pending.rows >= MOST_PENDING) await this.#insert(input);
  }

  async finish(): Promise<void> {
    for (const i of this.#pending.keys()) await this.#insert(i);
  }

  async drop(): Promise<void> {
    for (const i of this.#pending.keys()) await duckdb.query(this.#connection, `DROP TABLE input${i}`);
  }

  async #insert(input: number): Promise<void> {
    const pending = this.#pending[input] as Pending;
    if (pending.rows === 0) return;
    const key = ++last;
    waiting.set(key, pending);
    try {
      await duckdb.query(this.#connection, `INSERT INTO input${input} SELECT * FROM rows_of_ours(${key})`);
    } finally {
      waiting.delete(key);
      pending.batches.length = 0;
      pending.rows = 0;
    }
  }
}

/** DuckDB would take text that is no UTF-8 for NULL, and says nothing. */
function checkText(column: Vector): void {
  if (column.layout !== 'bytes') return;
  const { offsets, data, length } = column;
  const isWhole = (offset: number): boolean => ((data[offset] ?? 0) & 0xc0) !== 0x80;
  let whole = isUtf8(data.subarray(offsets[0], offsets[length]));
  for (let i = 0; whole && i < length; i++) {
    if (offsets[i] !== offsets[i + 1]) whole = isWhole(offsets[i] as number);
  }
  if (!whole) throw new Error('a string is no UTF-8');
}

function fill(target: NativeVector, column: Vector, from: number, count: number): void {
  switch (column.layout) {
    case 'fixed':
    case 'wide': {
      const width = column.values.BYTES_PER_ELEMENT * (column.layout === 'wide' ? 2 : 1);
      const { buffer, byteOffset } = column.values;
      duckdb.copy_data_to_vector(target, 0, buffer as ArrayBuffer, byteOffset + from * width, count * width);
      break;
    }
    case 'bytes': {
      const { offsets, data } = column;
      for (let i = 0; i < count; i++) {
        const text = data.subarray(offsets[from + i], offsets[from + i + 1]);
        duckdb.vector_assign_string_element_len(target, i, text);
      }
      break;
    }
    default:
      internal(`columns laid out as ${column.layout} are not handed over`);
  }
  fillValidity(target, column, from, count);
}

/** `from` is a multiple of the chunk's rows, so bits lie at the start of a byte. */
function fillValidity(
  target: NativeVector,
  { validity }: FixedVector | WideVector | BytesVector,
  from: number,
  count: number,
): void {
  if (validity === undefined) return;
  duckdb.vector_ensure_validity_writable(target);
  const { buffer, byteOffset } = validity;
  duckdb.copy_data_to_vector_validity(target, 0, buffer as ArrayBuffer, byteOffset + from / 8, Math.ceil(count / 8));
}
