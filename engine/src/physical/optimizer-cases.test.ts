import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { attribute } from '../tree/build.ts';
import { INT, LONG, STRING } from '../types/data-type.ts';
import { logicalText } from './explain-logical.ts';
import { rowsPlan } from './in-process.fixture.ts';
import { runSql, type Tables } from './sql.fixture.ts';

const RULES = new URL('../optimizer/rules/', import.meta.url);

const TABLES: Tables = {
  t: rowsPlan(
    [attribute('a', INT), attribute('b', INT), attribute('c', STRING)],
    [
      [1, 1, 'x'],
      [2, null, 'y'],
      [3, 2, null],
      [null, 2, 'z'],
      [5, 3, 'x'],
    ],
  ),
  u: rowsPlan(
    [attribute('k', INT), attribute('v', LONG, false)],
    [
      [1, 10n],
      [2, 20n],
      [2, 21n],
      [null, 30n],
    ],
  ),
};

/** A case is a query that ends with a semicolon, and its optimized plan in a comment below. */
function casesOf(file: string): readonly { readonly query: string; readonly plan: string }[] {
  const text = readFileSync(new URL(file, RULES), 'utf8');
  return text.split('*/').flatMap((part) => {
    const [query, plan] = part.split(/;\s*\/\*\n/);
    return query === undefined || plan === undefined ? [] : [{ query: query.trim(), plan }];
  });
}

/** Ids are numbered anew in the order they appear. */
function stableIds(text: string): string {
  const ids = new Map<string, number>();
  return text.replaceAll(/#(\d+)/g, (_, id: string) => {
    if (!ids.has(id)) ids.set(id, ids.size + 1);
    return `#${ids.get(id)}`;
  });
}

for (const file of readdirSync(RULES).filter((name) => name.endsWith('.cases.sql'))) {
  describe(file, () => {
    for (const { query, plan } of casesOf(file)) {
      test(query, async () => {
        const run = runSql(query, TABLES);
        expect(stableIds(logicalText(run.optimized))).toBe(plan);
        const text = (rows: readonly (readonly unknown[])[]): readonly string[] =>
          rows.map((row) => row.join('|')).sort();
        const plain = await runSql(query, TABLES, { 'spark.sql.optimizer.enabled': 'false' }).rows();
        expect(text(await run.rows())).toEqual(text(plain));
      });
    }
  });
}
