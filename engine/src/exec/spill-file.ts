/**
 * A task's rows on disk. A file is made when first written to and has no name from then on: it is gone when the task
 * ends, or the thread, or the process.
 */
import { readSync } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { SpilledRows } from '../physical/operator.ts';
import type { Batch } from '../types/vector.ts';
import { decodeBatch, encodeBatch } from './batch-codec.ts';
import { readAt } from './block-reader.ts';
import { spilling } from './spill-error.ts';

let files = 0;

export class SpillFiles {
  readonly #localDir: string;
  readonly #open = new Set<SpillFile>();

  constructor(localDir: string) {
    this.#localDir = localDir;
  }

  create(): SpilledRows {
    const file = new SpillFile(join(this.#localDir, `spill-${threadId}-${++files}`), () => this.#open.delete(file));
    this.#open.add(file);
    return file;
  }

  async removeAll(): Promise<void> {
    await Promise.all([...this.#open].map((file) => file.remove()));
  }
}

class SpillFile implements SpilledRows {
  readonly #path: string;
  readonly #onRemove: () => void;
  /** Where the batches begin, and the end. */
  readonly #bounds = [0];
  #file: FileHandle | undefined;

  constructor(path: string, onRemove: () => void) {
    this.#path = path;
    this.#onRemove = onRemove;
  }

  async write(batch: Batch): Promise<void> {
    const encoded = encodeBatch(batch);
    const bytes = new Uint8Array(encoded.bytes);
    encoded.writeTo(bytes);
    await spilling(this.#path, async () => {
      this.#file ??= await this.#create();
      await this.#file.writeFile(bytes);
    });
    this.#bounds.push(this.#bounds.at(-1)! + bytes.length);
  }

  async *read(): AsyncGenerator<Batch> {
    for (const [i, at] of this.#bounds.slice(0, -1).entries())
      yield decodeBatch(await readAt(this.#file as FileHandle, this.#path, at, this.#bounds[i + 1]! - at));
  }

  at(index: number): Batch {
    const [from, to] = [this.#bounds[index]!, this.#bounds[index + 1]!];
    const bytes = new Uint8Array(to - from);
    if (readSync((this.#file as FileHandle).fd, bytes, 0, bytes.length, from) !== bytes.length)
      throw new Error(`${this.#path} is shorter than it was`);
    return decodeBatch(bytes);
  }

  async remove(): Promise<void> {
    this.#onRemove();
    await this.#file?.close();
    this.#file = undefined;
  }

  async #create(): Promise<FileHandle> {
    await mkdir(dirname(this.#path), { recursive: true });
    const file = await open(this.#path, 'w+');
    await rm(this.#path);
    return file;
  }
}
