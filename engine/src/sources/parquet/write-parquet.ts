/** Writes Parquet part files as Spark lays them out: snappy by default, its schema in the file's metadata. */
import { type FileHandle, open } from 'node:fs/promises';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { declaredDefault } from '../../conf/conf.ts';
import { unreachable } from '../../errors/internal.ts';
import { raise } from '../../errors/raise.ts';
import { array, type DataType, map, type StructType, struct } from '../../types/data-type.ts';
import { timeZone } from '../../types/time-zone.ts';
import { typeJsonText } from '../../types/type-json.ts';
import { type Batch, isValid, type ListVector, type StructVector, type Vector } from '../../types/vector.ts';
import { lz4Compress } from '../compression/lz4.ts';
import { snappyCompress } from '../compression/snappy.ts';
import { flagOf, readOptions } from '../options.ts';
import type { FileWriter, SourceOptions, WriteRequest } from '../source.ts';
import type { ChunkInfo, Codec, LeafColumn } from './leaf-column.ts';
import { columnIndex, offsetIndex } from './page-index.ts';
import { ROW_METADATA } from './parquet-schema.ts';
import { rebaseColumn, VERSION, writeRebases, writtenCalendar } from './rebase.ts';
import { type Fields, writeThrift } from './thrift.ts';
import { type ShredNode, type WriteSchema, writeSchema } from './write-schema.ts';

const MAGIC = new TextEncoder().encode('PAR1');
const PAGE_ROWS = 20_000;
const ROW_GROUP_BYTES = 128 * 1024 ** 2;
const ROW_GROUP_ROWS = 1_000_000;

const CODECS: Readonly<Record<string, Codec & { readonly extension: string }>> = {
  none: { code: 0, extension: '', compress: (bytes) => bytes },
  uncompressed: { code: 0, extension: '', compress: (bytes) => bytes },
  snappy: { code: 1, extension: '.snappy', compress: snappyCompress },
  gzip: { code: 2, extension: '.gz', compress: (bytes) => gzipSync(bytes) },
  brotli: { code: 4, extension: '.br', compress: (bytes) => brotliCompressSync(bytes, BROTLI_OPTIONS) },
  zstd: { code: 6, extension: '.zstd', compress: (bytes) => zstdCompressSync(bytes) },
  lz4_raw: { code: 7, extension: '.lz4raw', compress: lz4Compress },
};

/** The level that Parquet's own library takes. */
const BROTLI_OPTIONS = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** Spark has them, but hardly any other reader. */
const NOT_WRITTEN = ['lz4', 'lzo'];

const CODEC_KEY = 'spark.sql.parquet.compression.codec';

function codecOf(options: SourceOptions, conf: WriteRequest['conf']): Codec & { readonly extension: string } {
  const given = readOptions(options);
  const name = given.text('compression') ?? given.text('parquet.compression') ?? conf[CODEC_KEY];
  const codec = (name ?? (declaredDefault(CODEC_KEY) as string)).toLowerCase();
  if (NOT_WRITTEN.includes(codec))
    raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `Parquet compressed with ${codec}` });
  return (
    CODECS[codec] ??
    raise('CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION', {
      codecName: codec,
      availableCodecs: Object.keys(CODECS).join(', '),
    })
  );
}

const OUTPUT_TIMESTAMP_TYPE = 'spark.sql.parquet.outputTimestampType';
const LEGACY_FORMAT = 'spark.sql.parquet.writeLegacyFormat';
const DEFAULT_INSTANTS = declaredDefault(OUTPUT_TIMESTAMP_TYPE) as string;

export const parquetExtension = (options: SourceOptions, conf: WriteRequest['conf']): string =>
  `${codecOf(options, conf).extension}.parquet`;

export function checkParquetWrite(schema: StructType): void {
  writeSchema(schema, { instants: DEFAULT_INSTANTS, legacy: false });
}

export async function openParquetWriter({
  path,
  schema,
  options,
  timeZone: zone,
  conf,
}: WriteRequest): Promise<FileWriter> {
  const codec = codecOf(options, conf);
  const instants = (conf[OUTPUT_TIMESTAMP_TYPE] ?? DEFAULT_INSTANTS).toUpperCase();
  const legacy = flagOf(LEGACY_FORMAT, LEGACY_FORMAT, {}, conf);
  const layout = writeSchema(schema, { instants, legacy });
  const rebases = writeRebases(instants === 'INT96' ? 'int96' : 'datetime', timeZone(zone), conf);
  const changes = schema.fields.map((f) => rebaseColumn(f.type, rebases));
  const file = await open(path, 'w');
  await file.write(MAGIC);
  const rows = new RowGroups(file, layout, codec);
  return {
    write: (batch) =>
      rows.write({ ...batch, columns: batch.columns.map((column, i) => changes[i]?.(column) ?? column) }),
    close: () => rows.close(schema, writtenCalendar(zone, conf)).finally(() => file.close()),
  };
}

interface RowGroup {
  readonly rows: number;
  readonly start: number;
  readonly chunks: readonly ChunkInfo[];
}

class RowGroups {
  readonly #file: FileHandle;
  readonly #layout: WriteSchema;
  readonly #codec: Codec;
  readonly #groups: RowGroup[] = [];
  #at = MAGIC.length;
  #pageRows = 0;
  #groupRows = 0;
  #rows = 0;

  constructor(file: FileHandle, layout: WriteSchema, codec: Codec) {
    this.#file = file;
    this.#layout = layout;
    this.#codec = codec;
  }

