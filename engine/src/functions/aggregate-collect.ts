/** Aggregates that keep values: the first and last of a group, lists and sets. */
import { type Js, js } from '../fragments/js.ts';
import { array, BOOLEAN, type DataType, type TypeOf } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { ANY, foldable, one } from './arg-types.ts';
import { type AggregateFunction, aggregate, type GenContext, type Slots } from './define.ts';
import { valueIndexOf } from './impl/value-set.ts';
import { ORDER } from './lowering.ts';

const GROUP = 'agg_funcs';

/** The value of the first or last row, or of the first or last that is not NULL. */
function positional(name: string, since: string, side: 'first' | 'last'): AggregateFunction {
  const put = (s: Slots, value: Js): Js => {
    const store = js`{ ${s('value')} = ${value}; ${s('seen')} = true; }`;
    return side === 'first' ? js`if (${s('seen')} !== true) ${store}` : store;
  };
  const ignores = (context: GenContext): boolean => context.constants[1] === true;
  return aggregate({
    name,
    since,
    group: GROUP,
    usage: `The value of the ${side} row; with a second argument of true, NULLs are passed over.`,
    examples: [
      [`(SELECT ${name}(col) FROM VALUES (10), (5), (20) AS tab(col))`, side === 'first' ? '10' : '20'],
      [`(SELECT ${name}(col, true) FROM VALUES (NULL), (5), (NULL) AS tab(col))`, '5'],
    ],
    pretty: ([a]) => `${name}(${a})`,
    params: ['col', 'ignorenulls'],
    ordered: true,
    overloads: [
      {
        args: [ANY, foldable(one(BOOLEAN))],
        defaults: [false],
        returns: ([x]) => x,
        nullable: true,
        nulls: 'manual',
        buffer: ([type]) => [
          { name: 'value', type, initial: null },
          { name: 'seen', type: BOOLEAN, initial: null },
        ],
        update: (s, [x], context) => (ignores(context) ? js`if (${x} !== null) { ${put(s, x)} }` : put(s, x)),
        merge: (s, o) => js`if (${o('seen')} === true) { ${put(s, o('value'))} }`,
        finish: (s) => s('value'),
        duckdb: ORDER,
      },
    ],
  });
}

export const first = positional('first', '2.0.0', 'first');
export const firstValue = positional('first_value', '2.0.0', 'first');
export const anyValue = positional('any_value', '3.4.0', 'first');
export const last = positional('last', '2.0.0', 'last');
export const lastValue = positional('last_value', '2.0.0', 'last');

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
