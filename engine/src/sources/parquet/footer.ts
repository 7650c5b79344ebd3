/** A Parquet file's description of itself: schema tree, row groups, key-value metadata. */
import { type FileHandle, open } from 'node:fs/promises';
import { raise } from '../../errors/raise.ts';
import { shownFile, shownPath } from '../list-files.ts';
import { ThriftReader, type ThriftStruct, type ThriftValue } from './thrift.ts';

export interface SchemaNode {
  readonly name: string;
  /** Physical type; undefined for groups. */
  readonly physical: number | undefined;
  readonly repetition: 'required' | 'optional' | 'repeated';
  readonly typeLength: number;
  readonly converted: number | undefined;
  readonly logical: ThriftStruct | undefined;
  readonly scale: number;
  readonly precision: number;
  readonly children: readonly SchemaNode[];
}

export interface RowGroup {
  readonly rows: number;
  readonly firstRow: number;
  /** Where its bytes lie in the file. */
  readonly start: number;
  readonly bytes: number;
  /** Bytes of the columns before they were compressed, by name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** What is written of the columns' values, by the name of the column; of those inside of others it is left out. */
  readonly statistics: ReadonlyMap<string, ThriftStruct>;
}

export interface Footer {
  readonly schema: SchemaNode;
  readonly rowGroups: readonly RowGroup[];
  readonly metadata: ReadonlyMap<string, string>;
  /** The numbers of the compressions of its columns. */
  readonly codecs: ReadonlySet<number>;
}

const MAGIC = 0x31524150;

/** Footers of files last read by this thread: a large one takes milliseconds to parse. */
const known = new Map<string, { readonly version: string; readonly footer: Footer }>();
const MOST_KNOWN = 128;

export async function readFooter(path: string): Promise<Footer> {
  const file = await open(path, 'r').catch(() => raise('FAILED_READ_FILE.FILE_NOT_EXIST', { path: shownFile(path) }));
  try {
    const { size, ino, mtimeNs, ctimeNs } = await file.stat({ bigint: true });
    const version = `${size} ${ino} ${mtimeNs} ${ctimeNs}`;
    const before = known.get(path);
    known.delete(path);
    const footer = before?.version === version ? before.footer : await parsedFooter(file, Number(size), path);
    known.set(path, { version, footer });
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value as string);
    return footer;
  } finally {
    await file.close();
  }
}

async function parsedFooter(file: FileHandle, size: number, path: string): Promise<Footer> {
  const bad = (cause?: unknown): never =>
    raise('FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER', { path: shownPath(path) }, { cause });
  if (size < 12) return bad();
  const tail = Buffer.alloc(8);
  await file.read(tail, 0, 8, size - 8);
  const length = tail.readUInt32LE(0);
  if (tail.readUInt32LE(4) !== MAGIC || length > size - 12) return bad();
  const bytes = new Uint8Array(length);
  await file.read(bytes, 0, length, size - 8 - length);
  try {
    return parseFooter(new ThriftReader(bytes).struct());
  } catch (error) {
    return bad(error);
  }
}

const text = (value: ThriftValue | undefined): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : '';
const structs = (value: ThriftValue | undefined): readonly ThriftStruct[] => (value ?? []) as readonly ThriftStruct[];

function sizesOf(columns: readonly ThriftStruct[]): RowGroup['sizes'] {
  const sizes = new Map<string, number>();
  for (const column of columns) {
    const [name] = (column.get(3) as readonly Uint8Array[]).map(text);
    if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + Number(column.get(6) as bigint));
  }
  return sizes;
}

function statisticsOf(columns: readonly ThriftStruct[]): RowGroup['statistics'] {
  return new Map(
    columns.flatMap((column) => {
      const [name, inside] = column.get(3) as readonly Uint8Array[];
      const found = column.get(12) as ThriftStruct | undefined;
      return found === undefined || inside !== undefined ? [] : [[text(name), found] as const];
    }),
  );
}

function parseFooter(footer: ThriftStruct): Footer {
  const elements = structs(footer.get(2));
  let next = 0;
  const node = (): SchemaNode => {
    const element = elements[next++] as ThriftStruct;
    const count = (element.get(5) as number | undefined) ?? 0;
    return {
      name: text(element.get(4)),
      physical: element.get(1) as number | undefined,
      repetition:
        (['required', 'optional', 'repeated'] as const)[(element.get(3) as number | undefined) ?? 0] ?? 'required',
      typeLength: (element.get(2) as number | undefined) ?? 0,
      converted: element.get(6) as number | undefined,
      logical: element.get(10) as ThriftStruct | undefined,
      scale: (element.get(7) as number | undefined) ?? 0,
      precision: (element.get(8) as number | undefined) ?? 0,
      children: Array.from({ length: count }, node),
    };
  };
  const schema = node();
  let firstRow = 0;
  const codecs = new Set<number>();
  const rowGroups = structs(footer.get(4)).map((group): RowGroup => {
    const columns = structs(group.get(1)).map((c) => c.get(3) as ThriftStruct);
    for (const c of columns) codecs.add(c.get(4) as number);
    const starts = columns.map((c) => Number((c.get(11) as bigint | undefined) ?? (c.get(9) as bigint)));
    const bytes = columns.reduce((sum, c) => sum + Number(c.get(7) as bigint), 0);
    const rows = Number(group.get(3) as bigint);
    const [sizes, statistics] = [sizesOf(columns), statisticsOf(columns)];
    const found = { rows, firstRow, start: Math.min(...starts), bytes, sizes, statistics };
    firstRow += rows;
    return found;
  });
  const metadata = new Map(structs(footer.get(5)).map((pair) => [text(pair.get(1)), text(pair.get(2))]));
  return { schema, rowGroups, metadata, codecs };
}
