/** Whether files hold columns as a native query takes them: DuckDB would cast those of other types, where Spark raises an error. */
import type { NativeRead } from '../../physical/node.ts';
import { type DataType, type StructType, simpleString } from '../../types/data-type.ts';
import { readFooter } from './footer.ts';
import { sparkSchema } from './parquet-schema.ts';

/** False for files that cannot be read as well: the evaluator says what is wrong with them. */
export async function sameTypes(reads: readonly NativeRead[]): Promise<boolean> {
  for (const { paths, columns } of reads) {
    for (const path of paths) {
      const schema = await readFooter(path).then(
        (footer) => sparkSchema({ ...footer, metadata: new Map() }),
        () => undefined,
      );
      if (schema === undefined || !columns.every(({ name, type }) => same(schema, name, type))) return false;
    }
  }
  return true;
}

function same(schema: StructType, name: string, type: DataType): boolean {
  const found = schema.fields.find((f) => f.name === name)?.type;
  return found !== undefined && textOf(found) === textOf(type);
}

const STRINGS = new Set(['string', 'char', 'varchar']);

const textOf = (type: DataType): string => (STRINGS.has(type.kind) ? 'string' : simpleString(type));
