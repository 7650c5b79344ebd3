/** How Hadoop frames Snappy and LZ4: the length of a block, then pieces of it with their packed lengths, all big-endian. */
import { Transform } from 'node:stream';
import { lz4Compress, lz4Decompress } from './lz4.ts';
import { snappyCompress, snappyDecompress } from './snappy.ts';

export interface BlockCodec {
  compress(bytes: Uint8Array): Uint8Array;
  decompress(bytes: Uint8Array, most: number): Uint8Array;
}

export const SNAPPY: BlockCodec = { compress: snappyCompress, decompress: snappyDecompress };
export const LZ4: BlockCodec = { compress: lz4Compress, decompress: lz4Decompress };

/** Hadoop unpacks into buffers of four times this. */
const BLOCK = 65_536;

export function blockPacker(codec: BlockCodec): Transform {
  let waiting: Uint8Array[] = [];
  let size = 0;
  const packed = (bytes: Uint8Array): Buffer => {
    const body = codec.compress(bytes);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(bytes.length, 0);
    head.writeUInt32BE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      waiting.push(chunk);
      size += chunk.length;
      if (size >= BLOCK) {
        const bytes = Buffer.concat(waiting);
        const whole = size - (size % BLOCK);
        for (let at = 0; at < whole; at += BLOCK) this.push(packed(bytes.subarray(at, at + BLOCK)));
        waiting = [bytes.subarray(whole)];
        size -= whole;
      }
      done();
    },
    flush(done) {
      if (size > 0) this.push(packed(Buffer.concat(waiting)));
      done();
    },
  });
}

export function unpackBlocks(bytes: Uint8Array, codec: BlockCodec): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    let left = view.getUint32(at);
    at += 4;
    while (left > 0) {
      const length = view.getUint32(at);
      const block = codec.decompress(bytes.subarray(at + 4, at + 4 + length), left);
      parts.push(block);
      left -= block.length;
      at += 4 + length;
    }
  }
  return Buffer.concat(parts);
}