  async write(batch: Batch): Promise<void> {
    this.#layout.columns.forEach((node, i) => {
      const vector = batch.columns[i] as Vector;
      if (node.kind === 'leaf') node.leaf.column(vector);
      else for (let row = 0; row < batch.length; row++) shred(node, vector, row, 0);
    });
    for (const leaf of this.#layout.leaves) leaf.endBatch(this.#codec);
    this.#pageRows += batch.length;
    this.#groupRows += batch.length;
    if (this.#pageRows >= PAGE_ROWS) this.#endPages();
    const bytes = this.#layout.leaves.reduce((sum, leaf) => sum + leaf.bytes, 0);
    if (bytes >= ROW_GROUP_BYTES || this.#groupRows >= ROW_GROUP_ROWS) await this.#endGroup();
  }

  async close(schema: StructType, calendar: ReadonlyMap<string, string>): Promise<number> {
    if (this.#groupRows > 0) await this.#endGroup();
    const groups = await this.#indexed();
    const footer = writeThrift({
      1: { i32: 1 },
      2: { structs: this.#layout.elements },
      3: { i64: this.#rows },
      4: { structs: groups },
      5: {
        structs: [
          [VERSION, '4.3.0'] as const,
          [ROW_METADATA, typeJsonText(nullable(schema))] as const,
          ...calendar,
        ].map(([key, value]) => pair(key, value)),
      },
      6: { text: 'parquet-mr compatible writer of tspark' },
      // Without it readers do not trust the ranges: the order is that of the type.
      7: { structs: this.#layout.leaves.map(() => ({ 1: { struct: {} } })) },
    });
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, footer.length, true);
    await this.#put([footer, length, MAGIC]);
    return this.#at;
  }

  #endPages(): void {
    for (const leaf of this.#layout.leaves) leaf.endPage(this.#codec);
    this.#pageRows = 0;
  }

  async #endGroup(): Promise<void> {
    this.#endPages();
    const start = this.#at;
    const chunks: ChunkInfo[] = [];
    for (const leaf of this.#layout.leaves) {
      const { pages, info } = leaf.endChunk(this.#codec, this.#at);
      chunks.push(info);
      await this.#put(pages);
    }
    this.#groups.push({ rows: this.#groupRows, start, chunks });
    this.#rows += this.#groupRows;
    this.#groupRows = 0;
  }

  /** Writes the indexes of all pages behind the row groups, and gives Parquet's description of these. */
  async #indexed(): Promise<readonly Fields[]> {
    const put = async (index: Fields | undefined): Promise<Place | undefined> => {
      if (index === undefined) return undefined;
      const bytes = writeThrift(index);
      const place = { offset: this.#at, length: bytes.length };
      await this.#put([bytes]);
      return place;
    };
    const groups: Fields[] = [];
    for (const { rows, start, chunks } of this.#groups) {
      const columns: Fields[] = [];
      for (const { offset, metadata, pages, dataOffset } of chunks) {
        const [column, places] = [await put(columnIndex(pages)), await put(offsetIndex(pages, dataOffset))];
        columns.push({
          2: { i64: offset },
          3: { struct: metadata },
          4: places && { i64: places.offset },
          5: places && { i32: places.length },
          6: column && { i64: column.offset },
          7: column && { i32: column.length },
        });
      }
      const sum = (of: (c: ChunkInfo) => number): number => chunks.reduce((total, c) => total + of(c), 0);
      groups.push({
        1: { structs: columns },
        2: { i64: sum((c) => c.uncompressed) },
        3: { i64: rows },
        5: { i64: start },
        6: { i64: sum((c) => c.compressed) },
      });
    }
    return groups;
  }

  async #put(pieces: readonly Uint8Array[]): Promise<void> {
    const bytes = Buffer.concat(pieces);
    for (let done = 0; done < bytes.length; ) done += (await this.#file.write(bytes, done)).bytesWritten;
    this.#at += bytes.length;
  }
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

const pair = (key: string, value: string): Fields => ({ 1: { text: key }, 2: { text: value } });

function shred(node: ShredNode, vector: Vector, row: number, rep: number): void {
  if (!isValid(vector, row)) {
    absent(node.kind === 'leaf' ? [node.leaf] : node.leaves, rep, node.def - 1);
    return;
  }
  switch (node.kind) {
    case 'leaf':
      node.leaf.value(rep, vector, row);
      return;
    case 'struct':
      for (const [i, child] of node.children.entries())
        shred(child, (vector as StructVector).children[i] as Vector, row, rep);
      return;
    case 'list': {
      const { offsets, child } = vector as ListVector;
      const from = offsets[row] as number;
      const to = offsets[row + 1] as number;
      if (from === to) absent(node.leaves, rep, node.def);
      for (let i = from; i < to; i++) shred(node.element, child, i, i === from ? rep : node.rep);
      return;
    }
    default:
      unreachable(node);
  }
}

function absent(leaves: readonly LeafColumn[], rep: number, def: number): void {
  for (const leaf of leaves) leaf.absent(rep, def);
}

/** Files say of every column that it may be NULL, as Spark's do. */
function nullable(schema: StructType): StructType {
  const inner = (type: DataType): DataType => {
    switch (type.kind) {
      case 'struct':
        return nullable(type);
      case 'array':
        return array(inner(type.element), true);
      case 'map':
        return map(inner(type.key), inner(type.value), true);
      default:
        return type;
    }
  };
  return struct(schema.fields.map((f) => ({ ...f, type: inner(f.type), nullable: true })));
}
