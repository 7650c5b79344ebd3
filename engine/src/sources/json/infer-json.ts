/** Finds the columns of JSON files in their records. */
import { isSet } from '../../functions/impl/json-options.ts';
import { schemaInference } from '../../functions/impl/json-schema.ts';
import type { DataType, StructType } from '../../types/data-type.ts';
import { XorShiftRandom } from '../../types/xor-shift-random.ts';
import { passOver } from '../passed-over.ts';
import type { InferSettings, ReadSplit, SourceOptions } from '../source.ts';
import { type JsonFileOptions, jsonFileOptions } from './json-file-options.ts';
import { jsonLines, jsonTexts, lineText } from './json-texts.ts';
import { PlainRecords } from './plain-records.ts';

export async function inferJson(
  splits: readonly ReadSplit[],
  given: SourceOptions,
  settings: InferSettings,
): Promise<StructType> {
  const options = jsonFileOptions(given, settings.conf['spark.sql.columnNameOfCorruptRecord']);
  const inference = jsonInference(options, settings);
  for (const split of splits) {
    try {
      if (options.multiLine) for await (const [text] of jsonTexts(split, options)) inference.add(text as string);
      else for await (const lines of jsonLines(split, options)) lines.each(inference.addLine);
    } catch (error) {
      await passOver(error, split.path, given, settings.conf);
    }
  }
  return inference.schema();
}

/** Undefined where the type of a value is more than its kind, or a name stands for two columns. */
function plainOf(soFar: DataType, options: JsonFileOptions, zoneId: string): PlainRecords | undefined {
  const { values, corruptColumn } = options;
  const looksInside = ['prefersdecimal', 'infertimestamp'].some((name) => isSet(values, name, false));
  if (soFar.kind !== 'struct' || looksInside) return undefined;
  if (new Set(soFar.fields.map((f) => f.name)).size < soFar.fields.length) return undefined;
  return PlainRecords.of(soFar, corruptColumn, zoneId, values);
}

/** Looks at the share of the texts that `samplingRatio` asks for. */
export function jsonInference(options: JsonFileOptions, { timeZone, conf }: InferSettings) {
  const inference = schemaInference({
    zoneId: timeZone,
    options: options.values,
    ntz: conf['spark.sql.timestampType'] === 'TIMESTAMP_NTZ',
    corruptColumn: options.corruptColumn,
  });
  // The draw that Spark makes in its first partition.
  const random = new XorShiftRandom(1n);
  const ratio = options.samplingRatio;
  const isDrawn = (): boolean => ratio >= 1 || random.nextDouble() < ratio;
  let soFar = inference.soFar();
  let plain: PlainRecords | undefined;
  return {
    add: (text: string): void => {
      if (isDrawn()) inference.add(text);
    },
    /** Nothing changes by a plain record of the types so far, as nearly all are. */
    addLine: (bytes: Uint8Array, from: number, to: number): void => {
      if (!isDrawn() || plain?.fits(bytes, from, to) === true) return;
      inference.add(lineText(bytes, from, to));
      if (soFar === inference.soFar()) return;
      soFar = inference.soFar();
      plain = plainOf(soFar, options, timeZone);
    },
    schema: () => inference.schema(),
  };
}
