/**
 * Records of an RDD: opaque bytes in a batch of one binary column, a NULL where the record is null. A pair is two
 * records in a row. Over the wire each has its length in front (4 bytes, big-endian; -5 for null).
 */
import type { Batch, BytesVector } from './vector.ts';
import { isValid } from './vector.ts';
import { BytesBuilder } from './vector-builder.ts';

/** Bytes gathered before records are handed on. */
const BATCH_BYTES = 1 << 20;
const NULL_RECORD = -5;

/** A batch's records with their lengths, in one piece. */
export function frameRecords(batch: Batch): Uint8Array {
  const vector = batch.columns[0] as BytesVector;
  const { offsets, data } = vector;
  const out = Buffer.allocUnsafe(4 * batch.length + offsets[batch.length]! - offsets[0]!);
  let at = 0;
  for (let row = 0; row < batch.length; row++) {
    if (!isValid(vector, row)) {
      at = out.writeInt32BE(NULL_RECORD, at);
      continue;
    }
    const from = offsets[row]!;
    const to = offsets[row + 1]!;
    at = out.writeInt32BE(to - from, at);
    if (to - from > 64) out.set(data.subarray(from, to), at);
    else for (let i = from; i < to; i++) out[at + i - from] = data[i]!;
    at += to - from;
  }
  return out.subarray(0, at);
}

/** Records one by one into batches of a good size. */
export async function* batchRecords(records: AsyncIterable<Uint8Array | null>): AsyncIterable<Batch> {
  const collector = new RecordCollector();
  for await (const record of records) {
    collector.add(record);
    if (collector.isFull) yield collector.finish();
  }
  if (collector.length > 0) yield collector.finish();
}

export class RecordCollector {
  readonly #builder = new BytesBuilder(64);
  #bytes = 0;

  get length(): number {
    return this.#builder.length;
  }

  get isFull(): boolean {
    return this.#bytes >= BATCH_BYTES;
  }

  add(record: Uint8Array | null): void {
    if (record === null) this.#builder.appendNull();
    else this.#builder.appendBytes(record, 0, record.length);
    this.#bytes += (record?.length ?? 0) + 8;
  }

  /** A record that lies within other bytes. */
  addRange(source: Uint8Array, from: number, to: number): void {
    this.#builder.appendBytes(source, from, to);
    this.#bytes += to - from + 8;
  }

  finish(): Batch {
    this.#bytes = 0;
    const { length } = this.#builder;
    return { length, columns: [this.#builder.finish()] };
  }
}

/** Views of a batch's records. */
export function* recordsOf(batch: Batch): Iterable<Uint8Array | null> {
  const vector = batch.columns[0] as BytesVector;
  for (let row = 0; row < batch.length; row++) {
    yield isValid(vector, row) ? vector.data.subarray(vector.offsets[row]!, vector.offsets[row + 1]!) : null;
  }
}
