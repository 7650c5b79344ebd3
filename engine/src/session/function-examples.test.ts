/** The examples of every declared function are run, and show what they say. */
import { expect, test } from 'vitest';
import type { FunctionDeclaration } from '../functions/define.ts';
import { declarations } from '../functions/registry.ts';
import { evaluateQuery } from './evaluate-query.fixture.ts';

/** Window functions and generators need operators; queries of the session's tests run theirs. */
const runsAlone = ({ kind }: FunctionDeclaration): boolean => kind === 'scalar' || kind === 'aggregate';

/** What these give depends on the session, or they give nothing. */
const UNSHOWN = new Set([
  'raise_error',
  'version',
  'current_user',
  'user',
  'session_user',
  'current_database',
  'current_schema',
  'current_catalog',
]);

const functions = declarations().filter(runsAlone);

test('functions say what they do', () => {
  const silent = declarations().filter(
    (f) => f.usage === '' || (runsAlone(f) && f.examples.length === 0 && !UNSHOWN.has(f.name)),
  );
  expect(silent.map((f) => f.name)).toEqual([]);
});

test.each(functions.map((f) => [f.name, f] as const))('%s', (_, { examples }) => {
  const shown = examples.map(([call, , settings = {}]) => {
    const ansi = settings['spark.sql.ansi.enabled'] !== 'false';
    const { rows } = evaluateQuery(`SELECT ${call}`, {
      ansi,
      timeZone: settings['spark.sql.session.timeZone'] ?? 'UTC',
      others: settings,
    });
    return [call, rows[0]?.[0]];
  });
  expect(shown).toEqual(examples.map(([call, text]) => [call, text]));
});
