/** Files added to the context: copied into one folder that Python workers share with the driver. */
import { cpSync, mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { raise } from '../errors/raise.ts';

/** The folder of an application whose own folder is `localDir`. */
export const filesFolder = (localDir: string): string => join(localDir, 'userFiles');

export class SharedFiles {
  readonly root: string;
  readonly #added: string[] = [];

  constructor(localDir: string) {
    this.root = filesFolder(localDir);
    mkdirSync(this.root, { recursive: true });
  }

  /** As URLs. */
  get list(): readonly string[] {
    return this.#added;
  }

  pathOf(name: string): string {
    return join(this.root, name);
  }

  /** A folder is taken only with `recursive`, as in Spark. */
  add(path: string, recursive: boolean): void {
    const source = path.startsWith('file:') ? fileURLToPath(path) : path;
    const found = statSync(source, { throwIfNoEntry: false });
    if (found === undefined) raise('PATH_NOT_FOUND', { path: source });
    if (found.isDirectory() && !recursive) raise('ADD_FILE_FOLDER', { path: source });
    cpSync(source, join(this.root, basename(source)), { recursive });
    const url = `file:${source}`;
    if (!this.#added.includes(url)) this.#added.push(url);
  }
}
