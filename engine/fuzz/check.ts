/** Checks a range of seeds and counts what it covered. */
import { difference } from './answer.ts';
import { Coverage } from './coverage.ts';
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

export interface Report {
  readonly summary: readonly string[];
  /** What was asked for and did not come often enough. */
  readonly missing: readonly string[];
}

/** Tables and settings are made anew after so many queries. */
const QUERIES_PER_TABLES = 50;
/** A long run must have met everything this often. */
const HITS_WANTED = 50;
const LONG_RUN = 50_000;

/** What a group of seeds shares. */
function dialectOf(first: number): Dialect & { readonly wild: boolean } {
  const roll = dice(first);
  return { ansi: chance(roll, 50), timeZone: one(roll, ...TIME_ZONES), wild: chance(roll, 40) };
}

export async function differences(from: number, to: number, onDifference: (d: Difference) => void): Promise<Report> {
  const lab = new Lab();
  const calls = new CallShapes();
  const coverage = new Coverage();
  try {
    const aligned = from - (from % QUERIES_PER_TABLES);
    for (let first = aligned; first < to; first += QUERIES_PER_TABLES) {
      const dialect = dialectOf(first);
      const roll = dice(first + 1);
      await lab.open(new Map(TABLES.map((name) => [name, randomTable(name, roll, dialect.wild)])), dialect);
      for (let seed = Math.max(from, first); seed < Math.min(to, first + QUERIES_PER_TABLES); seed++) {
        const query = randomQuery(seed, calls, dialect.ansi);
        const found = await check(lab, query, seed, coverage);
        if (found !== undefined) onDifference({ seed, ...found });
      }
    }
  } finally {
    await lab.close();
  }
  const missing = to - from < LONG_RUN ? [] : coverage.below(HITS_WANTED);
  return { summary: coverage.summary(HITS_WANTED), missing };
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
  for (const variant of [NATIVE, OTHERS[seed % OTHERS.length] as Variant]) {
    const answer = await lab.run(prepared, variant);
    const what = difference(expected, answer, query);
    if (what !== undefined) return { variant: variant.name, what, sql: query.sql };
  }
  coverage.ran(query, expected, lab.physical(prepared, NATIVE), lab.physical(prepared, PLAIN));
  if (query.partitioned === undefined) return undefined;
  const parts = await lab.prepare(query.partitioned);
  const variant = seed % 2 === 0 ? NATIVE : (OTHERS[0] as Variant);
  const answer = 'kind' in parts ? parts : await lab.run(parts, variant);
  const what = difference(expected, answer, query);
  return what === undefined ? undefined : { variant: `${variant.name}, partitioned`, what, sql: query.partitioned };
}
