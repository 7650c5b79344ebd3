/** What is wrong with the options or the declared columns of a JSON reader. */
import { raise } from '../../errors/raise.ts';
import { type DataType, type StructType, simpleString } from '../../types/data-type.ts';
import type { SourceOptions } from '../source.ts';
import { checkLineEncoding, jsonFileOptions } from './json-file-options.ts';

export function checkJsonRead(options: SourceOptions, declared: StructType | undefined): void {
  checkLineEncoding(jsonFileOptions(options));
  if (declared !== undefined) refuseTimes(declared);
  if (declared !== undefined && !hasTextKeys(declared)) {
    raise('INVALID_JSON_SCHEMA_MAP_TYPE', { jsonSchema: `"${simpleString(declared).toUpperCase()}"` });
  }
}

/** JSON files know no times of day. */
export function refuseTimes(type: DataType): void {
  if (type.kind === 'time') raise('UNSUPPORTED_TIME_TYPE', {});
  if (type.kind === 'struct') for (const inner of type.fields) refuseTimes(inner.type);
  if (type.kind === 'array') refuseTimes(type.element);
  if (type.kind === 'map') for (const inner of [type.key, type.value]) refuseTimes(inner);
}

function hasTextKeys(type: DataType): boolean {
  switch (type.kind) {
    case 'struct':
      return type.fields.every((f) => hasTextKeys(f.type));
    case 'array':
      return hasTextKeys(type.element);
    case 'map':
      return type.key.kind === 'string' && hasTextKeys(type.value);
    default:
      return true;
  }
}
