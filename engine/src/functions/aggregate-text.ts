/** Aggregates that make one text of a group's values. */
import { js } from '../fragments/js.ts';
import { array, BINARY, BOOLEAN, type DataType, field, STRING, struct } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { ANY, foldable, kinds, one, STRING_OR_BINARY } from './arg-types.ts';
import { type AggregateFunction, type AggregateOverload, aggregate, type GenContext } from './define.ts';
import { type Item, joined, orderedItems } from './impl/list-text-code.ts';
import { ORDER } from './lowering.ts';

const DELIMITER = foldable(
  kinds('STRING or BINARY', ['string', 'char', 'varchar', 'binary', 'void'], [STRING, BINARY]),
);
const FLAG = foldable(one(BOOLEAN));

/** After value and delimiter come, for each key, the key, whether it ascends, and whether its NULLs come first. */
const KEYS_FROM = 2;
const KEY_SIZE = 3;

const isKey = (index: number): boolean => index >= KEYS_FROM && (index - KEYS_FROM) % KEY_SIZE === 0;
const emptyList = (): Item[] => [];

/** Value and keys of each row that has a value. */
const itemType = (types: readonly DataType[]): DataType =>
  struct(types.filter((_, i) => i === 0 || isKey(i)).map((type, i) => field(`_${i}`, type)));

function finished({ argTypes, constants }: GenContext): (items: Item[] | null) => Value {
  const keys = argTypes.flatMap((type, i) =>
    isKey(i) ? [{ type, ascending: constants[i + 1] === true, nullsFirst: constants[i + 2] === true }] : [],
  );
  const delimiter = constants[1] ?? null;
  return (items) => (items === null ? null : joined(orderedItems(items, keys), delimiter));
}

const overload = (keyed: boolean): AggregateOverload => ({
  args: keyed ? [STRING_OR_BINARY, DELIMITER, ANY, FLAG, FLAG] : [STRING_OR_BINARY, DELIMITER],
  ...(keyed ? { rest: [ANY, FLAG, FLAG] } : { defaults: [null] }),
  returns: ([type]) => type,
  nullable: true,
  nulls: 'manual',
  buffer: (types) => [{ name: 'items', type: array(itemType(types), false), initial: null }],
  update: (slots, args) => {
    const keys = args.filter((_, i) => isKey(i));
    const item = keys.reduce((list, key) => js`${list}, ${key}`, js`${args[0]}`);
    return js`if (${args[0]} !== null) (${slots('items')} ??= ${emptyList}()).push([${item}]);`;
  },
  merge: (slots, other) =>
    js`if (${other('items')} !== null) (${slots('items')} ??= ${emptyList}()).push(...${other('items')});`,
  finish: (slots, context) => js`${finished(context)}(${slots('items')})`,
  duckdb: ORDER,
});

function shown(name: string, [value, delimiter, ...keys]: readonly string[]): string {
  const orders: string[] = [];
  for (let i = 0; i + 2 < keys.length; i += KEY_SIZE) {
    const [key, ascending, nullsFirst] = keys.slice(i);
    orders.push(`${key} ${ascending === 'true' ? 'ASC' : 'DESC'} NULLS ${nullsFirst === 'true' ? 'FIRST' : 'LAST'}`);
  }
  const within = orders.length === 0 ? '' : ` WITHIN GROUP (ORDER BY ${orders.join(', ')})`;
  return `${name}(${value}, ${delimiter})${within}`;
}

const listing = (name: string): AggregateFunction =>
  aggregate({
    name,
    since: '4.0.0',
    group: 'agg_funcs',
    usage: "The group's present values in one text, with a delimiter between them and in the order of WITHIN GROUP.",
    examples: [
      [`(SELECT ${name}(col, ', ') FROM VALUES ('a'), (NULL), ('b') AS tab(col))`, 'a, b'],
      [`(SELECT ${name}(col) WITHIN GROUP (ORDER BY col DESC) FROM VALUES ('a'), ('b') AS tab(col))`, 'ba'],
      [`(SELECT ${name}(col) FROM VALUES (CAST(NULL AS STRING)) AS tab(col))`, 'NULL'],
    ],
    params: ['expr', 'delimiter'],
    pretty: (args) => shown(name, args),
    ordered: true,
    overloads: [overload(false), overload(true)],
  });

export const listagg = listing('listagg');
export const stringAgg = listing('string_agg');
