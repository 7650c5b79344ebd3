/** Whether several tasks may read parts of one file. */
import { readOptions } from './options.ts';

const COMPRESSED = /\.(gz|gzip|bz2|deflate|snappy|lz4|zst|zstd|xz)$/i;

const isUtf8 = (encoding = 'utf-8'): boolean => /^utf-?8$/i.test(encoding);

export function isSplittable(source: string, options: Readonly<Record<string, string>>, path: string): boolean {
  const given = readOptions(options);
  switch (source) {
    case 'csv':
      return !given.flag('multiLine', false) && !COMPRESSED.test(path);
    case 'json':
      return (
        isUtf8(given.text('encoding') ?? given.text('charset')) &&
        !given.flag('multiLine', false) &&
        !COMPRESSED.test(path)
      );
    case 'text':
      return !given.flag('wholetext', false) && !COMPRESSED.test(path);
    default:
      return source === 'parquet';
  }
}
