/** Whether files hold columns as a native query takes them: DuckDB would cast those of other types, where Spark raises an error. */
import type { NativeRead } from '../../physical/node.ts';
import { type DataType, simpleString } from '../../types/data-type.ts';
import { type Footer, readFooter } from './footer.ts';
import { leafType } from './parquet-schema.ts';

/** False for files that cannot be read as well: the evaluator says what is wrong with them. */
export async function sameTypes(reads: readonly NativeRead[]): Promise<boolean> {
  for (const { paths, columns } of reads) {
    for (const path of paths) {
      const footer = await readFooter(path).catch(() => undefined);
      if (footer === undefined || !columns.every(({ name, type }) => isSame(footer, name, type))) return false;
    }
  }
  return true;
}

/** DuckDB takes names that differ in case only for the same, and renames one of the columns. */
function isSame({ schema }: Footer, name: string, type: DataType): boolean {
  const [node, another] = schema.children.filter((each) => each.name.toLowerCase() === name.toLowerCase());
  if (node?.name !== name || another !== undefined || node.physical === undefined) return false;
  return node.repetition !== 'repeated' && textOf(leafType(node)) === textOf(type);
}

const STRINGS = new Set(['string', 'char', 'varchar']);

const textOf = (type: DataType): string => (STRINGS.has(type.kind) ? 'string' : simpleString(type));
