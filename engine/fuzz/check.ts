/** Checks the queries of a range of seeds. */
import { difference } from './answer.ts';
import type { Coverage } from './coverage.ts';
import { chance, dice, one } from './dice.ts';
import { CallShapes } from './function-calls.ts';
import { type Dialect, Lab, NATIVE, OTHERS, PLAIN, type Variant } from './lab.ts';
import { type RandomQuery, randomQuery } from './random-query.ts';
import { randomTable, TABLES, TIME_ZONES } from './random-tables.ts';

export interface Difference {
  readonly seed: number;
  readonly variant: string;
  readonly what: string;
  readonly sql: string;
}

/** Tables and settings are made anew after so many queries. */
const QUERIES_PER_TABLES = 50;
/** What a group of seeds shares. */
function dialectOf(first: number): Dialect & { readonly wild: boolean } {
  const roll = dice(first);
  return { ansi: chance(roll, 50), timeZone: one(roll, ...TIME_ZONES), wild: chance(roll, 40) };
}

/** The seeds of a range that differ, as they are found. */
export async function* differences(from: number, to: number, coverage: Coverage): AsyncGenerator<Difference> {
  const lab = new Lab();
  const calls = new CallShapes();
  try {
    const aligned = from - (from % QUERIES_PER_TABLES);
    for (let first = aligned; first < to; first += QUERIES_PER_TABLES) {
      const dialect = dialectOf(first);
      const roll = dice(first + 1);
      await lab.open(new Map(TABLES.map((name) => [name, randomTable(name, roll, dialect.wild)])), dialect);
      for (let seed = Math.max(from, first); seed < Math.min(to, first + QUERIES_PER_TABLES); seed++) {
        const query = randomQuery(seed, calls, dialect.ansi);
        const found = await check(lab, query, seed, coverage);
        if (found !== undefined) yield { seed, ...found };
      }
    }
  } finally {
    await lab.close();
  }
}

async function check(
  lab: Lab,
  query: RandomQuery,
  seed: number,
  coverage: Coverage,
): Promise<Omit<Difference, 'seed'> | undefined> {
  const prepared = await lab.prepare(query.sql);
  if ('kind' in prepared) {
    coverage.refused(prepared);
    return prepared.kind === 'crashed' ? { variant: 'analysis', what: prepared.what, sql: query.sql } : undefined;
  }
  const expected = await lab.run(prepared, PLAIN);
  const others = seed % 2 === 0 ? [] : [OTHERS[(seed >> 1) % OTHERS.length] as Variant];
  for (const variant of [NATIVE, ...others]) {
    const answer = await lab.run(prepared, variant);
    const what = difference(expected, answer, query);
    if (what !== undefined) return { variant: variant.name, what, sql: query.sql };
  }
  coverage.ran(query, expected, lab.physical(prepared, NATIVE), lab.physical(prepared, PLAIN));
  if (query.partitioned === undefined || seed % 2 === 1) return undefined;
  const parts = await lab.prepare(query.partitioned);
  const variant = seed % 4 === 0 ? NATIVE : (OTHERS[0] as Variant);
  const answer = 'kind' in parts ? parts : await lab.run(parts, variant);
  const what = difference(expected, answer, query);
  return what === undefined ? undefined : { variant: `${variant.name}, partitioned`, what, sql: query.partitioned };
}
