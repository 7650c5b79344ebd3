/** Statements in a session of their own, for tests of what sessions keep. */
import { collectRows } from './actions.ts';
import { SparkContext } from './spark-context.ts';
import { SparkSession } from './spark-session.ts';

export function answering(application: string): {
  /** Runs statements in a new session; the last one's columns and rows. */
  readonly answer: (...statements: readonly string[]) => Promise<string>;
  readonly stop: () => Promise<void>;
} {
  const context = new SparkContext(
    new Map([
      ['spark.master', 'local[1]'],
      ['spark.app.name', application],
    ]),
  );
  const answer = async (...statements: readonly string[]): Promise<string> => {
    const spark = new SparkSession(context);
    for (const statement of statements.slice(0, -1)) await spark.sql(statement);
    const dataset = await spark.sql(statements.at(-1) as string);
    const rows = await collectRows(dataset, { properties: {} });
    return [dataset.output.map(({ name }) => name), ...rows].map((row) => row.join(' ')).join(' | ');
  };
  return { answer, stop: () => context.stop() };
}
