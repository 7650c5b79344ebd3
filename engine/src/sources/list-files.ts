/** Finds the files behind the paths of a reader: folders, globs, hidden files, and the `key=value` folders on the way. */
import type { Stats } from 'node:fs';
import { glob, readdir, stat } from 'node:fs/promises';
import { basename, join, matchesGlob, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { raise } from '../errors/raise.ts';
import { parseTimestamp } from '../types/parse-datetime.ts';
import { timeZone } from '../types/time-zone.ts';
import { readOptions, type SourceOptions } from './options.ts';

export interface ListedFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  /** Folder names with a `=` between the root and the file, decoded. */
  readonly partition: readonly (readonly [key: string, value: string])[];
  /** The root below which partitions begin. */
  readonly base: string;
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

const QUOTED_IN_URLS = new Set('"#%<>?[\\]^`{|} ');

/** As it stands in a URL of Java's, which leaves letters of any script as they are. */
export const urlPath = (path: string): string =>
  Array.from(path, (c) => {
    const code = c.charCodeAt(0);
    const quoted = code < 0x20 || code === 0x7f || QUOTED_IN_URLS.has(c);
    return quoted ? `%${code.toString(16).toUpperCase().padStart(2, '0')}` : c;
  }).join('');

/** `sessionZone` is that of times without one. */
export async function listFiles(
  paths: readonly string[],
  options: Readonly<Record<string, string>>,
  sessionZone: string,
): Promise<Listing> {
  const given = readOptions(options);
  const roots: string[] = [];
  for (const path of paths) roots.push(...(await expand(localPath(path))));
  const rules: Rules = {
    recursive: given.flag('recursiveFileLookup', false),
    pattern: given.text('pathGlobFilter'),
    isWanted: modificationFilter(given, given.text('timeZone') ?? sessionZone),
  };
  const base = await givenBase(given.text('basePath'), roots);
  const files: ListedFile[] = [];
  for (const root of roots) {
    const info = await stat(root);
    const start = base === undefined ? [] : partitionsBetween(base, root);
    const place = { base: base ?? root, partition: start };
    if (info.isDirectory()) await walk(root, place, rules, files);
    else addFile(root, info, place, rules, files);
  }
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { files: partitionedFiles(files), roots };
}

/** Files beside partition folders are no rows of their table. */
function partitionedFiles(files: readonly ListedFile[]): readonly ListedFile[] {
  const inFolders = files.filter((file) => file.partition.length > 0);
  return inFolders.length === 0 ? files : inFolders;
}

interface Rules {
  readonly recursive: boolean;
  readonly pattern: string | undefined;
  isWanted(modified: number): boolean;
}

/** Where a file is found. */
type Place = Pick<ListedFile, 'base' | 'partition'>;

async function givenBase(option: string | undefined, roots: readonly string[]): Promise<string | undefined> {
  if (option === undefined) return undefined;
  const base = localPath(option);
  const wanted = 'a folder with all paths given in it';
  const isFolder = (await stat(base).catch(() => undefined))?.isDirectory() === true;
  if (!isFolder || !roots.every((root) => root === base || root.startsWith(`${base}${sep}`)))
    raise('INVALID_SOURCE_OPTION', { option: 'basePath', value: option, wanted });
  return base;
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

async function walk(folder: string, place: Place, rules: Rules, files: ListedFile[]): Promise<void> {
  const all = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) =>
    raise('FAILED_READ_FILE.NO_HINT', { path: shownFile(folder) }, { cause }),
  );
  const entries = all.filter((e) => !isHidden(e.name));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const info = await stat(path);
    if (!info.isDirectory()) {
      addFile(path, info, place, rules, files);
      continue;
    }
    const pair = partitionPair(entry.name);
    if (rules.recursive) await walk(path, { ...place, partition: [] }, rules, files);
    else if (pair !== undefined) await walk(path, { ...place, partition: [...place.partition, pair] }, rules, files);
  }
}

function addFile(path: string, info: Stats, place: Place, rules: Rules, files: ListedFile[]): void {
  if (rules.pattern !== undefined && !matchesGlob(basename(path), rules.pattern)) return;
  const modified = Math.floor(info.mtimeMs);
  if (rules.isWanted(modified)) files.push({ path, size: info.size, modified, ...place });
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

/** `modifiedAfter` and `modifiedBefore`. Spark compares an instant with a file's local time, so this does too. */
function modificationFilter(given: SourceOptions, zoneId: string): (modified: number) => boolean {
  const zone = timeZone(zoneId);
  const threshold = (option: string): number | undefined => {
    const text = given.text(option);
    if (text === undefined) return undefined;
    const micros = parseTimestamp(text, zone);
    if (micros === undefined)
      return raise('INVALID_SOURCE_OPTION', { option, value: text, wanted: 'a time such as 2020-01-31T12:30:00' });
    return Number(micros / 1000n);
  };
  const after = threshold('modifiedAfter') ?? Number.NEGATIVE_INFINITY;
  const before = threshold('modifiedBefore') ?? Number.POSITIVE_INFINITY;
  return (modified) => {
    const local = modified + zone.offsetAt(Math.floor(modified / 1000)) * 1000;
    return local > after && local < before;
  };
}
