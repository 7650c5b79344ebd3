/** Types survive their JSON form, in the spelling PySpark writes. */
import { describe, expect, it } from 'vitest';
import * as t from './data-type.ts';
import { typeFromJson, typeJsonText } from './type-json.ts';

const schema = t.struct([
  t.field('a', t.LONG, false, { comment: 'é', nested: [1, { x: null }] }),
  t.field('b', t.array(t.map(t.STRING, t.decimal(12, 3), false), false)),
  t.field('c', t.struct([t.field('d', t.DAYTIME), t.field('e', t.YEARMONTH)])),
  t.field('f', { kind: 'varchar', length: 5, collation: 'UTF8_BINARY' }),
  t.field('g', t.array({ kind: 'string', collation: 'UNICODE_CI' })),
  t.field('h', { kind: 'udt', sqlType: t.array(t.DOUBLE), pyClass: 'm.C', jvmClass: undefined, serializedClass: 'x' }),
  t.field('i', { kind: 'time', precision: 3 }),
  t.field('j', { kind: 'geometry', srid: 4326 }),
]);

describe('schema JSON', () => {
  it('comes back as it was', () => {
    expect(typeFromJson(JSON.parse(typeJsonText(schema)))).toEqual(schema);
  });

  it('is spelt as Spark spells it', () => {
    expect(typeJsonText(t.struct(schema.fields.slice(0, 1)))).toBe(
      '{"type":"struct","fields":[{"name":"a","type":"long","nullable":false,"metadata":{"comment":"é","nested":[1,{"x":null}]}}]}',
    );
    expect(typeJsonText(t.struct(schema.fields.slice(4, 5)))).toBe(
      '{"type":"struct","fields":[{"name":"g","type":{"type":"array","elementType":"string","containsNull":true},"nullable":true,"metadata":{"__COLLATIONS":{"g.element":"icu.UNICODE_CI"}}}]}',
    );
  });

  it.each(['"nope"', '{"type":"struct"}', '7', '{"type":"udt"}'])('refuses %s', (json) => {
    expect(() => typeFromJson(JSON.parse(json))).toThrow('INVALID_JSON_DATA_TYPE');
  });
});
