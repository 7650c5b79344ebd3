import { afterAll, describe, expect, test } from 'vitest';
import { answering } from './statements.fixture.ts';

const { answer, stop } = answering('functions');

afterAll(stop);

const DOUBLED = 'CREATE TEMPORARY FUNCTION doubled(x INT) RETURNS INT RETURN x * 2';
const PAIRS =
  'CREATE TEMPORARY FUNCTION upto(n INT) RETURNS TABLE (k BIGINT) RETURN SELECT id FROM range(9) WHERE id < n';

describe('functions written in SQL', () => {
  test.each([
    [[DOUBLED, 'SELECT doubled(3), doubled(doubled(3)) + 1'], 'doubled(3) (doubled(doubled(3)) + 1) | 6 13'],
    [[DOUBLED, 'SELECT sum(doubled(id)) AS s FROM range(4)'], 's | 12'],
    [[PAIRS, 'SELECT k FROM upto(2) ORDER BY k'], 'k | 0 | 1'],
    [[PAIRS, 'SELECT id, k FROM range(1, 3) AS r, LATERAL upto(id) ORDER BY ALL'], 'id k | 1 0 | 2 0 | 2 1'],
    [
      [
        'CREATE TEMPORARY FUNCTION plus(a INT, b INT DEFAULT 5) RETURN a + b',
        'SELECT plus(1) AS x, plus(b => 1, a => 2) AS y',
      ],
      'x y | 6 3',
    ],
    [
      [
        'CREATE TEMPORARY FUNCTION below(n INT) RETURNS BIGINT RETURN SELECT count(*) FROM range(9) WHERE id < below.n',
        'SELECT below(4) AS c',
      ],
      'c | 4',
    ],
    [
      [
        'SET spark.sql.ansi.enabled=false',
        'CREATE TEMPORARY FUNCTION half(x INT) RETURN 1 / x',
        'SET spark.sql.ansi.enabled=true',
        'SELECT half(0) IS NULL AS n',
      ],
      'n | true',
    ],
  ])('%j', async (statements, expected) => {
    expect(await answer(...statements)).toBe(expected);
  });

  test.each([
    [
      ['CREATE FUNCTION lasting() RETURNS INT RETURN 1', 'CREATE FUNCTION lasting() RETURNS INT RETURN 2'],
      'ROUTINE_ALREADY_EXISTS',
    ],
    [['DROP FUNCTION nowhere'], 'ROUTINE_NOT_FOUND'],
    [[DOUBLED, 'SELECT doubled()'], 'WRONG_NUM_ARGS.WITHOUT_SUGGESTION'],
    [[DOUBLED, 'SELECT * FROM doubled(1)'], 'NOT_A_TABLE_FUNCTION'],
    [[PAIRS, 'SELECT upto(1)'], 'NOT_A_SCALAR_FUNCTION'],
    [['CREATE TEMPORARY FUNCTION f(a INT, A INT) RETURN 1'], 'DUPLICATE_ROUTINE_PARAMETER_NAMES'],
    [
      ['CREATE TEMPORARY FUNCTION f() RETURNS TABLE (a INT, A INT) RETURN SELECT 1, 2'],
      'DUPLICATE_ROUTINE_RETURNS_COLUMNS',
    ],
    [
      ['CREATE TEMPORARY FUNCTION f() RETURNS TABLE (a INT) RETURN 1'],
      'USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_BODY_MUST_BE_A_QUERY',
    ],
    [
      ['CREATE TEMPORARY FUNCTION f() RETURNS TABLE (a INT) RETURN SELECT 1, 2'],
      'USER_DEFINED_FUNCTIONS.RETURN_COLUMN_COUNT_MISMATCH',
    ],
    [['CREATE TEMPORARY FUNCTION f(x INT) RETURN sum(x)'], 'USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS'],
    [
      ['CREATE TEMPORARY FUNCTION f(x INT NOT NULL) RETURN x'],
      'USER_DEFINED_FUNCTIONS.NOT_NULL_ON_FUNCTION_PARAMETERS',
    ],
    [
      ['CREATE TEMPORARY FUNCTION f(x INT DEFAULT 1, y INT) RETURN x'],
      'USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_PARAMETER_POSITION',
    ],
    [
      ['CREATE TEMPORARY FUNCTION f(x INT DEFAULT (SELECT 1)) RETURN x'],
      'USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_EXPRESSION',
    ],
    [
      ['CREATE FUNCTION g() RETURNS INT RETURN 1', 'CREATE OR REPLACE FUNCTION g() RETURNS INT RETURN g()'],
      'CYCLIC_FUNCTION_REFERENCE',
    ],
    [[DOUBLED, 'CREATE FUNCTION h() RETURNS INT RETURN doubled(1)'], 'INVALID_TEMP_OBJ_REFERENCE'],
    [
      [
        'CREATE TEMPORARY VIEW v AS SELECT 1',
        'CREATE TEMPORARY FUNCTION f() RETURNS TABLE CONTAINS SQL RETURN SELECT * FROM v',
      ],
      'INVALID_SQL_FUNCTION_DATA_ACCESS',
    ],
  ])('%j is refused', async (statements, condition) => {
    await expect(answer(...statements)).rejects.toMatchObject({ condition });
  });
});
