import { afterAll, describe, expect, test } from 'vitest';
import { collectRows } from './actions.ts';
import { SparkContext } from './spark-context.ts';
import { SparkSession } from './spark-session.ts';

const context = new SparkContext(
  new Map([
    ['spark.master', 'local[1]'],
    ['spark.app.name', 'recursion'],
    ['spark.sql.cteRecursionLevelLimit', '20'],
    ['spark.sql.cteRecursionRowLimit', '50'],
  ]),
);
const spark = new SparkSession(context);

afterAll(() => context.stop());

async function rowsOf(query: string): Promise<string> {
  const rows = await collectRows(await spark.sql(query), { properties: {} });
  return rows.map((row) => row.join(',')).join(' ');
}

const COUNT = 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 4)';
const ENDLESS = 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)';

describe('WITH RECURSIVE', () => {
  test.each([
    [`${COUNT} SELECT n FROM r ORDER BY n`, '1 2 3 4'],
    [`${COUNT} SELECT a.n, b.n FROM r a JOIN r b ON a.n = b.n + 2 ORDER BY 1`, '3,1 4,2'],
    [`${COUNT} SELECT (SELECT max(n) FROM r)`, '4'],
    [`${ENDLESS} SELECT n FROM r LIMIT 3`, '1 2 3'],
    [
      'WITH RECURSIVE f(a, b) AS (VALUES (0, 1) UNION ALL SELECT b, a + b FROM f WHERE a < 8) SELECT a FROM f ORDER BY a',
      '0 1 1 2 3 5 8',
    ],
    [
      'WITH RECURSIVE o AS (WITH RECURSIVE i AS (SELECT 0 AS x UNION ALL SELECT x + 1 FROM i WHERE x < 1) SELECT 0 AS y, x FROM i UNION ALL SELECT y + 1, x FROM o WHERE y < 1) SELECT y, x FROM o ORDER BY 1, 2',
      '0,0 0,1 1,0 1,1',
    ],
    [
      'WITH RECURSIVE r(n) MAX RECURSION LEVEL 30 AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 25) SELECT max(n) FROM r',
      '25',
    ],
  ])('%s', async (query, expected) => {
    expect(await rowsOf(query)).toBe(expected);
  });

  test.each([
    [`${ENDLESS} SELECT * FROM r`, 'RECURSION_LEVEL_LIMIT_EXCEEDED'],
    [
      'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n FROM r, range(2)) SELECT * FROM r',
      'RECURSION_ROW_LIMIT_EXCEEDED',
    ],
    ['WITH RECURSIVE r(n) AS (SELECT n FROM r) SELECT * FROM r', 'INVALID_RECURSIVE_CTE'],
    ['WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT n FROM r) SELECT * FROM r', 'UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE'],
    [
      'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT max(n) FROM r) SELECT * FROM r',
      'INVALID_RECURSIVE_REFERENCE.PLACE',
    ],
    [
      'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1L FROM r) SELECT * FROM r',
      'CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE',
    ],
  ])('%s is refused', async (query, condition) => {
    await expect(rowsOf(query)).rejects.toMatchObject({ condition });
  });
});
