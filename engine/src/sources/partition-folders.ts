/** The `key=value` folders of a partitioned table. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePart, encodePart } from './list-files.ts';

/** The values of one partition as its folders spell them, by column. */
export type PartitionFolder = readonly (readonly [column: string, text: string])[];

export const folderPath = (folder: PartitionFolder): string =>
  folder.map(([column, text]) => `${encodePart(column)}=${text}`).join('/');

/** Those that exist, in order; `fixed` are the spelled values of some columns, by lower-case name. */
export async function partitionFolders(
  root: string,
  columns: readonly string[],
  fixed: ReadonlyMap<string, string> = new Map(),
): Promise<readonly PartitionFolder[]> {
  const [column, ...rest] = columns;
  if (column === undefined) return [[]];
  const wanted = fixed.get(column.toLowerCase());
  const found: PartitionFolder[] = [];
  for (const entry of await readdir(root, { withFileTypes: true }).catch(() => [])) {
    const at = entry.name.indexOf('=');
    if (!entry.isDirectory() || decodePart(entry.name.slice(0, at)).toLowerCase() !== column.toLowerCase()) continue;
    const text = entry.name.slice(at + 1);
    if (wanted !== undefined && text !== wanted) continue;
    const below = await partitionFolders(join(root, entry.name), rest, fixed);
    found.push(...below.map((folder) => [[column, text] as const, ...folder]));
  }
  return found.sort((a, b) => (folderPath(a) < folderPath(b) ? -1 : 1));
}
