// Data types as arguments: an object, or DDL text.

import { raise } from '@tspark/engine/errors/raise.ts';
import { parseDataType } from '@tspark/engine/sql/parse.ts';
import type { DataType } from '@tspark/engine/types/data-type.ts';
import type { JavaValue } from '../../value.ts';
import { valueText } from '../../value-text.ts';
import { DataTypeClass } from './types/DataType.ts';

export function castTarget(value: JavaValue): DataType {
  if (DataTypeClass.holds(value)) return value.value;
  if (typeof value === 'string') return parseDataType(value);
  return raise('UNSUPPORTED_DATATYPE', { typeName: valueText(value) });
}
