/**
 * One leaf column of a Parquet file being written: levels and values, cut into compressed pages. Values are places in a
 * dictionary as long as that is smaller than the values, by the rule of Spark's writer.
 */
import { type FixedVector, isValid, type Vector } from '../../types/vector.ts';
import { rangeFields, type ValueRange, valueRange } from './chunk-range.ts';
import { type Dictionary, TextDictionary, WordDictionary } from './dictionary.ts';
import { GrowingBytes, GrowingInts } from './growing.ts';
import type { PageFacts } from './page-index.ts';
import type { PhysicalType } from './physical-type.ts';
import { bitsFor, encodeRuns } from './run-lengths.ts';
import { plainEncode, type StoredValues, storedValues } from './stored-values.ts';
import { type Fields, writeThrift } from './thrift.ts';

export interface Codec {
  readonly code: number;
  compress(bytes: Uint8Array): Uint8Array;
}

export interface ChunkInfo {
  readonly metadata: Fields;
  readonly offset: number;
  readonly uncompressed: number;
  readonly compressed: number;
  readonly pages: readonly PageFacts[];
  /** Where the first of them begins. */
  readonly dataOffset: number;
}

const PLAIN = 0;
const PLACES = 2;
const RLE = 3;

const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;

const PAGE_BYTES = 1024 ** 2;

export class LeafColumn {
  readonly path: readonly string[];
  readonly #physical: PhysicalType;
  readonly #maxDef: number;
  readonly #maxRep: number;
  /** Of the page being filled: values are either places in the dictionary or plain. */
  readonly #defs = new GrowingInts();
  readonly #reps = new GrowingInts();
  readonly #places = new GrowingInts();
  readonly #plain = new GrowingBytes();
  /** Of the batch at hand. */
  readonly #rows = new GrowingInts();
  #vector: Vector | undefined;
  #chunk: Chunk;

  constructor(path: readonly string[], physical: PhysicalType, maxDef: number, maxRep: number) {
    this.path = path;
    this.#physical = physical;
    this.#maxDef = maxDef;
    this.#maxRep = maxRep;
    this.#chunk = new Chunk(physical);
  }

  absent(rep: number, def: number): void {
    this.#reps.push(rep);
    this.#defs.push(def);
  }

  value(rep: number, vector: Vector, row: number): void {
    this.#reps.push(rep);
    this.#defs.push(this.#maxDef);
    this.#rows.push(row);
    this.#vector = vector;
  }

  /** A whole batch of a column that is not nested: its levels are its NULLs. */
  column(vector: Vector): void {
    const { length } = vector;
    const { validity } = vector as Partial<FixedVector>;
    if (vector.layout === 'null') this.#defs.fill(0, length);
    else if (validity === undefined) {
      this.#defs.fill(this.#maxDef, length);
      this.#store(storedValues(vector, undefined, this.#physical));
    } else {
      for (let row = 0; row < length; row++) {
        if (!isValid(vector, row)) this.#defs.push(0);
        else {
          this.#defs.push(this.#maxDef);
          this.#rows.push(row);
        }
      }
      this.#vector = vector;
    }
  }

