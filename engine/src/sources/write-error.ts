/** What a failed write is shown as: what the system says, of a full disk for instance, is said of the write. */
import { raise, SparkError } from '../errors/raise.ts';
import { shownPath } from './list-files.ts';

/** `ofValues`: conditions too, for a format that refuses some of the values. */
export async function writing<T>(directory: string, work: () => Promise<T>, ofValues = false): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOfWrite = error instanceof SparkError ? ofValues : error instanceof Error && 'code' in error;
    if (!isOfWrite) throw error;
    return raise('TASK_WRITE_FAILED', { path: shownPath(directory) }, { cause: error });
  }
}
