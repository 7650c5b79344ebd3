/** What a failed read is shown as: conditions pass, everything the system says is said of the file. */
import { access, constants } from 'node:fs/promises';
import { SparkError, sparkError } from '../errors/raise.ts';
import { shownFile } from './list-files.ts';

export async function readError(error: unknown, path: string): Promise<unknown> {
  if (error instanceof SparkError || !(error instanceof Error)) return error;
  if (error.name === 'AbortError' || error.name === 'TaskCancelled' || error.name === 'InternalError') return error;
  // Java has one exception for files that are not there and those that may not be read.
  const gone = await access(path, constants.R_OK).then(
    () => false,
    () => true,
  );
  return sparkError(
    gone ? 'FAILED_READ_FILE.FILE_NOT_EXIST' : 'FAILED_READ_FILE.NO_HINT',
    { path: shownFile(path) },
    { cause: error },
  );
}
