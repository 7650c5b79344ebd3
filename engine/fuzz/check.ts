/** Checks the queries of a range of seeds. */
import { type Answer, difference } from './answer.ts';
import type { Coverage } from './coverage.ts';
import { chance, dice, one } from './dice.ts';
import { CallShapes } from './function-calls.ts';
import { type Dialect, EVALUATOR, Lab, NATIVE, OTHERS, PLAIN, type Prepared, type Run, type Variant } from './lab.ts';
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
  const { answer: expected, plan } = await lab.run(prepared, PLAIN);
  const plans = [plan];
  for (const variant of [NATIVE, ...(seed % 2 === 0 ? [] : [OTHERS[(seed >> 1) % OTHERS.length] as Variant])]) {
    const run = await lab.run(prepared, variant);
    const what =
      difference(expected, run.answer, query) ?? (await outcome(lab, prepared, query, expected, run, variant));
    if (what !== undefined) return { variant: variant.name, what, sql: query.sql };
    plans.push(run.plan);
    coverage.failedNatively(run.nativeFailures);
  }
  const { parsed, analyzed } = prepared.execution;
  coverage.ran(query, [parsed, analyzed], expected, plans[1], plans);
  if (query.partitioned === undefined || seed % 2 === 1) return undefined;
  const parts = await lab.prepare(query.partitioned);
  const variant = seed % 4 === 0 ? NATIVE : (OTHERS[0] as Variant);
  const answer = 'kind' in parts ? parts : (await lab.run(parts, variant)).answer;
  const what = difference(expected, answer, query);
  return what === undefined ? undefined : { variant: `${variant.name}, partitioned`, what, sql: query.partitioned };
}

/**
 * Whether each row's values fail is no matter of plans, but for what an optimizer leaves out, ours or DuckDB's own.
 * Undefined where the run ended as the other did, or as the evaluator does with the optimizer.
 */
async function outcome(
  lab: Lab,
  prepared: Prepared,
  query: RandomQuery,
  expected: Answer,
  { answer }: Run,
  variant: Variant,
): Promise<string | undefined> {
  if (!query.certain || outcomeOf(expected, variant) === outcomeOf(answer, variant)) return undefined;
  if (expected.kind === 'raised') {
    const optimized = await lab.run(prepared, EVALUATOR);
    if (outcomeOf(optimized.answer, variant) === outcomeOf(answer, variant)) return undefined;
  }
  return `${outcomeOf(answer, variant)} instead of ${outcomeOf(expected, variant)}`;
}

/** Threads meet rows in an order of their own. */
const outcomeOf = (answer: Answer, { threads }: Variant): string =>
  answer.kind === 'raised' && threads !== true ? answer.condition : answer.kind;
