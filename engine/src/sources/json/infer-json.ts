/** Finds the columns of JSON files in their records. */
import { schemaInference } from '../../functions/impl/json-schema.ts';
import type { StructType } from '../../types/data-type.ts';
import { XorShiftRandom } from '../../types/xor-shift-random.ts';
import { passOver } from '../passed-over.ts';
import type { InferSettings, ReadSplit, SourceOptions } from '../source.ts';
import { type JsonFileOptions, jsonFileOptions } from './json-file-options.ts';
import { jsonTexts } from './json-texts.ts';

export async function inferJson(
  splits: readonly ReadSplit[],
  given: SourceOptions,
  settings: InferSettings,
): Promise<StructType> {
  const options = jsonFileOptions(given, settings.conf['spark.sql.columnNameOfCorruptRecord']);
  const inference = jsonInference(options, settings);
  for (const split of splits) {
    try {
      for await (const texts of jsonTexts(split, options)) for (const text of texts) inference.add(text);
    } catch (error) {
      await passOver(error, split.path, given, settings.conf);
    }
  }
  return inference.schema();
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
  return {
    add: (text: string): void => {
      if (ratio >= 1 || random.nextDouble() < ratio) inference.add(text);
    },
    schema: () => inference.schema(),
  };
}
