/**
 * Random queries over random Parquet tables, each answered in several ways that must agree: natively, on the evaluator
 * alone, without the optimizer, in one partition and in many. `node engine/fuzz/queries.ts FROM TO` runs the seeds of a
 * range, prints those that differ and ends with `N passed, M failed`. Which of several conditions is raised, or none
 * where no row needs the expression, depends on the plan, as in Spark: only answers with rows are compared.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SparkError } from '../src/errors/raise.ts';
import { batchOf } from '../src/physical/in-process.fixture.ts';
import { type Dice, dice, randomQuery, TABLE_COLUMNS } from '../src/physical/random-query.fixture.ts';
import { collectRows } from '../src/session/actions.ts';
import { readFiles } from '../src/session/read.ts';
import { SparkContext } from '../src/session/spark-context.ts';
import { SparkSession } from '../src/session/spark-session.ts';
import { openParquetWriter } from '../src/sources/parquet/write-parquet.ts';
import { attribute } from '../src/tree/build.ts';
import { INT, STRING, struct } from '../src/types/data-type.ts';
import type { Value } from '../src/types/value.ts';

/** Tables are made anew after so many queries. */
const QUERIES_PER_TABLES = 50;
const MOST_ROWS = 60;

const PLAIN = {
  'spark.sql.native.enabled': 'false',
  'spark.sql.optimizer.enabled': 'false',
  'spark.sql.shuffle.partitions': '1',
};
const VARIANTS: readonly Readonly<Record<string, string>>[] = [
  { 'spark.sql.shuffle.partitions': '2' },
  { 'spark.sql.native.enabled': 'false', 'spark.sql.shuffle.partitions': '3' },
  { 'spark.sql.shuffle.partitions': '3', 'spark.sql.autoBroadcastJoinThreshold': '-1' },
];

/** Few different values, so that rows meet, and now and then one at the end of its range. */
function randomValue(kind: 'int' | 'text', roll: Dice): Value {
  if (roll(6) === 0) return null;
  if (kind === 'int') return roll(40) === 0 ? -(2 ** 31) + roll(2) : roll(6) - 1;
  return ['x', 'y', 'z', '', 'ß', '🦉x'][roll(6)] as string;
}

async function writeTables(roll: Dice, folder: string): Promise<void> {
  for (const [name, columns] of Object.entries(TABLE_COLUMNS)) {
    const output = columns.map((column) => attribute(column.name, column.kind === 'int' ? INT : STRING));
    for (const part of [0, 1]) {
      const rows = Array.from({ length: roll(MOST_ROWS) }, () => columns.map(({ kind }) => randomValue(kind, roll)));
      const writer = await openParquetWriter({
        path: join(folder, `${name}-${part}.parquet`),
        schema: struct(output.map((a) => ({ name: a.name, type: a.type, nullable: true, metadata: {} }))),
        options: { compression: 'none' },
        timeZone: 'UTC',
        conf: {},
      });
      if (rows.length > 0) await writer.write(batchOf(output, rows));
      await writer.close();
    }
  }
}

async function openSession(
  context: SparkContext,
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<SparkSession> {
  const session = new SparkSession(context, new Map(Object.entries(settings)));
  for (const name of Object.keys(TABLE_COLUMNS)) {
    const files = [0, 1].map((part) => join(folder, `${name}-${part}.parquet`));
    session.createView(name, await readFiles(session, 'parquet', new Map(), undefined, files), 'temporary', true);
  }
  return session;
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

interface Answer {
  /** Rows in any order as one text, or the condition that was raised. */
  readonly text: string;
  readonly raised: boolean;
}

async function answer(session: SparkSession, query: string): Promise<Answer> {
  try {
    const rows = await collectRows(await session.sql(query), { properties: {}, signal: new AbortController().signal });
    const lines = rows.map((row) => row.map((value) => value ?? '-').join(' '));
    return { text: lines.sort().join('\n'), raised: false };
  } catch (error) {
    if (error instanceof SparkError) return { text: error.condition, raised: true };
    throw error;
  }
}

async function main(from: number, to: number): Promise<number> {
  const context = new SparkContext(
    new Map([
      ['spark.master', 'local[2]'],
      ['spark.app.name', 'fuzz'],
    ]),
  );
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  let failed = 0;
  let withRows = 0;
  for (let first = from; first < to; first += QUERIES_PER_TABLES) {
    await writeTables(dice(first), folder);
    const plain = await openSession(context, folder, PLAIN);
    const variants = await Promise.all(VARIANTS.map((settings) => openSession(context, folder, settings)));
    for (let seed = first; seed < Math.min(to, first + QUERIES_PER_TABLES); seed++) {
      const query = randomQuery(dice(seed));
      const answers = [await answer(plain, query)];
      for (const variant of variants) answers.push(await answer(variant, query));
      if (answers.some(({ text }) => text !== '')) withRows++;
      const [expected, ...others] = answers.filter(({ raised }) => !raised);
      const other = others.find(({ text }) => text !== expected?.text);
      if (other === undefined) continue;
      failed++;
      const settings = [PLAIN, ...VARIANTS][answers.indexOf(other)];
      say(`seed ${seed} differs under ${JSON.stringify(settings)}:\n${query}`);
      say(`expected ${expected?.text.slice(0, 300)}\ngot ${other.text.slice(0, 300)}\n`);
    }
  }
  await context.stop();
  rmSync(folder, { recursive: true, force: true });
  say(`${withRows} of ${to - from} queries had rows or raised a condition`);
  say(`${to - from - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exit(await main(Number(process.argv[2] ?? 0), Number(process.argv[3] ?? 1000)));
