/** Functions that give rows: arrays and maps taken apart. `_outer` twins are kept rows of the Generate node. */
import { array, type DataType, field, INT, type StructType, struct, type TypeOf } from '../types/data-type.ts';
import type { MapValue, Value } from '../types/value.ts';
import { ANY, arrayOf, foldable, mapOf, one, STRUCT_ARG, variable } from './arg-types.ts';
import { type GeneratorFunction, type GeneratorOverload, generator } from './define.ts';

const GROUP = 'generator_funcs';
const ELEMENTS = arrayOf(variable('T'));
const ENTRIES = mapOf(variable('K'), variable('V'));

const rowsOf = (...fields: StructType['fields']): DataType => array(struct(fields), false);

const elementOf = (type: DataType): { readonly type: DataType; readonly nullable: boolean } => {
  const { element, containsNull } = type as TypeOf<'array'>;
  return { type: element, nullable: containsNull };
};

function keyAndValue(type: DataType): StructType['fields'] {
  const { key, value, valueContainsNull } = type as TypeOf<'map'>;
  return [field('key', key, false), field('value', value, valueContainsNull)];
}

const POSITION = field('pos', INT, false);

function explodeOverloads(withPosition: boolean): readonly GeneratorOverload[] {
  const front = withPosition ? [POSITION] : [];
  const place = (i: number): readonly Value[] => (withPosition ? [i] : []);
  return [
    {
      args: [ELEMENTS],
      returns: ([type]) => {
        const element = elementOf(type);
        return rowsOf(...front, field('col', element.type, element.nullable));
      },
      rows: ([items]) => ((items ?? []) as readonly Value[]).map((item, i) => [...place(i), item]),
    },
    {
      args: [ENTRIES],
      returns: ([type]) => rowsOf(...front, ...keyAndValue(type)),
      rows: ([map]) => {
        const { keys, values } = (map ?? { keys: [], values: [] }) as MapValue;
        return keys.map((key, i) => [...place(i), key, values[i] as Value]);
      },
    },
  ];
}

const exploding = (name: string, since: string, withPosition: boolean, usage: string): GeneratorFunction =>
  generator({ name, since, group: GROUP, usage, examples: [], overloads: explodeOverloads(withPosition) });

export const explode = exploding(
  'explode',
  '1.0.0',
  false,
  'One row for each element of an array, or each entry of a map.',
);
export const posexplode = exploding('posexplode', '2.0.0', true, 'As explode, with the position in front.');

export const inline = generator({
  name: 'inline',
  since: '2.0.0',
  group: GROUP,
  usage: 'One row for each struct of an array, its fields as columns.',
  examples: [],
  overloads: [
    {
      args: [arrayOf(STRUCT_ARG)],
      returns: ([type]) => {
        const { element, containsNull } = type as TypeOf<'array'>;
        const { fields } = element as StructType;
        return rowsOf(...fields.map((f) => field(f.name, f.type, f.nullable || containsNull)));
      },
      rows: ([items]) => ((items ?? []) as readonly (readonly Value[] | null)[]).map((item) => item ?? []),
    },
  ],
});

export const stack = generator({
  name: 'stack',
  since: '2.0.0',
  group: GROUP,
  usage: 'Its arguments laid out over that many rows.',
  examples: [],
  overloads: [
    {
      args: [foldable(one(INT))],
      rest: ANY,
      returns: (types, { constants }) => {
        const width = Math.ceil((types.length - 1) / ((constants[0] as number | undefined) ?? 1));
        return rowsOf(...types.slice(1, 1 + width).map((type, i) => field(`col${i}`, type)));
      },
      rows: ([count, ...values]) => {
        const rows = count as number;
        const width = Math.ceil(values.length / rows);
        return Array.from({ length: rows }, (_, row) =>
          Array.from({ length: width }, (__, column) => values[row * width + column] ?? null),
        );
      },
    },
  ],
});
