/** What a failed read is shown as: conditions pass, everything the system says is said of the file. */
import { access } from 'node:fs/promises';
import { SparkError, sparkError } from '../errors/raise.ts';
import { shownFile } from './list-files.ts';

export async function readError(error: unknown, path: string): Promise<unknown> {
  if (error instanceof SparkError || !(error instanceof Error)) return error;
  if (error.name === 'AbortError' || error.name === 'TaskCancelled' || error.name === 'InternalError') return error;
  const gone = await access(path).then(
    () => false,
    () => true,
  );
  return sparkError(
    gone ? 'FAILED_READ_FILE.FILE_NOT_EXIST' : 'FAILED_READ_FILE.NO_HINT',
    { path: shownFile(path) },
    { cause: error },
  );
}
