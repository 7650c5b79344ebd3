/** The DuckDB instance and its queries. Settings follow one rule: nothing is loaded, fetched or written unasked. */
import duckdb, {
  type Connection,
  type Database,
  type DataChunk,
  type PreparedStatement,
  type Result,
} from '@duckdb/node-bindings';
import { assert } from '../errors/internal.ts';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { BATCH_ROWS, type Batch, type Vector } from '../types/vector.ts';
import { concatBatches } from '../types/vector-ops.ts';
import { chunkReader } from './chunk-reader.ts';
import { InputTables, registerInputs } from './input-tables.ts';
import type { NativeRequest, NativeThreadData } from './messages.ts';
import { duckdbTimeZone } from './time-zone.ts';

export interface NativeQuery {
  /** Rows of an input; all of them before `batches`. */
  put(input: number, batch: Batch): Promise<void>;
  batches(): AsyncIterable<Batch>;
  interrupt(): void;
  close(): void;
}

export class NativeInstance {
  readonly #data: NativeThreadData;
  readonly #database: Promise<Database>;
  /** Connections not in use, by time zone: opening one costs as much as a small query. */
  readonly #idle = new Map<string, Connection[]>();

  #hasInputs = false;

  constructor(data: NativeThreadData) {
    this.#data = data;
    this.#database = this.#open();
    // Where this fails, the queries that need it say so.
    this.#database.catch(() => undefined);
  }

  /** Resolves once the database is open, or cannot be opened. */
  async settled(): Promise<void> {
    await this.#database.catch(() => undefined);
  }

  async open(request: NativeRequest): Promise<NativeQuery> {
    const { timeZone } = request;
    const connection = await this.#connection(timeZone);
    let failed = false;
    let closed = false;
    const inputs = new InputTables(connection, request.inputs ?? []);
    if (!inputs.isEmpty) {
      // A connection is left behind with its tables.
      failed = true;
      if (!this.#hasInputs) registerInputs(connection);
      this.#hasInputs = true;
      await inputs.create();
    }
    const close = (): void => {
      if (closed) return;
      closed = true;
      if (failed) duckdb.disconnect_sync(connection);
      else this.#release(connection, timeZone);
    };
    return {
      put: (input, batch) => inputs.put(input, batch),
      async *batches() {
        failed = true;
        await inputs.finish();
        const prepared = await duckdb.prepare(connection, request.sql);
        try {
          for (const [i, value] of request.parameters.entries()) bind(prepared, i + 1, value);
          const result = await duckdb.execute_prepared_streaming(prepared);
          yield* readBatches(result, request.types);
        } finally {
          duckdb.destroy_prepare_sync(prepared);
        }
        await inputs.drop();
        failed = false;
      },
      interrupt: () => {
        failed = true;
        duckdb.interrupt(connection);
      },
      close,
    };
  }

  /** Fails where queries use more than that. */
  async limitMemory(bytes: number): Promise<void> {
    const connection = await this.#connection(ANY_ZONE);
    try {
      await duckdb.query(connection, `SET memory_limit = '${limitText(bytes)}'`);
    } finally {
      this.#release(connection, ANY_ZONE);
    }
  }

  async #connection(timeZone: string): Promise<Connection> {
    return this.#idle.get(timeZone)?.pop() ?? (await this.#connect(timeZone));
  }

  #release(connection: Connection, timeZone: string): void {
    const idle = this.#idle.get(timeZone) ?? [];
    this.#idle.set(timeZone, idle);
    idle.push(connection);
  }

  async #connect(timeZone: string): Promise<Connection> {
    const connection = await duckdb.connect(await this.#database);
    const set = await duckdb.prepare(connection, 'SET TimeZone = $1');
    // In a zone that it does not know, it is given nothing that depends on the zone.
    duckdb.bind_varchar(set, 1, duckdbTimeZone(timeZone) ?? 'UTC');
    await duckdb.execute_prepared(set);
    duckdb.destroy_prepare_sync(set);
    return connection;
  }

  async #open(): Promise<Database> {
    const { threads, memoryLimit, tempDirectory } = this.#data;
    const config = duckdb.create_config();
    const settings: Record<string, string> = {
      threads: String(threads),
      memory_limit: limitText(memoryLimit),
      temp_directory: tempDirectory,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      preserve_insertion_order: 'true',
    };
    for (const [name, value] of Object.entries(settings)) duckdb.set_config(config, name, value);
    return duckdb.open(':memory:', config);
  }
}

const ANY_ZONE = 'UTC';

const limitText = (bytes: number): string => `${Math.max(64, Math.floor(bytes / 1024 ** 2))}MiB`;

function bind(prepared: PreparedStatement, index: number, value: Value): void {
  if (value === null) duckdb.bind_null(prepared, index);
  else if (typeof value === 'boolean') duckdb.bind_boolean(prepared, index, value);
  else if (typeof value === 'number') duckdb.bind_double(prepared, index, value);
  else if (typeof value === 'bigint') bindInteger(prepared, index, value);
  else if (typeof value === 'string') duckdb.bind_varchar(prepared, index, value);
  else {
    assert(value instanceof Uint8Array, 'parameters are single values');
    duckdb.bind_blob(prepared, index, value);
  }
}

function bindInteger(prepared: PreparedStatement, index: number, value: bigint): void {
  if (BigInt.asIntN(64, value) === value) duckdb.bind_int64(prepared, index, value);
  else duckdb.bind_hugeint(prepared, index, value);
}

async function* readBatches(result: Result, types: readonly DataType[]): AsyncGenerator<Batch> {
  const count = duckdb.column_count(result);
  // Rows without columns come with one that says nothing.
  assert(count === Math.max(1, types.length), `${count} columns instead of ${types.length}`);
  const readers = types.map((type, i) => chunkReader(type, duckdb.column_logical_type(result, i)));
  let pending: Batch[] = [];
  let rows = 0;
  for (;;) {
    const chunk: DataChunk | null = await duckdb.fetch_chunk(result);
    const size = chunk === null ? 0 : duckdb.data_chunk_get_size(chunk);
    if (chunk === null || size === 0) break;
    const columns: Vector[] = readers.map((read, i) => read(duckdb.data_chunk_get_vector(chunk, i), size));
    pending.push({ length: size, columns });
    rows += size;
    if (rows >= BATCH_ROWS) {
      yield pending.length === 1 ? (pending[0] as Batch) : concatBatches(pending);
      pending = [];
      rows = 0;
    }
  }
  if (rows > 0) yield pending.length === 1 ? (pending[0] as Batch) : concatBatches(pending);
}
