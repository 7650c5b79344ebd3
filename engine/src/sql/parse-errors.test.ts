/** Parse errors: condition, parameters, place and the text Spark's ParseException shows. */
import { describe, expect, it } from 'vitest';
import { SparkError } from '../errors/raise.ts';
import { parseDataType, parseExpression, parseStatement } from './parse.ts';

function errorOf(parse: () => unknown): SparkError {
  try {
    parse();
  } catch (error) {
    if (error instanceof SparkError) return error;
    throw error;
  }
  throw new Error('parsed');
}

describe('syntax errors', () => {
  it.each([
    ['selct 1', "'selct'", '', 0],
    ['select a b c', "'c'", ": extra input 'c'", 11],
    ['select', 'end of input', '', 6],
    ['select a,', 'end of input', '', 9],
    ['select f(1,,2)', "','", '', 11],
    ['select * from t order by', "'by'", ": extra input 'by'", 22],
    ['select * from (select 1', 'end of input', ": missing ')'", 23],
    ['select * from t join u using a', "'a'", ": missing '('", 29],
    ['select 1; select 2', "'select'", ": extra input 'select'", 10],
    ["select 'abc", "'''", '', 7],
    ['select a from t group by a, b grouping sets ((a)), c', "','", '', 49],
    ['select interval 1 fake', "'fake'", '', 18],
  ])('%s', (sql, error, hint, position) => {
    const raised = errorOf(() => parseStatement(sql));
    expect(raised.condition).toBe('PARSE_SYNTAX_ERROR');
    expect(raised.parameters).toEqual({ error, hint });
    expect(raised.message).toContain(`(line 1, pos ${position})`);
    expect(raised.context).toEqual([]);
  });

  it('shows the statement with an arrow under the line', () => {
    expect(errorOf(() => parseStatement('select\n  a b c\nfrom t')).message).toBe(
      "\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'c'. SQLSTATE: 42601 (line 2, pos 6)\n\n== SQL ==\nselect\n  a b c\n------^^^\nfrom t\n",
    );
  });
});

describe('other parse errors', () => {
  it.each([
    ['', 'PARSE_EMPTY_STATEMENT', {}, ''],
    ['select /* x', 'UNCLOSED_BRACKETED_COMMENT', {}, ''],
    ['select * from a-b', 'INVALID_IDENTIFIER', { ident: 'a-b' }, ''],
    ['select a in ()', 'INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE', {}, 'in ()'],
    ["select date 'x'", 'INVALID_TYPED_LITERAL', { valueType: '"DATE"', value: "'x'" }, "date 'x'"],
    ["select foo '1'", 'UNSUPPORTED_TYPED_LITERAL', { unsupportedType: '"FOO"' }, "foo '1'"],
    ['select 128Y', 'INVALID_NUMERIC_LITERAL_RANGE', { rawStrippedQualifier: '128', typeName: 'tinyint' }, '128Y'],
    ['select 1e400BD', 'DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION', { precision: '401' }, '1e400BD'],
    ['select interval 1 day 1 month', '_LEGACY_ERROR_TEMP_0029', {}, 'interval 1 day 1 month'],
    ["select interval '1-13' year to month", 'INVALID_INTERVAL_FORMAT.INTERVAL_PARSING', {}, "'1-13' year to month"],
    ['with a as (select 1), A as (select 2) select 3', 'DUPLICATED_CTE_NAMES', { duplicateNames: '`a`' }, undefined],
    ['select * from a natural cross join b', 'INCOMPATIBLE_JOIN_TYPES', {}, 'natural cross join b'],
    [
      'select * from values (1), (2, 3) as t(a, b)',
      'INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH',
      { rowIndex: '0' },
      'values (1), (2, 3) as t(a, b)',
    ],
    [
      'select a from t order by a cluster by b',
      'UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES',
      {},
      'order by a cluster by b',
    ],
    [
      'select * from t tablesample (101 percent)',
      'INVALID_TABLESAMPLE_FRACTION',
      { fraction: '1.01' },
      'tablesample (101 percent)',
    ],
    ['set a b', 'INVALID_SET_SYNTAX', {}, 'set a b'],
    ['update t set a = 1', 'UNSUPPORTED_FEATURE.SQL_STATEMENT', { statement: 'UPDATE' }, undefined],
    ['select cast(a as foo)', 'UNSUPPORTED_DATATYPE', { typeName: '"FOO"' }, 'foo'],
  ])('%s', (sql, condition, parameters, fragment) => {
    const raised = errorOf(() => parseStatement(sql));
    expect(raised.condition).toBe(condition);
    expect(raised.kind).toBe('parse');
    expect(raised.parameters).toMatchObject(parameters);
    const [context] = raised.context;
    if (fragment === '') expect(context).toBeUndefined();
    else if (fragment !== undefined && context?.kind === 'sql') {
      expect(sql.slice(context.start, context.stop + 1)).toBe(fragment);
    }
  });

  it('underlines the fragment and leaves out what is far from it', () => {
    const sql = 'select aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, (1 in\n ()), bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb';
    expect(errorOf(() => parseStatement(sql)).message).toContain(
      `\n== SQL (line 1, position 51) ==\n...aaaaaaaaaaaaaaaaaaaaaaaaaaa, (1 in\n${' '.repeat(35)}^^\n ()), bbbbbbbbbbbbbbbbbbbbbbbbbbbbb...\n^^^\n`,
    );
  });

  it('knows no query around a type on its own', () => {
    const raised = errorOf(() => parseDataType('array'));
    expect(raised.condition).toBe('INCOMPLETE_TYPE_DEFINITION.ARRAY');
    expect(raised.context).toEqual([]);
  });

  it('points into the text of an expression', () => {
    expect(errorOf(() => parseExpression('a +')).message).toContain('(line 1, pos 3)');
  });
});
