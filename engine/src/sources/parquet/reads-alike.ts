/**
 * Whether files hold columns as a native query takes them: DuckDB would cast those of other types, where Spark raises an
 * error, and knows no calendar but today's.
 */
import type { NativeRead } from '../../physical/node.ts';
import { type DataType, simpleString } from '../../types/data-type.ts';
import type { SourceOptions } from '../source.ts';
import { type Footer, readFooter } from './footer.ts';
import { leafType } from './parquet-schema.ts';
import { readRebases, rebaseColumn } from './rebase.ts';

type Conf = Readonly<Record<string, string>>;

/** False for files that cannot be read as well: the evaluator says what is wrong with them. */
export async function readsAlike(reads: readonly NativeRead[], conf: Conf): Promise<boolean> {
  for (const { paths, columns, options } of reads) {
    for (const path of paths) {
      const footer = await readFooter(path).catch(() => undefined);
      if (footer === undefined || !columns.every(({ name, type }) => isSame(footer, name, type, options, conf)))
        return false;
    }
  }
  return true;
}

/** DuckDB takes names that differ in case only for the same, and renames one of the columns. */
function isSame(footer: Footer, name: string, type: DataType, options: SourceOptions, conf: Conf): boolean {
  const [node, another] = footer.schema.children.filter((each) => each.name.toLowerCase() === name.toLowerCase());
  if (node?.name !== name || another !== undefined || node.physical === undefined) return false;
  if (node.repetition === 'repeated' || textOf(leafType(node)) !== textOf(type)) return false;
  return rebaseColumn(type, readRebases(node, footer, options, conf), node) === undefined;
}

const STRINGS = new Set(['string', 'char', 'varchar']);

const textOf = (type: DataType): string => (STRINGS.has(type.kind) ? 'string' : simpleString(type));
