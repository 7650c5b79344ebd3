/** Functions that make maps and read them. */
import {
  array as arrayType,
  BOOLEAN,
  type DataType,
  field,
  map as mapType,
  STRING,
  struct,
} from '../types/data-type.ts';
import type { MapValue } from '../types/value.ts';
import { type ArgType, arrayOf, mapOf, STRING_ARG, STRUCT_ARG, variable } from './arg-types.ts';
import { familyOf, partialIn, strict, strictIn, totalIn } from './calls.ts';
import type { Args } from './define.ts';
import { byElements, elementOf } from './impl/array-code.ts';
import {
  alternating,
  entriesOf,
  fromArrays,
  fromEntries,
  hasKey,
  joinedMaps,
  keyOf,
  mapMaker,
} from './impl/map-code.ts';
import { textToMap } from './impl/text-map.ts';

const KEY: ArgType = variable('K', 'orderable');
const VALUE: ArgType = variable('V');
const MAP = mapOf(KEY, VALUE);

const declare = familyOf('map_funcs');

const valueType = (type: DataType): DataType => (type.kind === 'map' ? type.value : type);
const mayHoldNull = (type: DataType): boolean =>
  (type.kind === 'map' && type.valueContainsNull) || (type.kind === 'array' && type.containsNull);

export const map = declare(
  'map',
  '2.0.0',
  'A map of the arguments, keys and values taking turns.',
  [
    ["map(1.0, '2', 3.0, '4')", '{1.0 -> 2, 3.0 -> 4}'],
    ['map()', '{}'],
  ],
  totalIn(
    [],
    (args, { nullables = [] }) =>
      args.length === 0
        ? mapType({ kind: 'void' }, { kind: 'void' }, false)
        : mapType(
            args[0],
            args[1],
            nullables.some((n, i) => i % 2 === 1 && n),
          ),
    (c) => alternating(mapMaker(c.argTypes[0] ?? { kind: 'void' }, c.context)),
    { rest: [KEY, VALUE], nullable: false },
  ),
);

export const mapFromArrays = declare(
  'map_from_arrays',
  '2.4.0',
  'A map of an array of keys and an array of values.',
  [["map_from_arrays(array(1.0, 3.0), array('2', '4'))", '{1.0 -> 2, 3.0 -> 4}']],
  strictIn(
    [arrayOf(KEY), arrayOf(VALUE)],
    ([k, v]) => mapType(elementOf(k), elementOf(v), mayHoldNull(v)),
    (c) => fromArrays(mapMaker(elementOf(c.argTypes[0]), c.context)),
  ),
);

const entryField = (type: DataType, i: number) => {
  const element = elementOf(type);
  return element.kind === 'struct' ? element.fields[i] : undefined;
};

export const mapFromEntries = declare(
  'map_from_entries',
  '2.4.0',
  'A map of an array of pairs.',
  [["map_from_entries(array(struct(1, 'a'), struct(2, 'b')))", '{1 -> a, 2 -> b}']],
  partialIn(
    [arrayOf(STRUCT_ARG)],
    ([a]) => mapType(entryField(a, 0)?.type ?? a, entryField(a, 1)?.type ?? a, entryField(a, 1)?.nullable ?? true),
    (c) => fromEntries(mapMaker(entryField(c.argTypes[0] as DataType, 0)?.type ?? { kind: 'void' }, c.context)),
    { nullable: byElements },
  ),
);

export const mapKeys = declare(
  'map_keys',
  '2.3.0',
  'The keys of a map.',
  [["map_keys(map(1, 'a', 2, 'b'))", '[1, 2]']],
  strict(
    [MAP],
    ([m]) => arrayType(keyOf(m), false),
    (m: MapValue) => m.keys,
  ),
);

export const mapValues = declare(
  'map_values',
  '2.3.0',
  'The values of a map.',
  [["map_values(map(1, 'a', 2, 'b'))", '[a, b]']],
  strict(
    [MAP],
    ([m]) => arrayType(valueType(m), mayHoldNull(m)),
    (m: MapValue) => m.values,
  ),
);

export const mapEntries = declare(
  'map_entries',
  '3.0.0',
  'The entries of a map as structs of key and value.',
  [["map_entries(map(1, 'a', 2, 'b'))", '[{1, a}, {2, b}]']],
  strict(
    [MAP],
    ([m]) => arrayType(struct([field('key', keyOf(m), false), field('value', valueType(m), mayHoldNull(m))]), false),
    entriesOf,
  ),
);

export const mapConcat = declare(
  'map_concat',
  '2.4.0',
  'One map of the entries of all.',
  [["map_concat(map(1, 'a', 2, 'b'), map(3, 'c'))", '{1 -> a, 2 -> b, 3 -> c}']],
  strictIn(
    [],
    (args: Args<DataType>) =>
      args.length === 0
        ? mapType(STRING, STRING, false)
        : mapType(keyOf(args[0]), valueType(args[0]), args.some(mayHoldNull)),
    (c) => joinedMaps(mapMaker(keyOf(c.argTypes[0]), c.context)),
    { rest: MAP },
  ),
);

export const mapContainsKey = declare(
  'map_contains_key',
  '3.3.0',
  'Whether the map has the key.',
  [
    ["map_contains_key(map(1, 'a', 2, 'b'), 1)", 'true'],
    ["map_contains_key(map(1, 'a', 2, 'b'), 3)", 'false'],
  ],
  strictIn([MAP, KEY], BOOLEAN, (c) => hasKey(c.argTypes[0]), { nullable: true }),
);

export const strToMap = declare(
  'str_to_map',
  '2.0.1',
  'A map read from a text: the first pattern stands between entries, the second between key and value.',
  [
    ["str_to_map('a:1,b:2,c:3', ',', ':')", '{a -> 1, b -> 2, c -> 3}'],
    ["str_to_map('a')", '{a -> NULL}'],
  ],
  strictIn(
    [STRING_ARG, STRING_ARG, STRING_ARG],
    mapType(STRING, STRING),
    (c) => textToMap(mapMaker(STRING, c.context)),
    {
      defaults: [',', ':'],
    },
  ),
);
