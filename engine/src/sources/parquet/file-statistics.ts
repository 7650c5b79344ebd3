/** Row counts, and ranges and widths of columns, from the first and the last file's footer. */
import type { ColumnRange, FileStatistics } from '../../tree/file-statistics.ts';
import type { DataType } from '../../types/data-type.ts';
import type { ReadSplit } from '../source.ts';
import { type Footer, readFooter } from './footer.ts';
import { leafType } from './parquet-schema.ts';
import type { ThriftStruct } from './thrift.ts';

/** As if the files between had as many rows for their size. Undefined where a footer cannot be read. */
export async function parquetStatistics(splits: readonly ReadSplit[]): Promise<FileStatistics | undefined> {
  const seen = splits.length <= 2 ? splits : [splits[0] as ReadSplit, splits[splits.length - 1] as ReadSplit];
  const footers: Footer[] = [];
  for (const { path } of seen) {
    const footer = await readFooter(path).catch(() => undefined);
    if (footer === undefined) return undefined;
    footers.push(footer);
  }
  const bytes = (of: readonly ReadSplit[]): number => of.reduce((sum, { fileSize }) => sum + fileSize, 0);
  const groups = footers.flatMap((footer) => footer.rowGroups);
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows === 0) return { rows, columns: {}, widths: {} };
  const columns: Record<string, ColumnRange> = {};
  const widths: Record<string, number> = {};
  for (const node of footers[0]?.schema.children ?? []) {
    widths[node.name] = groups.reduce((sum, group) => sum + (group.sizes.get(node.name) ?? 0), 0) / rows;
    if (node.physical === undefined) continue;
    const range = rangeOf(
      groups.map((group) => group.statistics.get(node.name)),
      leafType(node),
    );
    if (range !== undefined) columns[node.name] = { ...range, nulls: range.nulls / rows };
  }
  return { rows: Math.round((rows * bytes(splits)) / bytes(seen)), columns, widths };
}

const [NULLS, LARGEST, LEAST] = [3, 5, 6];

function rangeOf(groups: readonly (ThriftStruct | undefined)[], type: DataType): ColumnRange | undefined {
  let [min, max, nulls] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const group of groups) {
    const [least, largest] = [group?.get(LEAST), group?.get(LARGEST)].map((bytes) => storedNumber(bytes, type));
    if (least === undefined || largest === undefined) return undefined;
    min = Math.min(min, least);
    max = Math.max(max, largest);
    nulls += Number(group?.get(NULLS) ?? 0);
  }
  return { min, max, nulls };
}

const WIDTH: Partial<Record<DataType['kind'], number>> = {
  byte: 4,
  short: 4,
  integer: 4,
  date: 4,
  float: 4,
  long: 8,
  double: 8,
};

function storedNumber(bytes: unknown, type: DataType): number | undefined {
  if (!(bytes instanceof Uint8Array)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = (): number => (bytes.length === 8 ? Number(view.getBigInt64(0, true)) : view.getInt32(0, true));
  if (type.kind === 'decimal') return bytes.length === 4 || bytes.length === 8 ? whole() / 10 ** type.scale : undefined;
  if (bytes.length !== WIDTH[type.kind]) return undefined;
  if (type.kind === 'double') return view.getFloat64(0, true);
  return type.kind === 'float' ? view.getFloat32(0, true) : whole();
}
