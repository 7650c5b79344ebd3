/** Ranking and offset functions over ordered window partitions. */

import { sql, sqlAggregate, sqlText } from '../fragments/sql.ts';
import { DOUBLE, INT } from '../types/data-type.ts';
import { AS_BOOLEAN } from './arg-kinds.ts';
import { ANY, foldable, one, variable } from './arg-types.ts';
import { inCapitals } from './capitals.ts';
import { type CountedRows, type RankingOverload, type WindowFunction, windowFunction } from './define.ts';
import { ORDER } from './lowering.ts';

const GROUP = 'window_funcs';

const ranking = (
  name: string,
  usage: string,
  type: typeof INT | typeof DOUBLE,
  rankOf: RankingOverload['rank'],
  traits: Pick<WindowFunction, 'ordered' | 'running'> = {},
): WindowFunction =>
  windowFunction({
    name,
    since: '2.0.0',
    group: GROUP,
    usage,
    examples: [[`${name}() OVER (ORDER BY 1)`, name === 'percent_rank' ? '0.0' : name === 'cume_dist' ? '1.0' : '1']],
    frame: 'fixed',
    ...traits,
    ...(name.endsWith('rank') ? { pretty: inCapitals(name) } : {}),
    overloads: [
      {
        args: [],
        returns: type,
        nullable: false,
        rank: rankOf,
        duckdb: () => {
          const call = sqlAggregate(sqlText(`${name}()`));
          return type.kind === 'integer' ? sql`CAST(${call} AS INTEGER)` : call;
        },
      },
    ],
  });

export const rowNumber = ranking(
  'row_number',
  'Number of the row in its partition, from 1.',
  INT,
  ({ row }) => row + 1,
  { ordered: true, running: true },
);

export const rank = ranking(
  'rank',
  'One more than the number of rows before the row; ties share it.',
  INT,
  ({ peerStart }) => peerStart + 1,
  { running: true },
);

export const denseRank = ranking(
  'dense_rank',
  'As rank, without gaps after ties.',
  INT,
  ({ groupsBefore }) => groupsBefore + 1,
  { running: true },
);

export const percentRank = ranking(
  'percent_rank',
  'Rank less one, as a share of the other rows.',
  DOUBLE,
  ({ length, peerStart }) => (length === 1 ? 0 : peerStart / (length - 1)),
);

export const cumeDist = ranking(
  'cume_dist',
  'Share of rows that come before the row or tie with it.',
  DOUBLE,
  ({ length, peerEnd }) => peerEnd / length,
);

export const ntile = windowFunction({
  name: 'ntile',
  since: '2.0.0',
  group: GROUP,
  usage: 'Number of the row\u2019s bucket when the partition is cut into that many, the first ones larger by one.',
  examples: [['ntile(2) OVER (ORDER BY 1)', '1']],
  frame: 'fixed',
  overloads: [
    {
      args: [foldable(one(INT))],
      defaults: [1],
      returns: INT,
      nullable: false,
      rank: ({ row, length }, [buckets]) => {
        const size = Math.floor(length / (buckets as number));
        const larger = length % (buckets as number);
        const cut = larger * (size + 1);
        return (row < cut ? Math.floor(row / (size + 1)) : larger + Math.floor((row - cut) / size)) + 1;
      },
      duckdb: ORDER,
    },
  ],
});

/** The row `distance` counted rows further on, or back. */
function away(row: number, distance: number, rows: CountedRows): number {
  if (distance === 0) return row;
  return rows.nth(distance < 0 ? rows.before(row) + distance : rows.before(row + 1) + distance - 1);
}

const offsetFunction = (name: 'lag' | 'lead', usage: string): WindowFunction =>
  windowFunction({
    name,
    since: '2.0.0',
    group: GROUP,
    usage,
    ordered: true,
    examples: [
      [`${name}(1) OVER (ORDER BY 1)`, 'NULL'],
      [`${name}(1, 1, 5) OVER (ORDER BY 1)`, '5'],
    ],
    frame: 'fixed',
    pretty: (args) => `${name}(${args.slice(0, 3).join(', ')})`,
    overloads: [
      {
        args: [variable('T'), foldable(one(INT)), variable('T'), foldable(AS_BOOLEAN)],
        defaults: [1, null, false],
        returns: ([type]) => type,
        nullable: ([value, , otherwise]) => value === true || otherwise === true,
        source: ({ row }, offset, rows) => away(row, name === 'lag' ? -offset : offset, rows),
        otherwise: 2,
        skipsNulls: 3,
        duckdb: ([value, offset, otherwise], { constants }) =>
          constants[3] === false
            ? sqlAggregate(sql`${sqlText(name)}(${value}, ${offset}, ${otherwise})`)
            : { none: 'IGNORE NULLS' },
      },
    ],
  });

export const lag = offsetFunction('lag', 'The value a number of rows before the row.');
export const lead = offsetFunction('lead', 'The value a number of rows after the row.');

export const nthValue = windowFunction({
  name: 'nth_value',
  since: '3.1.0',
  group: GROUP,
  usage: 'The value of the n-th row of the frame, NULL where it has fewer.',
  examples: [['nth_value(7, 1) OVER (ORDER BY 1)', '7']],
  frame: 'user',
  pretty: (args) => `nth_value(${args.slice(0, 2).join(', ')})`,
  overloads: [
    {
      args: [ANY, foldable(one(INT)), foldable(AS_BOOLEAN)],
      defaults: [false],
      returns: ([type]) => type,
      nullable: true,
      source: ({ frameStart, frameEnd }, position, rows) => {
        const row = rows.nth(rows.before(frameStart) + position - 1);
        return row < frameEnd ? row : -1;
      },
      skipsNulls: 2,
      duckdb: ORDER,
    },
  ],
});
