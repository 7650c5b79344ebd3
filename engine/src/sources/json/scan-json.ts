/** Reads a JSON split into columns, with Spark's three ways of treating malformed records. */
import { internal } from '../../errors/internal.ts';
import { raise } from '../../errors/raise.ts';
import { recordReader } from '../../functions/impl/json-records.ts';
import { simpleString, struct } from '../../types/data-type.ts';
import type { Value } from '../../types/value.ts';
import { BATCH_ROWS, type Batch } from '../../types/vector.ts';
import { vectorBuilder } from '../../types/vector-builder.ts';
import { shownFile } from '../list-files.ts';
import type { ReadRequest, ReadSplit } from '../source.ts';
import { type JsonFileOptions, jsonFileOptions } from './json-file-options.ts';
import { jsonLines, jsonTexts, lineText } from './json-texts.ts';
import { PlainRecords } from './plain-records.ts';

export async function* readJsonSplit(split: ReadSplit, request: ReadRequest): AsyncGenerator<Batch> {
  const options = jsonFileOptions(request.options, request.conf['spark.sql.columnNameOfCorruptRecord']);
  const wanted = struct(
    request.required.map((name) => request.schema.fields.find((f) => f.name === name) ?? internal(`no column ${name}`)),
  );
  checkCorruptColumn(request, options);
  const read = recordReader(wanted, request.timeZone, options, (cause) =>
    raise('FAILED_READ_FILE.NO_HINT', { path: shownFile(split.path) }, { cause }),
  );
  const builders = wanted.fields.map((f) => vectorBuilder(f.type, 1024));
  let length = 0;
  const finish = (): Batch => {
    const batch = { length, columns: builders.map((builder) => builder.finish()) };
    length = 0;
    return batch;
  };
  const add = (text: string): void => {
    for (const row of read(text)) {
      for (let i = 0; i < builders.length; i++) (builders[i] as (typeof builders)[number]).append(row[i] as Value);
      length += 1;
    }
  };
  if (options.multiLine) {
    for await (const texts of jsonTexts(split, options)) texts.forEach(add);
  } else {
    const plain = PlainRecords.of(wanted, options.corruptColumn, request.timeZone, options.values);
    for await (const lines of jsonLines(split, options)) {
      const batches: Batch[] = [];
      lines.each((bytes, from, to) => {
        if (plain?.read(bytes, from, to, builders) === true) length += 1;
        else add(lineText(bytes, from, to));
        if (length >= BATCH_ROWS) batches.push(finish());
      });
      yield* batches;
      request.signal.throwIfAborted();
    }
  }
  if (length > 0) yield finish();
}

/** A corrupt record is known only where other columns are read. */
function checkCorruptColumn({ schema, required }: ReadRequest, { corruptColumn }: JsonFileOptions): void {
  const column = schema.fields.find((f) => f.name === corruptColumn);
  if (column !== undefined && column.type.kind !== 'string') {
    raise('INVALID_CORRUPT_RECORD_TYPE', {
      columnName: `\`${corruptColumn}\``,
      actualType: `"${simpleString(column.type).toUpperCase()}"`,
    });
  }
  if (column !== undefined && required.length === 1 && required[0] === corruptColumn) {
    raise('UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN', {});
  }
}
