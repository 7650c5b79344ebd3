/** Files behind an RDD: what a Hadoop path means, and how its files are cut into partitions. */
import { globSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { raise } from '../errors/raise.ts';

export interface InputFile {
  readonly path: string;
  readonly size: number;
}

/** A piece of a file; compressed files come whole (`length` is then the file's). */
export interface FileSplit {
  readonly path: string;
  readonly start: number;
  readonly length: number;
}

const LOCAL_BLOCK = 32 * 1024 ** 2;
/** The last piece of a file may be this much longer than the others. */
const SLOP = 1.1;

/** Local files of a path: several by comma, globs, `file:` URLs, the files of a folder but hidden ones. */
export async function inputFiles(paths: string): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const path of splitPaths(paths)) {
    const local = localPath(path);
    const matches = /[*?[{]/.test(local) ? globSync(local).sort() : [local];
    if (matches.length === 0) raise('INPUT_PATTERN_WITHOUT_MATCH', { path: `file:${local}` });
    for (const match of matches) files.push(...(await filesAt(match)));
  }
  return files;
}

/** Commas within braces belong to the glob. */
function splitPaths(paths: string): string[] {
  const out = [''];
  let depth = 0;
  for (const char of paths) {
    if (char === '{') depth++;
    else if (char === '}') depth--;
    if (char === ',' && depth === 0) out.push('');
    else out[out.length - 1] += char;
  }
  return out.filter((path) => path !== '');
}

export function localPath(path: string): string {
  if (/^file:\/\//.test(path)) return fileURLToPath(path.replace(/^file:\/+/, 'file:///'));
  if (/^file:/.test(path)) return resolve(path.slice('file:'.length));
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(path);
  if (scheme !== null) raise('UNSUPPORTED_FILE_SYSTEM', { scheme: scheme[1] as string, path });
  return resolve(path);
}

async function filesAt(path: string): Promise<InputFile[]> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) raise('INPUT_PATH_NOT_FOUND', { path: `file:${path}` });
  if (!info.isDirectory()) return [{ path, size: info.size }];
  const names = (await readdir(path)).filter((name) => !/^[._]/.test(name)).sort();
  const files: InputFile[] = [];
  for (const name of names) {
    const child = await stat(join(path, name));
    if (child.isFile()) files.push({ path: join(path, name), size: child.size });
  }
  return files;
}

export function isCompressed(path: string): boolean {
  return /\.(gz|bz2|zst|lz4|snappy|deflate)$/.test(basename(path));
}

/** Hadoop's `FileInputFormat.getSplits` on a local disk. */
export function textSplits(files: readonly InputFile[], minPartitions: number): FileSplit[] {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const goal = Math.floor(total / Math.max(1, minPartitions));
  const size = Math.max(1, Math.min(goal, LOCAL_BLOCK));
  return files.flatMap((file) => splitFile(file, size));
}

function splitFile({ path, size }: InputFile, splitSize: number): FileSplit[] {
  if (size === 0 || isCompressed(path)) return [{ path, start: 0, length: size }];
  const splits: FileSplit[] = [];
  let left = size;
  for (; left / splitSize > SLOP; left -= splitSize) splits.push({ path, start: size - left, length: splitSize });
  if (left > 0) splits.push({ path, start: size - left, length: left });
  return splits;
}

/** Whole files grouped until each group has its share of the bytes (Hadoop's `CombineFileInputFormat`). */
export function wholeFileGroups(files: readonly InputFile[], minPartitions: number): (readonly InputFile[])[] {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const share = Math.ceil(total / Math.max(1, minPartitions));
  const groups: InputFile[][] = [];
  let group: InputFile[] = [];
  let bytes = 0;
  for (const file of files) {
    group.push(file);
    bytes += file.size;
    if (bytes >= share) {
      groups.push(group);
      group = [];
      bytes = 0;
    }
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
