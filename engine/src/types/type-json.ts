/** Spark's JSON form of data types, as `schema.json()` writes it and PySpark reads it. */
import type { DataType, JsonValue, StructField } from './data-type.ts';
import { simpleString } from './data-type.ts';

export function typeJsonText(type: DataType): string {
  return JSON.stringify(typeToJson(type));
}

export function typeToJson(type: DataType): JsonValue {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return type.kind;
    case 'string':
      return 'string';
    case 'array':
      return { type: 'array', elementType: typeToJson(type.element), containsNull: type.containsNull };
    case 'map':
      return {
        type: 'map',
        keyType: typeToJson(type.key),
        valueType: typeToJson(type.value),
        valueContainsNull: type.valueContainsNull,
      };
    case 'struct':
      return { type: 'struct', fields: type.fields.map(fieldToJson) };
    case 'udt':
      return {
        type: 'udt',
        ...(type.jvmClass === undefined ? {} : { class: type.jvmClass }),
        ...(type.pyClass === undefined ? {} : { pyClass: type.pyClass }),
        ...(type.serializedClass === undefined ? {} : { serializedClass: type.serializedClass }),
        sqlType: typeToJson(type.sqlType),
      };
    case 'geometry':
    case 'geography':
      return `${type.kind}(SRID:${type.srid === -1 ? 'ANY' : type.srid})`;
    default:
      return simpleString(type);
  }
}

/** Collations are no part of a type's name here: they ride in the field's metadata, by path. */
function fieldToJson(field: StructField): JsonValue {
  const collations = collationsOf(field.type, field.name);
  return {
    name: field.name,
    type: typeToJson(field.type),
    nullable: field.nullable,
    metadata:
      collations.length === 0 ? field.metadata : { ...field.metadata, __COLLATIONS: Object.fromEntries(collations) },
  };
}

function collationsOf(type: DataType, path: string): [string, string][] {
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'varchar':
      return type.collation === 'UTF8_BINARY' ? [] : [[path, `${providerOf(type.collation)}.${type.collation}`]];
    case 'array':
      return collationsOf(type.element, `${path}.element`);
    case 'map':
      return [...collationsOf(type.key, `${path}.key`), ...collationsOf(type.value, `${path}.value`)];
    default:
      return [];
  }
}

const providerOf = (collation: string): string => (collation.startsWith('UTF8_') ? 'spark' : 'icu');
