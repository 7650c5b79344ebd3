/** Finds the files behind the paths of a reader: folders, globs, hidden files, and the `key=value` folders on the way. */
import type { Stats } from 'node:fs';
import { glob, readdir, stat } from 'node:fs/promises';
import { basename, join, matchesGlob, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { raise } from '../errors/raise.ts';
import { readOptions } from './options.ts';

export interface ListedFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  /** Folder names with a `=` between the root and the file, decoded. */
  readonly partition: readonly (readonly [key: string, value: string])[];
}

export interface Listing {
  readonly files: readonly ListedFile[];
  readonly roots: readonly string[];
}

export function localPath(path: string): string {
  if (path.startsWith('file://')) return fileURLToPath(path.replace(/^file:\/\/\/*/, 'file:///'));
  if (path.startsWith('file:')) return resolve(path.slice(5));
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(path);
  if (scheme !== null) raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `the file system ${scheme[1]}` });
  return resolve(path);
}

/** How Spark prints a local path: what it looks for, and a file it reads. */
export const shownPath = (path: string): string => `file:${path}`;
export const shownFile = (path: string): string => `file://${path}`;

export async function listFiles(paths: readonly string[], options: Readonly<Record<string, string>>): Promise<Listing> {
  const given = readOptions(options);
  const roots: string[] = [];
  for (const path of paths) roots.push(...(await expand(localPath(path))));
  const base = given.text('basePath');
  const rules: Rules = {
    recursive: given.flag('recursiveFileLookup', false),
    pattern: given.text('pathGlobFilter'),
    after: timeOption(given.text('modifiedAfter'), Number.NEGATIVE_INFINITY),
    before: timeOption(given.text('modifiedBefore'), Number.POSITIVE_INFINITY),
  };
  const files: ListedFile[] = [];
  for (const root of roots) {
    const info = await stat(root);
    const start = base === undefined ? [] : partitionsBetween(localPath(base), root);
    if (info.isDirectory()) await walk(root, start, rules, files);
    else addFile(root, info, start, rules, files);
  }
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { files, roots };
}

interface Rules {
  readonly recursive: boolean;
  readonly pattern: string | undefined;
  readonly after: number;
  readonly before: number;
}

const isGlob = (path: string): boolean => /[*?[\]{}]/.test(path);

async function expand(path: string): Promise<readonly string[]> {
  if (!isGlob(path)) {
    await stat(path).catch(() => raise('PATH_NOT_FOUND', { path: shownPath(path) }));
    return [path];
  }
  const found: string[] = [];
  for await (const match of glob(path)) if (!isHidden(basename(match))) found.push(resolve(match));
  if (found.length === 0) raise('PATH_NOT_FOUND', { path: shownPath(path) });
  return found.sort();
}

/** As Hadoop and Spark see it: names like `_SUCCESS` and `.crc`, but not partition folders such as `_id=1`. */
function isHidden(name: string): boolean {
  return (name.startsWith('_') && !name.includes('=')) || name.startsWith('.') || name.endsWith('._COPYING_');
}

async function walk(
  folder: string,
  partition: ListedFile['partition'],
  rules: Rules,
  files: ListedFile[],
): Promise<void> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((e) => !isHidden(e.name));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const info = await stat(path);
    if (!info.isDirectory()) {
      addFile(path, info, partition, rules, files);
      continue;
    }
    const pair = partitionPair(entry.name);
    if (rules.recursive) await walk(path, [], rules, files);
    else if (pair !== undefined) await walk(path, [...partition, pair], rules, files);
  }
}

function addFile(
  path: string,
  info: Stats,
  partition: ListedFile['partition'],
  rules: Rules,
  files: ListedFile[],
): void {
  if (rules.pattern !== undefined && !matchesGlob(basename(path), rules.pattern)) return;
  if (info.mtimeMs <= rules.after || info.mtimeMs >= rules.before) return;
  files.push({ path, size: info.size, modified: Math.floor(info.mtimeMs), partition });
}

function partitionPair(name: string): readonly [string, string] | undefined {
  const at = name.indexOf('=');
  return at <= 0 ? undefined : [decodePart(name.slice(0, at)), decodePart(name.slice(at + 1))];
}

function partitionsBetween(base: string, root: string): ListedFile['partition'] {
  if (!root.startsWith(`${base}/`)) return [];
  const pairs = root
    .slice(base.length + 1)
    .split('/')
    .map(partitionPair);
  return pairs.filter((p) => p !== undefined);
}

/** A partition folder's key or value as it was before it became a name. */
export function decodePart(text: string): string {
  return text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const ESCAPED = new Set('"#%\'*/:=?\\{[]^\u007f');

/** A partition value as a folder name. */
export function encodePart(text: string): string {
  let out = '';
  for (const c of text) {
    const code = c.charCodeAt(0);
    out += code < 0x20 || ESCAPED.has(c) ? `%${code.toString(16).toUpperCase().padStart(2, '0')}` : c;
  }
  return out;
}

function timeOption(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Date.parse(`${text.replace(' ', 'T')}Z`);
}
