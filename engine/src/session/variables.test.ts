import { afterAll, describe, expect, test } from 'vitest';
import { answering } from './statements.fixture.ts';

const { answer, stop } = answering('variables');

afterAll(stop);

describe('session variables', () => {
  test.each([
    [
      ['DECLARE a INT = 5', 'SET VAR a = a + 1', 'SELECT a + 1, session.a'],
      '(variablereference(system.session.a=6) + 1) a | 7 6',
    ],
    [['DECLARE VARIABLE a, b DEFAULT 2', 'SET VAR a = 7, b = a', 'SET VAR a = DEFAULT', 'SELECT a, b'], 'a b | 2 2'],
    [['DECLARE a INT', "DECLARE b STRING = 'x'", "SET VAR (a, b) = (SELECT 1, 'y')", 'SELECT a, b'], 'a b | 1 y'],
    [['DECLARE a INT = 1', 'SET VAR (a) = (SELECT id FROM range(0))', 'SELECT a IS NULL AS n'], 'n | true'],
    [['DECLARE a INT = 1', 'SELECT session.a AS v, a FROM VALUES (2) AS t(a)'], 'v a | 1 2'],
    [["DECLARE s STRUCT<x INT> = named_struct('x', 4)", 'SELECT s.x'], 'x | 4'],
  ])('%j', async (statements, expected) => {
    expect(await answer(...statements)).toBe(expected);
  });

  test.each([
    [['DECLARE a INT', 'DECLARE a INT'], 'VARIABLE_ALREADY_EXISTS'],
    [['DROP TEMPORARY VARIABLE a'], 'VARIABLE_NOT_FOUND'],
    [['SET VAR a = 1'], 'UNRESOLVED_VARIABLE'],
    [['DECLARE a'], 'INVALID_SQL_SYNTAX.VARIABLE_TYPE_OR_DEFAULT_REQUIRED'],
    [['DECLARE a INT = (SELECT 1)'], 'INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION'],
    [['DECLARE a INT', 'SET VAR a = 1, A = 2'], 'DUPLICATE_ASSIGNMENTS'],
    [['DECLARE a INT', 'SET VAR (a) = (SELECT id FROM range(2))'], 'ROW_SUBQUERY_TOO_MANY_ROWS'],
    [['DECLARE a INT', 'SET VAR (a) = (SELECT 1, 2)'], 'ASSIGNMENT_ARITY_MISMATCH'],
    [['DECLARE a INT', 'SET VAR a = DEFAULT + 1'], 'DEFAULT_PLACEMENT_INVALID'],
    [['DECLARE a INT', 'SET a = 1'], 'UNSUPPORTED_FEATURE.SET_VARIABLE_USING_SET'],
    [['DECLARE a SMALLINT = 100000'], 'CAST_OVERFLOW'],
  ])('%j is refused', async (statements, condition) => {
    await expect(answer(...statements)).rejects.toMatchObject({ condition });
  });
});

describe('EXECUTE IMMEDIATE', () => {
  test.each([
    [["EXECUTE IMMEDIATE 'SELECT ? + ? AS s' USING 1, 2"], 's | 3'],
    [["EXECUTE IMMEDIATE 'SELECT :x AS s' USING 4 AS x"], 's | 4'],
    [
      ['DECLARE q = \'SELECT IDENTIFIER(:c "1") FROM VALUES (8) AS t(c1)\'', "EXECUTE IMMEDIATE q USING 'c' AS c"],
      'c1 | 8',
    ],
    [['DECLARE a INT', "EXECUTE IMMEDIATE 'SELECT 9' INTO a", 'SELECT a'], 'a | 9'],
  ])('%j', async (statements, expected) => {
    expect(await answer(...statements)).toBe(expected);
  });

  test.each([
    [['EXECUTE IMMEDIATE CAST(NULL AS STRING)'], 'NULL_QUERY_STRING_EXECUTE_IMMEDIATE'],
    [['EXECUTE IMMEDIATE 1'], 'INVALID_EXPR_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE'],
    [['DECLARE a INT', "EXECUTE IMMEDIATE 'SET x = 1' INTO a"], 'INVALID_STATEMENT_FOR_EXECUTE_INTO'],
    [["EXECUTE IMMEDIATE 'SELECT :x, ?' USING 1 AS x, 2"], 'INVALID_QUERY_MIXED_QUERY_PARAMETERS'],
    [['SELECT IDENTIFIER(1)'], 'NOT_A_CONSTANT_STRING.WRONG_TYPE'],
  ])('%j is refused', async (statements, condition) => {
    await expect(answer(...statements)).rejects.toMatchObject({ condition });
  });
});
