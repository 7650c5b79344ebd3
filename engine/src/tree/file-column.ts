/** `_metadata`: where a row of a file was read. A column that relations over files show only when asked for it. */
import { LONG, STRING, type StructType, struct, TIMESTAMP } from '../types/data-type.ts';
import { attribute, literal } from './build.ts';
import type { Attribute, Literal } from './expression.ts';

export const FILE_COLUMN = '_metadata';

/** Spark marks the column by this. */
const MARK = '__file_source_metadata_col';

const BLOCK = struct(
  [
    { name: 'file_path', type: STRING },
    { name: 'file_name', type: STRING },
    { name: 'file_size', type: LONG },
    { name: 'file_block_start', type: LONG },
    { name: 'file_block_length', type: LONG },
    { name: 'file_modification_time', type: TIMESTAMP },
  ].map((f) => ({ ...f, nullable: false, metadata: {} })),
);

const ROW_INDEX = { name: 'row_index', type: LONG, nullable: false, metadata: {} } as const;

/** Where the files have a column of its name, it is known by another one, but found by the same. */
export const fileColumn = (withRowIndex: boolean, name: string): Attribute =>
  attribute(name, withRowIndex ? struct([...BLOCK.fields, ROW_INDEX]) : BLOCK, false, {
    metadata: { [MARK]: true, __metadata_col: FILE_COLUMN },
  });

/** What it is asked for as. */
export const askedAs = ({ name, metadata }: Attribute): string =>
  (metadata.__metadata_col as string | undefined) ?? name;

export const isFileColumn = ({ metadata }: Attribute): boolean => metadata[MARK] === true;

/** What stands for it in rows that come from no file: there `input_file_name` is empty. */
export const noFile = (type: StructType): Literal =>
  literal(['', '', -1n, -1n, -1n, 0n, -1n].slice(0, type.fields.length), type);
