/** A column that has the same value in every row. */
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Vector } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';

export function constantVector(type: DataType, value: Value, length: number): Vector {
  const builder = vectorBuilder(type, length);
  for (let i = 0; i < length; i++) builder.append(value);
  return builder.finish();
}
