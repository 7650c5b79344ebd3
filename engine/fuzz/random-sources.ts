/** Rows that are no table's: one, listed, counted up, and tables turned round by PIVOT and UNPIVOT; hints. */
import { type Dice, one } from './dice.ts';
import type { Column, Kind } from './random-tables.ts';

interface Source {
  readonly sql: string;
  readonly columns: readonly Column[];
}

const columnsOf = (kinds: Readonly<Record<string, Kind>>): readonly Column[] =>
  Object.entries(kinds).map(([name, kind]) => ({ name, kind, keyable: true }));

const LISTED: Source = {
  sql: "(values (1, 'x'), (2, 'y'), (null, 'x'), (3, null)) as v(k, s)",
  columns: columnsOf({ k: 'int', s: 'string' }),
};

const ONE: Source = {
  sql: "(select 1 as k, cast(2 as bigint) as l, 'x' as s)",
  columns: columnsOf({ k: 'int', l: 'bigint', s: 'string' }),
};

const counted = (roll: Dice): Source => ({
  sql: `(select id as l, cast(id as int) as k from range(${roll(3)}, ${3 + roll(5)}))`,
  columns: columnsOf({ l: 'bigint', k: 'int' }),
});

const pivoted = (roll: Dice): Source => ({
  sql: `(select * from (select k, s, l from ta) pivot (${one(roll, 'max', 'min', 'count')}(l) for s in ('x' as px, 'y' as py, '' as pz)))`,
  columns: columnsOf({ k: 'int', px: 'bigint', py: 'bigint', pz: 'bigint' }),
});

const unpivoted = (roll: Dice): Source => ({
  sql: `(select s, c, v from (select s, dt, k, cast(m as int) as m from tb) unpivot ${one(roll, '', 'include nulls ')}(v for c in (k, m)))`,
  columns: columnsOf({ s: 'string', c: 'string', v: 'int' }),
});

export const randomSource = (roll: Dice): Source =>
  one<(roll: Dice) => Source>(
    roll,
    () => LISTED,
    () => ONE,
    counted,
    pivoted,
    unpivoted,
  )(roll);

/** To stand after SELECT; of how rows are parted, and of joins with one of the relations. */
export function randomHint(roll: Dice, relations: readonly string[]): string {
  const relation = one(roll, ...relations);
  return `/*+ ${one(
    roll,
    'coalesce(1)',
    'repartition(3)',
    'rebalance',
    `broadcast(${relation})`,
    `merge(${relation})`,
    `shuffle_hash(${relation})`,
    `shuffle_replicate_nl(${relation})`,
  )} */ `;
}
