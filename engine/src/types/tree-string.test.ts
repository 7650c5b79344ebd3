/** Schemas as Spark prints them. */
import { expect, it } from 'vitest';
import * as t from './data-type.ts';
import { schemaDdl } from './ddl-text.ts';
import { treeString } from './tree-string.ts';

const schema = t.struct([
  t.field('a', t.INT, false),
  t.field('c', t.array(t.struct([t.field('d', t.decimal(3, 1))]), false)),
  t.field('m', t.map(t.STRING, t.LONG, false)),
  t.field('x\ty', { kind: 'varchar', length: 3, collation: 'UTF8_BINARY' }, true, { comment: "it's" }),
]);

it('draws the tree, down to a depth', () => {
  expect(treeString(schema)).toBe(
    [
      'root',
      ' |-- a: integer (nullable = false)',
      ' |-- c: array (nullable = true)',
      ' |    |-- element: struct (containsNull = false)',
      ' |    |    |-- d: decimal(3,1) (nullable = true)',
      ' |-- m: map (nullable = true)',
      ' |    |-- key: string',
      ' |    |-- value: long (valueContainsNull = false)',
      ' |-- x\\ty: varchar(3) (nullable = true)',
      '',
    ].join('\n'),
  );
  expect(treeString(schema, 1)).not.toContain('element');
});

it('writes DDL', () => {
  expect(schemaDdl(schema)).toBe(
    "a INT NOT NULL,c ARRAY<STRUCT<d: DECIMAL(3,1)>>,m MAP<STRING, BIGINT>,`x\ty` VARCHAR(3) COMMENT 'it\\'s'",
  );
});
