/** The values of `_metadata` for the rows of a split. */
import type { FileSplit } from '../physical/node.ts';
import { LONG, STRING, TIMESTAMP } from '../types/data-type.ts';
import type { Vector } from '../types/vector.ts';
import { constantVector } from './constant-vector.ts';
import { urlPath } from './list-files.ts';

export function fileBlockVector(split: FileSplit, length: number, rowIndex: Vector | undefined): Vector {
  const path = urlPath(split.path);
  const children = [
    constantVector(STRING, `file:${path}`, length),
    constantVector(STRING, path.slice(path.lastIndexOf('/') + 1), length),
    constantVector(LONG, BigInt(split.fileSize), length),
    constantVector(LONG, BigInt(split.start), length),
    constantVector(LONG, BigInt(split.length), length),
    constantVector(TIMESTAMP, BigInt(split.modified) * 1000n, length),
  ];
  return {
    layout: 'struct',
    length,
    validity: undefined,
    children: rowIndex === undefined ? children : [...children, rowIndex],
  };
}
