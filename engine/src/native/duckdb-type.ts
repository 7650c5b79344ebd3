/** DuckDB's spelling of the types that mean the same there. */
import { raise } from '../errors/raise.ts';
import { type DataType, simpleString } from '../types/data-type.ts';

/** NULLs of whatever type is wanted: nothing read has this type otherwise. */
export const NULLS_TYPE = 'BIT';

export function duckdbType(type: DataType): string {
  return (
    findDuckdbType(type) ??
    raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `reading ${simpleString(type)} in the native engine` })
  );
}

/** Undefined where there is none. */
export function findDuckdbType(type: DataType): string | undefined {
  switch (type.kind) {
    case 'boolean':
      return 'BOOLEAN';
    case 'byte':
      return 'TINYINT';
    case 'short':
      return 'SMALLINT';
    case 'integer':
      return 'INTEGER';
    case 'long':
      return 'BIGINT';
    case 'float':
      return 'FLOAT';
    case 'double':
      return 'DOUBLE';
    case 'date':
      return 'DATE';
    case 'timestamp':
      return 'TIMESTAMPTZ';
    case 'timestamp_ntz':
      return 'TIMESTAMP';
    case 'string':
    case 'char':
    case 'varchar':
      return 'VARCHAR';
    case 'binary':
      return 'BLOB';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'array': {
      const element = findDuckdbType(type.element);
      return element === undefined ? undefined : `${element}[]`;
    }
    case 'map': {
      const [key, value] = [findDuckdbType(type.key), findDuckdbType(type.value)];
      return key === undefined || value === undefined ? undefined : `MAP(${key}, ${value})`;
    }
    case 'struct': {
      const fields = type.fields.map((f) => ({ name: f.name, type: findDuckdbType(f.type) }));
      if (fields.length === 0 || fields.some((f) => f.type === undefined)) return undefined;
      return `STRUCT(${fields.map((f) => `"${f.name.replaceAll('"', '""')}" ${f.type}`).join(', ')})`;
    }
    default:
      return undefined;
  }
}
