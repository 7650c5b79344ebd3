import { expect, test } from 'vitest';
import { attribute } from '../tree/build.ts';
import { INT, STRING } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { rowsPlan } from './in-process.fixture.ts';
import { type Dice, dice, randomQuery, TABLE_COLUMNS } from './random-query.fixture.ts';
import { runSql, type Tables } from './sql.fixture.ts';

const QUERIES = 150;

/** Few different values, so that rows meet; a table may be empty. */
function randomTables(roll: Dice): Tables {
  const value = (kind: 'int' | 'text'): Value => {
    if (roll(5) === 0) return null;
    return kind === 'int' ? roll(5) : (['x', 'y', 'z'][roll(3)] as string);
  };
  return Object.fromEntries(
    Object.entries(TABLE_COLUMNS).map(([name, columns]) => [
      name,
      rowsPlan(
        columns.map((column) => attribute(column.name, column.kind === 'int' ? INT : STRING)),
        Array.from({ length: roll(10) }, () => columns.map((column) => value(column.kind))),
      ),
    ]),
  );
}

const PLAIN = { 'spark.sql.optimizer.enabled': 'false', 'spark.sql.shuffle.partitions': '1' };
const VARIANTS: readonly Readonly<Record<string, string>>[] = [
  { 'spark.sql.shuffle.partitions': '1' },
  { 'spark.sql.shuffle.partitions': '4' },
  { 'spark.sql.shuffle.partitions': '4', 'spark.sql.autoBroadcastJoinThreshold': '-1' },
  { 'spark.sql.optimizer.enabled': 'false', 'spark.sql.shuffle.partitions': '4' },
];

test(`${QUERIES} queries give the same rows with and without the optimizer, in one partition and in several, spilled too`, async () => {
  for (let seed = 1; seed <= QUERIES; seed++) {
    const roll = dice(seed);
    const tables = randomTables(roll);
    const query = randomQuery(roll);
    const rowsUnder = async (
      settings: Readonly<Record<string, string>>,
      hasMemory = true,
    ): Promise<readonly string[]> => {
      const rows = await runSql(query, tables, settings).rows(hasMemory);
      return rows.map((row) => row.map((v) => v ?? '-').join(' ')).sort();
    };
    const expected = await rowsUnder(PLAIN);
    for (const variant of VARIANTS) {
      expect(await rowsUnder(variant), `seed ${seed}, ${JSON.stringify(variant)}\n${query}`).toEqual(expected);
    }
    expect(await rowsUnder(PLAIN, false), `seed ${seed}, without memory\n${query}`).toEqual(expected);
  }
}, 120_000);
