/** What a failed move of rows from memory to disk is shown as: the file, and what the system says, of a full disk for instance. */
import { raise } from '../errors/raise.ts';

export async function spilling<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return raise('SPILL_OUT_OF_MEMORY', { consumerToSpill: path, message: error.message }, { cause: error });
  }
}
