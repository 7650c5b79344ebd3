/** A file of text being written, compressed on the way. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished, pipeline } from 'node:stream/promises';
import { createDeflate, createGzip } from 'node:zlib';
import { raise } from '../errors/raise.ts';
import { blockPacker, LZ4, SNAPPY } from './compression/hadoop-blocks.ts';
import { readOptions } from './options.ts';
import type { SourceOptions } from './source.ts';

export type TextCodec = 'none' | 'gzip' | 'deflate' | 'lz4' | 'snappy';

const EXTENSIONS: Readonly<Record<TextCodec, string>> = {
  none: '',
  gzip: '.gz',
  deflate: '.deflate',
  lz4: '.lz4',
  snappy: '.snappy',
};

/** The short names Spark has. */
const KNOWN = ['bzip2', 'deflate', 'uncompressed', 'snappy', 'none', 'lz4', 'gzip'];

export const textExtension = (options: SourceOptions): string => EXTENSIONS[textCodec(options)];

export function textCodec(options: SourceOptions): TextCodec {
  const given = readOptions(options);
  const codec = (given.text('compression') ?? given.text('codec') ?? 'none').toLowerCase();
  switch (codec) {
    case 'none':
    case 'uncompressed':
      return 'none';
    case 'gzip':
    case 'deflate':
    case 'lz4':
    case 'snappy':
      return codec;
    default:
      if (KNOWN.includes(codec)) raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `text compressed with ${codec}` });
      return raise('CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION', {
        codecName: codec,
        availableCodecs: KNOWN.join(', '),
      });
  }
}

export interface TextFile {
  write(text: string | Uint8Array): Promise<void>;
  /** Bytes in the file. */
  close(): Promise<number>;
}

/** What goes wrong with the file is raised by the next call. */
export function openTextFile(path: string, options: SourceOptions): TextFile {
  const file = createWriteStream(path);
  const pack = packer(textCodec(options));
  const out = pack ?? file;
  const written = pack === undefined ? finished(file) : pipeline(pack, file);
  written.catch(() => undefined);
  return {
    async write(text) {
      if (text.length > 0 && !out.write(text)) await Promise.race([once(out, 'drain'), written]);
    },
    async close() {
      out.end();
      await written;
      return file.bytesWritten;
    },
  };
}

function packer(codec: TextCodec) {
  switch (codec) {
    case 'none':
      return undefined;
    case 'gzip':
      return createGzip();
    case 'deflate':
      return createDeflate();
    case 'lz4':
      return blockPacker(LZ4);
    case 'snappy':
      return blockPacker(SNAPPY);
  }
}
