/** Aggregates that keep values: the first and last of a group, lists and sets. */
import { type Js, js } from '../fragments/js.ts';
import { array, BYTE, type DataType, type TypeOf } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { AS_BOOLEAN } from './arg-kinds.ts';
import { ANY, foldable } from './arg-types.ts';
import { type AggregateFunction, aggregate, type GenContext } from './define.ts';
import { valueIndexOf } from './impl/value-set.ts';
import { ORDER } from './lowering.ts';

const GROUP = 'agg_funcs';

const skipsNulls = ({ constants }: GenContext): boolean => constants[1] === true;

function positional(
  name: 'first' | 'last' | 'any_value',
  aliases: readonly string[],
  usage: string,
): AggregateFunction {
  const last = name === 'last';
  const take = (slots: (slot: string) => Js, value: Js, context: GenContext): Js => {
    const wanted = [
      ...(skipsNulls(context) ? [js`${value} !== null`] : []),
      ...(last ? [] : [js`${slots('seen')} === 0`]),
    ];
    const assign = js`${slots('value')} = ${value}; ${slots('seen')} = 1;`;
    return wanted.length === 0
      ? assign
      : js`if (${wanted.length === 2 ? js`${wanted[0] as Js} && ${wanted[1] as Js}` : (wanted[0] as Js)}) { ${assign} }`;
  };
  return aggregate({
    name,
    aliases,
    since: '2.0.0',
    group: GROUP,
    usage,
    examples: [[`${name}(10)`, '10']],
    ordered: true,
    overloads: [
      {
        args: [ANY, foldable(AS_BOOLEAN)],
        defaults: [false],
        returns: ([type]) => type,
        nulls: 'manual',
        buffer: ([type]) => [
          { name: 'value', type, initial: null },
          { name: 'seen', type: BYTE, initial: 0 },
        ],
        update: (slots, [value], context) => take(slots, value, context),
        merge: (slots, other, context) => js`if (${other('seen')} === 1) { ${take(slots, other('value'), context)} }`,
        finish: (slots) => slots('value'),
        duckdb: ORDER,
      },
    ],
  });
}

export const first = positional(
  'first',
  ['first_value'],
  'The first value of the group; with `true` the first that is not NULL.',
);
export const last = positional(
  'last',
  ['last_value'],
  'The last value of the group; with `true` the last that is not NULL.',
);
export const anyValue = positional('any_value', [], 'Some value of the group; with `true` one that is not NULL.');

const emptyList = (): Value[] => [];

/** A list grows in place: its slot belongs to its group alone. */
export const collectList = aggregate({
  name: 'collect_list',
  aliases: ['array_agg'],
  since: '2.0.0',
  group: GROUP,
  usage: 'All present values of the group as an array.',
  examples: [
    ['collect_list(1)', '[1]'],
    ['collect_list(CAST(NULL AS INT))', '[]'],
  ],
  ordered: true,
  overloads: [
    {
      args: [ANY],
      returns: ([type]) => array(type, false),
      nullable: false,
      nulls: 'skip',
      buffer: ([type]) => [{ name: 'items', type: array(type, false), initial: null }],
      update: (slots, [value]) => js`(${slots('items')} ??= ${emptyList}()).push(${value});`,
      merge: (slots, other) =>
        js`if (${other('items')} !== null) (${slots('items')} ??= ${emptyList}()).push(...${other('items')});`,
      finish: (slots) => js`(${slots('items')} ?? ${emptyList}())`,
      duckdb: ORDER,
    },
  ],
});

/** Values that differ, in the order in which they were first met. */
function distinctValues(items: readonly Value[], type: DataType): readonly Value[] {
  const known = valueIndexOf(type)();
  return items.filter((item) => known.add(item) < 0);
}

export const collectSet = aggregate({
  name: 'collect_set',
  since: '2.0.0',
  group: GROUP,
  usage: 'The distinct present values of the group as an array, in no promised order.',
  examples: [['collect_set(1)', '[1]']],
  ordered: true,
  overloads: [
    {
      args: [ANY],
      returns: ([type]) => array(type, false),
      nullable: false,
      nulls: 'skip',
      buffer: ([type]) => [{ name: 'items', type: array(type, false), initial: null }],
      update: (slots, [value]) => js`(${slots('items')} ??= ${emptyList}()).push(${value});`,
      merge: (slots, other) =>
        js`if (${other('items')} !== null) (${slots('items')} ??= ${emptyList}()).push(...${other('items')});`,
      finish: (slots, { returnType }) =>
        js`${distinctValues}(${slots('items')} ?? ${emptyList}(), ${(returnType as TypeOf<'array'>).element})`,
      duckdb: ORDER,
    },
  ],
});
