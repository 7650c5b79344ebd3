/** The source `text`: one string column, a row per line. */
import { raise } from '../errors/raise.ts';
import { field, STRING, type StructType, simpleString, struct } from '../types/data-type.ts';
import { BATCH_ROWS, type Batch, type BytesVector } from '../types/vector.ts';
import { BytesBuilder } from '../types/vector-builder.ts';
import { bytesAt } from '../types/vector-reader.ts';
import { readOptions, unescaped } from './options.ts';
import { readLines, readWhole } from './read-lines.ts';
import {
  defineSource,
  type FileWriter,
  type ReadRequest,
  type ReadSplit,
  type SourceOptions,
  type WriteRequest,
} from './source.ts';
import { isSplittable } from './splittable.ts';
import { openTextFile, textExtension } from './text-file.ts';

const SCHEMA = struct([field('value', STRING)]);

export const text = defineSource({
  name: 'text',
  aliases: ['org.apache.spark.sql.execution.datasources.text.TextFileFormat'],
  isSplittable: (options, path) => isSplittable('text', options, path),
  fixedSchema: SCHEMA,
  read: readText,
  extension: (options) => `.txt${textExtension(options)}`,
  checkWritable,
  openWriter: openTextWriter,
});

function separatorOf(options: SourceOptions): Uint8Array | undefined {
  const given = readOptions(options).text('lineSep');
  return given === undefined ? undefined : new TextEncoder().encode(unescaped(given));
}

async function* readText(split: ReadSplit, { required, options, signal }: ReadRequest): AsyncGenerator<Batch> {
  const wanted = required.length > 0;
  const builder = new BytesBuilder(1024);
  const batch = (length: number): Batch => ({ length, columns: wanted ? [builder.finish()] : [] });
  if (readOptions(options).flag('wholetext', false)) {
    const bytes = await readWhole(split.path, undefined);
    builder.appendBytes(bytes, 0, bytes.length);
    yield batch(1);
    return;
  }
  for await (const { bytes, starts, ends, count } of readLines(split, {
    separator: separatorOf(options),
    encoding: undefined,
  })) {
    signal.throwIfAborted();
    for (let first = 0; first < count; first += BATCH_ROWS) {
      const end = Math.min(count, first + BATCH_ROWS);
      if (wanted) for (let i = first; i < end; i++) builder.appendBytes(bytes, starts[i] as number, ends[i] as number);
      yield batch(end - first);
    }
  }
}

function checkWritable(schema: StructType): void {
  if (schema.fields.length !== 1) raise('TEXT_NEEDS_ONE_COLUMN', { count: String(schema.fields.length) });
  const [{ name, type }] = schema.fields as [StructType['fields'][number]];
  if (type.kind !== 'string') {
    raise('UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE', {
      format: 'Text',
      columnName: `\`${name}\``,
      columnType: `"${simpleString(type).toUpperCase()}"`,
    });
  }
}

async function openTextWriter({ path, options }: WriteRequest): Promise<FileWriter> {
  const file = openTextFile(path, options);
  const end = separatorOf(options) ?? new Uint8Array([10]);
  return {
    async write(batch) {
      const column = batch.columns[0] as BytesVector;
      const pieces: Uint8Array[] = [];
      for (let row = 0; row < batch.length; row++) pieces.push(bytesAt(column, row), end);
      await file.write(Buffer.concat(pieces));
    },
    close: () => file.close(),
  };
}
