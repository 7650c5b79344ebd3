/** A schema as DDL, the way `StructType.toDDL` writes it: `a INT NOT NULL,b STRING COMMENT 'x'`. */
import { fieldSql, type StructType } from './data-type.ts';

export const schemaDdl = (schema: StructType): string => schema.fields.map((field) => fieldSql(field, ' ')).join(',');
