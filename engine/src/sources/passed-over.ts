/** Files that cannot be read where the user said that this does not matter. */
import { SparkError } from '../errors/raise.ts';
import { ignoresCorrupt, ignoresMissing } from './options.ts';
import { readError } from './read-error.ts';
import type { SourceOptions } from './source.ts';

/** Ends quietly when the file may be passed over, else raises what the failure is shown as. */
export async function passOver(
  error: unknown,
  path: string,
  options: SourceOptions,
  conf: Readonly<Record<string, string>>,
): Promise<void> {
  const shown = await readError(error, path);
  if (!(shown instanceof SparkError) || !shown.condition.startsWith('FAILED_READ_FILE')) throw shown;
  const isMissing = shown.condition === 'FAILED_READ_FILE.FILE_NOT_EXIST';
  if (!(isMissing ? ignoresMissing : ignoresCorrupt)(options, conf)) throw shown;
}
