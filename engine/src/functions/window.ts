/** Ranking and offset functions over ordered window partitions. */

import { sql, sqlAggregate, sqlText } from '../fragments/sql.ts';
import { DOUBLE, INT } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { AS_BOOLEAN } from './arg-kinds.ts';
import { ANY, foldable, one, variable } from './arg-types.ts';
import { inCapitals } from './capitals.ts';
import { type WindowFunction, type WindowPartition, windowFunction } from './define.ts';
import { ORDER } from './lowering.ts';

const GROUP = 'window_funcs';

function each(length: number, value: (row: number) => Value): readonly Value[] {
  return Array.from({ length }, (_, row) => value(row));
}

/** Ties share a number: `next` says what follows a group of peers. */
function dense(partition: WindowPartition): readonly number[] {
  const ranks: number[] = [];
  let rank = 0;
  for (let row = 0; row < partition.length; row++) {
    if (partition.peerStart[row] === row) rank += 1;
    ranks.push(rank);
  }
  return ranks;
}

const ranking = (
  name: string,
  usage: string,
  type: typeof INT | typeof DOUBLE,
  evaluate: (partition: WindowPartition) => readonly Value[],
  ordered = false,
): WindowFunction =>
  windowFunction({
    name,
    since: '2.0.0',
    group: GROUP,
    usage,
    examples: [[`${name}() OVER (ORDER BY 1)`, name === 'percent_rank' ? '0.0' : name === 'cume_dist' ? '1.0' : '1']],
    frame: 'fixed',
    ...(ordered ? { ordered } : {}),
    ...(name.endsWith('rank') ? { pretty: inCapitals(name) } : {}),
    overloads: [
      {
        args: [],
        returns: type,
        nullable: false,
        evaluate,
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
  ({ length }) => each(length, (row) => row + 1),
  true,
);

export const rank = ranking(
  'rank',
  'One more than the number of rows before the row; ties share it.',
  INT,
  ({ length, peerStart }) => each(length, (row) => (peerStart[row] as number) + 1),
);

export const denseRank = ranking('dense_rank', 'As rank, without gaps after ties.', INT, dense);

export const percentRank = ranking(
  'percent_rank',
  'Rank less one, as a share of the other rows.',
  DOUBLE,
  ({ length, peerStart }) => each(length, (row) => (length === 1 ? 0 : (peerStart[row] as number) / (length - 1))),
);

export const cumeDist = ranking(
  'cume_dist',
  'Share of rows that come before the row or tie with it.',
  DOUBLE,
  ({ length, peerEnd }) => each(length, (row) => (peerEnd[row] as number) / length),
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
      evaluate: ({ length, args }) => {
        const buckets = args[0]?.[0] as number;
        const size = Math.floor(length / buckets);
        const larger = length % buckets;
        const cut = larger * (size + 1);
        return each(
          length,
          (row) => (row < cut ? Math.floor(row / (size + 1)) : larger + Math.floor((row - cut) / size)) + 1,
        );
      },
      duckdb: ORDER,
    },
  ],
});

/** The value `offset` rows away (or the next one further on that is not NULL), else the default. */
function offsetValues({ length, args, ignoreNulls }: WindowPartition, direction: -1 | 1): readonly Value[] {
  const [values = [], offsets = [], defaults = [], flags = []] = args;
  const offset = (offsets[0] as number) * direction;
  const otherwise = (row: number): Value => defaults[row] ?? null;
  if (!ignoreNulls && flags[0] !== true) {
    return each(length, (row) => {
      const at = row + offset;
      return at >= 0 && at < length ? (values[at] as Value) : otherwise(row);
    });
  }
  const step = Math.sign(offset);
  return each(length, (row) => {
    let left = Math.abs(offset);
    for (let at = row + step; step !== 0 && at >= 0 && at < length; at += step) {
      if (values[at] === null) continue;
      left -= 1;
      if (left === 0) return values[at] as Value;
    }
    return step === 0 ? (values[row] as Value) : otherwise(row);
  });
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
        evaluate: (partition) => offsetValues(partition, name === 'lag' ? -1 : 1),
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
      evaluate: ({ length, args, frameStart, frameEnd, ignoreNulls }) => {
        const [values = [], positions = [], flags = []] = args;
        const skip = ignoreNulls || flags[0] === true;
        return each(length, (row) => {
          let left = positions[0] as number;
          for (let at = frameStart[row] as number; at < (frameEnd[row] as number); at++) {
            if (skip && values[at] === null) continue;
            left -= 1;
            if (left === 0) return values[at] as Value;
          }
          return null;
        });
      },
      duckdb: ORDER,
    },
  ],
});
