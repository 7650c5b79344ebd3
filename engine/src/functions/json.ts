/** JSON: parts of it, values written as it, and values read from it. */
import { array, type DataType, field, INT, map, STRING, struct } from '../types/data-type.ts';
import type { MapValue, Value } from '../types/value.ts';
import { ANY, type ArgType, foldable, kinds, one, STRING_ARG } from './arg-types.ts';
import { familyOf, partial, partialIn, strict, totalIn } from './calls.ts';
import { generator, scalar } from './define.ts';

import type { JsonOptions } from './impl/json-options.ts';
import { arrayLength, jsonFields, jsonObject, objectKeys } from './impl/json-path.ts';
import { jsonReader, NO_JSON, rowsAsAsked } from './impl/json-records.ts';
import { schemaText } from './impl/json-schema.ts';
import { jsonWriter } from './impl/json-write.ts';

const declare = familyOf('json_funcs');
const OPTIONS: ArgType = foldable(one(map(STRING, STRING)));
const NESTED = kinds('STRUCT or ARRAY or MAP', ['struct', 'array', 'map', 'variant'], []);

/** Names of options are told apart without case. */
function optionsOf(value: Value | undefined): JsonOptions {
  const { keys, values } = (value ?? { keys: [], values: [] }) as MapValue;
  return Object.fromEntries(keys.map((key, i) => [String(key).toLowerCase(), String(values[i])]));
}

export const getJsonObject = declare(
  'get_json_object',
  '1.5.0',
  'The part of a JSON text at a path.',
  [
    ['get_json_object(\'{"a":"b"}\', \'$.a\')', 'b'],
    ['get_json_object(\'[{"a":"b"},{"a":"c"}]\', \'$[*].a\')', '["b","c"]'],
    ["get_json_object('bad', '$.a')", 'NULL'],
  ],
  partial([STRING_ARG, STRING_ARG], STRING, jsonObject, { nullable: true }),
);

export const jsonArrayLength = declare(
  'json_array_length',
  '3.1.0',
  'The number of elements of a JSON array; NULL for anything else.',
  [["json_array_length('[1,2,3,4]')", '4']],
  partial([STRING_ARG], INT, arrayLength, { nullable: true }),
);

export const jsonObjectKeys = declare(
  'json_object_keys',
  '3.1.0',
  'The names in a JSON object; NULL for anything else.',
  [['json_object_keys(\'{"key": "value", "b": 1}\')', '[key, b]']],
  partial([STRING_ARG], array(STRING), objectKeys, { nullable: true }),
);

export const schemaOfJson = declare(
  'schema_of_json',
  '2.4.0',
  'The type that fits a JSON text, as DDL.',
  [
    ['schema_of_json(\'[{"col":0}]\')', 'ARRAY<STRUCT<col: BIGINT>>'],
    ['schema_of_json(\'{"a":1.5,"b":["x"]}\')', 'STRUCT<a: DOUBLE, b: ARRAY<STRING>>'],
  ],
  strict([foldable(STRING_ARG)], STRING, schemaText),
);

export const toJson = scalar({
  ...declare(
    'to_json',
    '2.2.0',
    'A struct, array or map as JSON.',
    [
      ["to_json(named_struct('a', 1, 'b', 2))", '{"a":1,"b":2}'],
      ["to_json(array(map('a', 1)))", '[{"a":1}]'],
      [
        "to_json(named_struct('time', TIMESTAMP'2015-08-26 00:00:00'), map('timestampFormat', 'dd/MM/yyyy'))",
        '{"time":"26/08/2015"}',
      ],
    ],
    partialIn([NESTED], STRING, (c) => jsonWriter(c.argTypes[0] as DataType, c.timeZone, {}), { nullable: true }),
    partialIn(
      [NESTED, OPTIONS],
      STRING,
      (c) => jsonWriter(c.argTypes[0] as DataType, c.timeZone, optionsOf(c.constants[1])),
      {
        nullable: true,
      },
    ),
  ),
  pretty: ([a]) => `to_json(${a})`,
});

/** Analysis puts a NULL of the wanted type in the place of the schema's text. */
export const fromJson = scalar({
  ...declare(
    'from_json',
    '2.2.0',
    'The value of a schema read from a JSON text.',
    [
      ['from_json(\'{"a":1, "b":0.8}\', \'a INT, b DOUBLE\')', '{1, 0.8}'],
      ['from_json(\'{"a":"x"}\', \'a INT\')', '{NULL}'],
      ["from_json('[1, 2]', 'ARRAY<INT>')", '[1, 2]'],
    ],
    totalIn(
      [STRING_ARG, ANY],
      ([, type]) => type,
      (c) => jsonReader(c.returnType, c.timeZone, {}),
      { nullable: true },
    ),
    totalIn(
      [STRING_ARG, ANY, OPTIONS],
      ([, type]) => type,
      (c) => jsonReader(c.returnType, c.timeZone, optionsOf(c.constants[2])),
      { nullable: true },
    ),
  ),
  pretty: ([a]) => `from_json(${a})`,
});

export const jsonTuple = generator({
  name: 'json_tuple',
  since: '1.6.0',
  group: 'json_funcs',
  usage: 'The fields of a JSON object as columns.',
  examples: [["json_tuple('{\"a\":1, \"b\":2}', 'a', 'b')", '1 | 2']],
  overloads: [
    {
      args: [STRING_ARG, STRING_ARG],
      rest: STRING_ARG,
      returns: (args) => array(struct(args.slice(1).map((_, i) => field(`c${i}`, STRING))), false),
      rows: ([text = null, ...names]) => [
        text === null ? names.map(() => null) : jsonFields(text as string, names as readonly (string | null)[]),
      ],
    },
  ],
});

/** Not called by name: what `spark.read.json` makes of texts that are there already. */
export const jsonRows = generator({
  name: 'json_rows',
  since: '4.3.0',
  group: 'json_funcs',
  usage: 'The rows of a JSON text; a NULL tells their type, and JSON how they are read.',
  examples: [],
  overloads: [
    {
      args: [STRING_ARG, kinds('STRUCT', ['struct'], []), foldable(STRING_ARG)],
      returns: ([, type]) => array(type as DataType, false),
      rows: ([text, , request]) => rowsAsAsked((text ?? NO_JSON) as string, request as string),
    },
  ],
});
