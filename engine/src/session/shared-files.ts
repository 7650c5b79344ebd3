/** Files and archives added to the context: copied into one folder that Python workers share with the driver. */
import { cpSync, mkdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { raise } from '../errors/raise.ts';
import { unpackArchive } from './unpack-archive.ts';

/** The folder of an application whose own folder is `localDir`. */
export const filesFolder = (localDir: string): string => join(localDir, 'userFiles');

export class SharedFiles {
  readonly root: string;
  readonly #added: string[] = [];
  readonly #archives: string[] = [];

  constructor(localDir: string) {
    this.root = filesFolder(localDir);
    mkdirSync(this.root, { recursive: true });
  }

  /** As URLs. */
  get list(): readonly string[] {
    return this.#added;
  }

  get archives(): readonly string[] {
    return this.#archives;
  }

  pathOf(name: string): string {
    return join(this.root, name);
  }

  /** A folder is taken only with `recursive`, as in Spark. */
  add(path: string, recursive: boolean): void {
    const source = localPath(path);
    const found = statSync(source, { throwIfNoEntry: false });
    if (found === undefined) raise('PATH_NOT_FOUND', { path: source });
    if (found.isDirectory() && !recursive) raise('ADD_FILE_FOLDER', { path: source });
    cpSync(source, join(this.root, basename(source)), { recursive });
    const url = path.startsWith('file:') ? path : `file:${source}`;
    if (!this.#added.includes(url)) this.#added.push(url);
  }

  /** `path#name` is unpacked into a folder `name`, else into one that is called like the archive. */
  addArchive(path: string): void {
    const [file = '', name] = path.split('#');
    const source = localPath(file);
    if (statSync(source, { throwIfNoEntry: false }) === undefined) raise('PATH_NOT_FOUND', { path: source });
    unpackArchive(source, join(this.root, basename(name ?? source)));
    this.#archives.push(`file:${source}${name === undefined ? '' : `#${name}`}`);
  }

  /** What `spark.files` and `spark.archives` name. */
  addConfigured(files: string | undefined, archives: string | undefined): void {
    for (const path of files?.split(',') ?? []) if (path !== '') this.add(path, true);
    for (const path of archives?.split(',') ?? []) if (path !== '') this.addArchive(path);
  }
}

function localPath(path: string): string {
  return path.startsWith('file:') ? fileURLToPath(path) : resolve(path);
}