  endBatch(codec: Codec): void {
    if (this.#vector !== undefined) this.#store(storedValues(this.#vector, this.#rows.taken(), this.#physical));
    this.#vector = undefined;
    this.#rows.length = 0;
    if (this.#plain.length >= PAGE_BYTES) this.endPage(codec);
  }

  #store(values: StoredValues): void {
    const places = this.#chunk.places(values);
    if (places !== undefined) {
      this.#places.append(places);
      return;
    }
    this.#fallBack();
    this.#storePlain(values);
  }

  #storePlain(values: StoredValues): void {
    this.#chunk.see(values);
    plainEncode(values, this.#plain);
  }

  /** What the page has as places becomes plain. */
  #fallBack(): void {
    if (this.#places.length === 0) return;
    this.#storePlain(this.#chunk.valuesAt(this.#places.taken()));
    this.#places.length = 0;
  }

  /** Closes a page with what came since the last one. */
  endPage(codec: Codec): void {
    const count = this.#defs.length;
    if (count === 0) return;
    if (!this.#chunk.keepsDictionary(this.#places.taken())) this.#fallBack();
    const body = new GrowingBytes();
    if (this.#maxRep > 0) levels(this.#reps.taken(), this.#maxRep, body);
    if (this.#maxDef > 0) levels(this.#defs.taken(), this.#maxDef, body);
    const encoding = this.#places.length > 0 ? PLACES : PLAIN;
    if (encoding === PLACES) {
      this.#chunk.seePlaces(this.#places.taken());
      this.#chunk.encodePlaces(this.#places.taken(), body);
    } else if (this.#physical.kind === 'boolean') packBits(this.#plain.taken(), body);
    else body.append(this.#plain.taken());
    const rows = this.#maxRep === 0 ? count : occurrences(this.#reps.taken(), 0);
    const nulls = count - occurrences(this.#defs.taken(), this.#maxDef);
    this.#chunk.addPage(body.taken(), { count, rows, nulls }, encoding, codec);
    for (const part of [this.#defs, this.#reps, this.#places, this.#plain]) part.length = 0;
  }

  get bytes(): number {
    return this.#chunk.compressed;
  }

  /** The pages of the row group, and its description with the chunk at `offset` in the file. */
  endChunk(codec: Codec, offset: number): { readonly pages: readonly Uint8Array[]; readonly info: ChunkInfo } {
    const chunk = this.#chunk;
    this.#chunk = new Chunk(this.#physical);
    return chunk.finish(codec, offset, this.path);
  }
}

function occurrences(levels: Int32Array, wanted: number): number {
  let found = 0;
  for (let i = 0; i < levels.length; i++) if (levels[i] === wanted) found += 1;
  return found;
}

function levels(values: Int32Array, most: number, out: GrowingBytes): void {
  const at = out.take(4);
  encodeRuns(values, bitsFor(most), out);
  out.view.setUint32(at, out.length - at - 4, true);
}

function packBits(flags: Uint8Array, out: GrowingBytes): void {
  const at = out.take((flags.length + 7) >> 3);
  const { data } = out;
  data.fill(0, at, out.length);
  for (let i = 0; i < flags.length; i++)
    data[at + (i >> 3)] = (data[at + (i >> 3)] as number) | ((flags[i] as number) << (i & 7));
}

function dictionaryOf(physical: PhysicalType): Dictionary | undefined {
  switch (physical.kind) {
    case 'boolean':
      return undefined;
    case 'bytes':
      return new TextDictionary(undefined);
    case 'fixed':
      return new TextDictionary(physical.length);
    case 'int96':
      return new WordDictionary(3);
    default:
      return new WordDictionary(physical.kind === 'int32' || physical.kind === 'float' ? 1 : 2);
  }
}

/** The closed pages of one row group, and the dictionary of those that have places. */
class Chunk {
  readonly #physical: PhysicalType;
  readonly #dictionary: Dictionary | undefined;
  readonly #range: ValueRange | undefined;
  /** Of the page being filled. */
  #pageRange: ValueRange | undefined;
  readonly #pages: Uint8Array[] = [];
  readonly #facts: PageFacts[] = [];
  readonly #counts = new Map<typeof PLAIN | typeof PLACES, number>();
  #isOpen: boolean;
  #count = 0;
  #nulls = 0;
  #uncompressed = 0;
  compressed = 0;

  constructor(physical: PhysicalType) {
    this.#physical = physical;
    this.#dictionary = dictionaryOf(physical);
    this.#isOpen = this.#dictionary !== undefined;
    this.#range = valueRange(physical);
    this.#pageRange = valueRange(physical);
  }

  /** Undefined once the dictionary has been given up. */
  places(values: StoredValues): Int32Array | undefined {
    const places = this.#isOpen ? this.#dictionary?.places(values) : undefined;
    this.#isOpen = places !== undefined;
    return places;
  }

  see(values: StoredValues): void {
    this.#pageRange?.see(values);
  }

  valuesAt(places: Int32Array): StoredValues {
    return (this.#dictionary as Dictionary).values(places);
  }

  /** Whether the first page shows that the dictionary is worth it. */
  keepsDictionary(places: Int32Array): boolean {
    if (!this.#isOpen || places.length === 0 || this.#counts.size > 0) return this.#isOpen;
    const dictionary = this.#dictionary as Dictionary;
    const [plain, packed] = [new GrowingBytes(), new GrowingBytes()];
    plainEncode(dictionary.values(places), plain);
    this.encodePlaces(places, packed);
    this.#isOpen = dictionary.bytes + packed.length < plain.length;
    return this.#isOpen;
  }

  encodePlaces(places: Int32Array, out: GrowingBytes): void {
    const width = bitsFor((this.#dictionary as Dictionary).count - 1);
    out.push(width);
    encodeRuns(places, width, out);
  }

  /** The values in those places are the page's. */
  seePlaces(places: Int32Array): void {
    if (this.#pageRange === undefined) return;
    const isThere = new Uint8Array((this.#dictionary as Dictionary).count);
    for (let i = 0; i < places.length; i++) isThere[places[i] as number] = 1;
    const different = new GrowingInts();
    for (let place = 0; place < isThere.length; place++) if (isThere[place] === 1) different.push(place);
    this.#pageRange.see(this.valuesAt(different.taken()));
  }

  addPage(
    body: Uint8Array,
    { count, rows, nulls }: { readonly count: number; readonly rows: number; readonly nulls: number },
    encoding: typeof PLAIN | typeof PLACES,
    codec: Codec,
  ): void {
    const header = { 1: { i32: count }, 2: { i32: encoding }, 3: { i32: RLE }, 4: { i32: RLE } };
    const page = this.#page(DATA_PAGE, { 5: { struct: header } }, body, codec);
    this.#pages.push(...page);
    const range = this.#pageRange;
    const bytes = page.reduce((sum, piece) => sum + piece.length, 0);
    this.#facts.push({ bytes, rows, nulls, isEmpty: nulls === count, bounds: range?.bounds() });
    if (range !== undefined) this.#range?.merge(range);
    this.#pageRange = valueRange(this.#physical);
    this.#counts.set(encoding, (this.#counts.get(encoding) ?? 0) + 1);
    this.#count += count;
    this.#nulls += nulls;
  }

  #page(kind: number, own: Fields, body: Uint8Array, codec: Codec): [header: Uint8Array, body: Uint8Array] {
    const packed = codec.compress(body);
    const header = writeThrift({ 1: { i32: kind }, 2: { i32: body.length }, 3: { i32: packed.length }, ...own });
    this.#uncompressed += header.length + body.length;
    this.compressed += header.length + packed.length;
    return [header, packed];
  }

  finish(
    codec: Codec,
    offset: number,
    path: readonly string[],
  ): { readonly pages: readonly Uint8Array[]; readonly info: ChunkInfo } {
    const first = this.#counts.has(PLACES) ? this.#dictionaryPage(codec) : [];
    const data = offset + first.reduce((sum, piece) => sum + piece.length, 0);
    const encodings = [...this.#counts.keys()];
    const pagesOf = (kind: number, encoding: number, count: number) => ({
      1: { i32: kind },
      2: { i32: encoding },
      3: { i32: count },
    });
    const metadata: Fields = {
      1: { i32: this.#physical.code },
      2: { i32s: [...encodings, RLE] },
      3: { texts: path },
      4: { i32: codec.code },
      5: { i64: this.#count },
      6: { i64: this.#uncompressed },
      7: { i64: this.compressed },
      9: { i64: data },
      ...(first.length > 0 ? { 11: { i64: offset } } : {}),
      12: { struct: { 3: { i64: this.#nulls }, ...rangeFields(this.#range?.bounds()) } },
      13: {
        structs: [
          ...(first.length > 0 ? [pagesOf(DICTIONARY_PAGE, PLACES, 1)] : []),
          ...encodings.map((e) => pagesOf(DATA_PAGE, e, this.#counts.get(e) ?? 0)),
        ],
      },
    };
    const info = {
      offset,
      uncompressed: this.#uncompressed,
      compressed: this.compressed,
      metadata,
      pages: this.#facts,
      dataOffset: data,
    };
    return { pages: [...first, ...this.#pages], info };
  }

  #dictionaryPage(codec: Codec): Uint8Array[] {
    const dictionary = this.#dictionary as Dictionary;
    const body = new GrowingBytes();
    dictionary.write(body);
    const header = { 1: { i32: dictionary.count }, 2: { i32: PLACES } };
    return this.#page(DICTIONARY_PAGE, { 7: { struct: header } }, body.taken(), codec);
  }
}
