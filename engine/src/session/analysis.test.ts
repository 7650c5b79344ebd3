import { describe, expect, it } from 'vitest';
import { markAnalyzed } from '../analysis/analyzed.ts';
import { analyze } from '../analysis/analyzer.ts';
import type { AnalysisContext } from '../analysis/context.ts';
import { load } from '../analysis/load.ts';
import { resolveColumnName } from '../analysis/resolve-column.ts';
import { evaluateConstant } from '../codegen/evaluate-constant.ts';
import { confOf } from '../conf/conf.ts';
import { SparkError } from '../errors/raise.ts';
import { parseStatement } from '../sql/parse.ts';
import { alias, attribute, call, intLiteral, named } from '../tree/build.ts';
import type { Attribute } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Join, Plan } from '../tree/plan.ts';
import { DATE, decimal, field, INT, STRING, simpleString, struct } from '../types/data-type.ts';

const relation = (name: string, columns: readonly Attribute[]): Plan =>
  markAnalyzed({
    kind: 'subquery-alias',
    name: [name],
    columns: [],
    child: markAnalyzed({ kind: 'local-relation', output: columns, batches: [] }),
  });

const TABLES = new Map<string, Plan>([
  [
    't',
    relation('t', [
      attribute('a', INT, false),
      attribute('b', STRING),
      attribute('c', decimal(10, 2)),
      attribute('s', struct([field('x', INT, false), field('y', STRING)]), false),
      attribute('d', DATE),
    ]),
  ],
  ['u', relation('u', [attribute('a', INT), attribute('e', STRING)])],
]);

function contextOf(settings: Readonly<Record<string, string>> = {}): AnalysisContext {
  return {
    conf: confOf(new Map(Object.entries(settings))),
    functions: { lookupFunction: () => undefined },
    currentCatalog: 'spark_catalog',
    currentDatabase: 'default',
    user: 'tester',
    parameters: new Map([['p', intLiteral(7)]]),
    evaluate: (e) => evaluateConstant(e, { timeZone: 'UTC' }),
  };
}

const catalog = { lookupRelation: async (parts: readonly string[]) => TABLES.get(parts.join('.').toLowerCase()) };

async function analysed(sql: string, settings?: Readonly<Record<string, string>>): Promise<Plan> {
  return analyze(await load(parseStatement(sql), catalog), contextOf(settings));
}

const schemaOf = (plan: Plan): string =>
  simpleString(struct(outputOf(plan).map((a) => field(a.name, a.type, a.nullable))));

async function schema(sql: string, settings?: Readonly<Record<string, string>>): Promise<string> {
  return schemaOf(await analysed(sql, settings)).slice('struct<'.length, -1);
}

async function failure(sql: string): Promise<readonly [string, Readonly<Record<string, string>>, string | undefined]> {
  try {
    await analysed(sql);
  } catch (error) {
    if (!(error instanceof SparkError)) throw error;
    const [context] = error.context;
    const fragment = context?.kind === 'sql' ? context.sqlText.slice(context.start, context.stop + 1) : undefined;
    return [error.condition, error.parameters, fragment];
  }
  throw new Error(`no error: ${sql}`);
}

describe('names', () => {
  it.each([
    ['SELECT A, t.b, s.x, s.* FROM t', 'A:int,b:string,x:int,x:int,y:string'],
    [
      'SELECT t1.*, t2.e FROM t t1 JOIN u t2 ON t1.a = t2.a',
      'a:int,b:string,c:decimal(10,2),s:struct<x:int,y:string>,d:date,e:string',
    ],
    ['SELECT * EXCEPT (s, c, d) FROM t', 'a:int,b:string'],
    ['SELECT a + 1 AS x, x + 1 AS y, y * 2 FROM t', 'x:int,y:int,(lateralAliasReference(y) * 2):int'],
    ['SELECT b FROM t ORDER BY c, a + 1', 'b:string'],
    ['SELECT a AS b, b AS a FROM t ORDER BY b', 'b:int,a:string'],
    ['SELECT * FROM (SELECT a, b FROM t) AS v(p, q) WHERE p > 1', 'p:int,q:string'],
    [
      'WITH x AS (SELECT a FROM t), y AS (SELECT a + 1 AS n FROM x) SELECT x.a, y.n, x2.a FROM x, y, x AS x2',
      'a:int,n:int,a:int',
    ],
    ['SELECT :p, (SELECT e FROM u WHERE u.a = t.a) FROM t', '7:int,scalarsubquery(a):string'],
    ['SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a) AND a IN (SELECT a FROM u)', 'a:int'],
  ])('%s', async (sql, expected) => {
    expect(await schema(sql)).toBe(expected);
  });

  it.each([
    [
      'SELECT q FROM t',
      'UNRESOLVED_COLUMN.WITH_SUGGESTION',
      { objectName: '`q`', proposal: '`a`, `b`, `c`, `d`, `s`' },
      'q',
    ],
    ['SELECT a FROM t JOIN u', 'AMBIGUOUS_REFERENCE', { name: '`a`', referenceNames: '[`t`.`a`, `u`.`a`]' }, 'a'],
    ['SELECT s.q FROM t', 'FIELD_NOT_FOUND', { fieldName: '`q`', fields: '`x`, `y`' }, 's.q'],
    ['SELECT 1 AS a, 2 AS a ORDER BY a', 'UNRESOLVED_COLUMN.WITH_SUGGESTION', { proposal: '`a`, `a`' }, 'a'],
    [
      'SELECT x.* FROM t',
      'CANNOT_RESOLVE_STAR_EXPAND',
      { targetString: '`x`', columns: '`a`, `b`, `c`, `d`, `s`' },
      'x.*',
    ],
    ['SELECT * FROM missing', 'TABLE_OR_VIEW_NOT_FOUND', { relationName: '`missing`' }, 'missing'],
    ['SELECT DISTINCT a FROM t ORDER BY b', 'UNRESOLVED_COLUMN.WITH_SUGGESTION', { proposal: '`a`' }, 'b'],
    ['SELECT nosuch(q) FROM t', 'UNRESOLVED_ROUTINE', { routineName: '`nosuch`' }, 'nosuch(q)'],
    ['SELECT :r', 'UNBOUND_SQL_PARAMETER', { name: 'r' }, ':r'],
    ['SELECT x -> x + 1', 'INTERNAL_ERROR', {}, 'x -> x + 1'],
    ['SELECT CAST(x -> 1 AS INT)', 'INTERNAL_ERROR', {}, 'x -> 1'],
    ['SELECT a FROM t ORDER BY x -> 1', 'INTERNAL_ERROR', {}, 'x -> 1'],
    ['SELECT 1 + (x -> x)', 'INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION', {}, '1 + (x -> x)'],
  ])('%s fails', async (sql, condition, parameters, fragment) => {
    const [found, given, where] = await failure(sql);
    expect(found).toBe(condition);
    expect(given).toMatchObject(parameters);
    expect(where).toBe(fragment);
  });
});

describe('joins', () => {
  it.each([
    ['SELECT * FROM t JOIN u USING (a)', 'a:int,b:string,c:decimal(10,2),s:struct<x:int,y:string>,d:date,e:string'],
    ['SELECT t.a, u.a, e FROM t JOIN u USING (a)', 'a:int,a:int,e:string'],
    ['SELECT u.* FROM t JOIN u USING (a)', 'a:int,e:string'],
    ['SELECT a, e FROM t NATURAL JOIN u WHERE u.a > 1 ORDER BY t.a', 'a:int,e:string'],
    ['SELECT x.a FROM t x JOIN t y ON x.a = y.a', 'a:int'],
    ['SELECT t.a, l.n FROM t, LATERAL (SELECT t.a + 1 AS n) l', 'a:int,n:int'],
  ])('%s', async (sql, expected) => {
    expect(await schema(sql)).toBe(expected);
  });

  it('gives the right side of a self-join ids of its own, and df.a == df2.a one column of each', async () => {
    const left = await analysed('SELECT * FROM t');
    const right = analyze(
      { kind: 'filter', condition: call('>', [named('a'), intLiteral(1)]), child: left },
      contextOf(),
    );
    const key = resolveColumnName(left, ['a'], contextOf());
    const join: Plan = {
      kind: 'join',
      type: 'inner',
      condition: call('=', [key, key]),
      using: undefined,
      natural: false,
      lateral: false,
      nullAware: false,
      exists: undefined,
      hint: { left: undefined, right: undefined },
      left,
      right,
    };
    const plan = analyze(join, contextOf()) as Join;
    const ids = outputOf(plan).map((a) => a.id);
    expect(new Set(ids).size).toBe(ids.length);
    const { condition } = plan;
    if (condition?.kind !== 'call') throw new Error('no condition');
    expect(condition.args.map((e) => (e.kind === 'attribute' ? ids.indexOf(e.id) : -1))).toEqual([0, 5]);
    const unequal: Plan = { ...join, condition: call('<', [key, key]) };
    expect(() => analyze(unequal, contextOf())).toThrow('ambiguous');
  });
});

describe('types', () => {
  it.each([
    [
      "SELECT '1' + 1, a + c, c * 2, a / 2, 1 = '1' FROM t",
      '(1 + 1):bigint,(a + c):decimal(13,2),(c * 2):decimal(12,2),(a / 2):double,(1 = 1):boolean',
    ],
    [
      'SELECT CASE WHEN a > 1 THEN 1 ELSE 2.5 END, a IN (1, 2.5) FROM t',
      'CASE WHEN (a > 1) THEN 1 ELSE 2.5 END:decimal(11,1),(a IN (1, 2.5)):boolean',
    ],
    ['SELECT CAST(a AS STRING), CAST(1 AS STRING), int(b) FROM t', 'a:string,CAST(1 AS STRING):string,b:int'],
    [
      'SELECT -a, a BETWEEN 1 AND 2, NOT a <> 1, d + 1, d - d FROM t',
      '(- a):int,between(a, 1, 2):boolean,(NOT (NOT (a = 1))):boolean,date_add(d, 1):date,(d - d):interval day',
    ],
    ['SELECT a FROM t UNION ALL SELECT c FROM t', 'a:decimal(12,2)'],
    ["SELECT * FROM VALUES (1, 'x', NULL), (2.5, 'y', 3) AS v(p, q, r)", 'p:decimal(11,1),q:string,r:int'],
  ])('%s', async (sql, expected) => {
    expect(await schema(sql)).toBe(expected);
  });

  it('reads strings by the older rules without ANSI', async () => {
    const legacy = { 'spark.sql.ansi.enabled': 'false' };
    expect(await schema("SELECT '1' + 1, '1' = 1 FROM t UNION ALL SELECT 'x', true", legacy)).toBe(
      '(1 + 1):string,(1 = 1):boolean',
    );
  });

  it.each([
    [
      'SELECT a + s FROM t',
      'DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES',
      { left: '"INT"', right: '"STRUCT<x: INT NOT NULL, y: STRING>"', sqlExpr: '"(a + s)"' },
    ],
    [
      'SELECT CASE WHEN a THEN 1 END FROM t',
      'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
      { paramIndex: 'first', requiredType: '"BOOLEAN"' },
    ],
    ['SELECT a IN (d) FROM t', 'DATATYPE_MISMATCH.DATA_DIFF_TYPES', { dataType: '["INT", "DATE"]' }],
    [
      'SELECT CAST(a AS DATE) FROM t',
      'DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION',
      { functionNames: '`DATE_FROM_UNIX_DATE`' },
    ],
    ['SELECT CAST(true AS TIMESTAMP)', 'DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION', { configVal: "'false'" }],
    [
      'SELECT a FROM t UNION SELECT s FROM t',
      'INCOMPATIBLE_COLUMN_TYPE',
      { tableOrdinalNumber: 'second', columnOrdinalNumber: 'first' },
    ],
    [
      'SELECT a FROM t UNION SELECT a, b FROM t',
      'NUM_COLUMNS_MISMATCH',
      { firstNumColumns: '1', invalidNumColumns: '2' },
    ],
    [
      "SELECT * FROM VALUES (1), ('a')",
      'INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE',
      { colName: '`col1`' },
    ],
    ['SELECT a FROM t WHERE a', 'DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN', { type: '"INT"' }],
    [
      'SELECT 1 - INTERVAL 2 SECOND',
      'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
      { inputSql: '"1"', sqlExpr: `"1 + (- INTERVAL '02' SECOND)"` },
    ],
    [
      'SELECT filter(array(1), 1)',
      'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
      { inputSql: '"lambdafunction(1, namedlambdavariable())"', requiredType: '"BOOLEAN"' },
    ],
    ['SELECT d + CAST(a AS BIGINT) FROM t', 'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', { inputType: '"BIGINT"' }],
    ['SELECT try_subtract(d, 1.5) FROM t', 'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', { inputType: '"DECIMAL(2,1)"' }],
    ["SELECT '1' + d FROM t", 'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', { inputType: '"STRING"' }],
    ['SELECT a FROM t LIMIT -1', 'INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE', { v: '-1', name: 'limit' }],
  ])('%s fails', async (sql, condition, parameters) => {
    const [found, given] = await failure(sql);
    expect(found).toBe(condition);
    expect(given).toMatchObject(parameters);
  });
});

describe('dates', () => {
  it.each([
    ['SELECT d + 1Y AS x, 1S + d AS y, d - a AS z FROM t', 'x:date,y:date,z:date'],
    ['SELECT d + NULL AS x, try_add(NULL, d) AS y FROM t', 'x:timestamp,y:timestamp'],
    [
      'SELECT d - NULL AS x, NULL - d AS y, try_subtract(d, NULL) AS z FROM t',
      'x:interval day,y:interval day,z:interval day',
    ],
  ])('%s', async (sql, expected) => {
    expect(await schema(sql)).toBe(expected);
  });
});

describe('grouping', () => {
  it.each([
    ['SELECT a + 1 AS k FROM t GROUP BY k ORDER BY k', 'k:int'],
    ['SELECT a, b FROM t GROUP BY 1, 2 HAVING a > 1', 'a:int,b:string'],
    ['SELECT a + 1 FROM t GROUP BY a + 1 ORDER BY a + 1', '(a + 1):int'],
    ['SELECT a, b FROM t GROUP BY ALL', 'a:int,b:string'],
    ['SELECT b, sum(a) AS n FROM t GROUP BY b HAVING max(c) > 1 AND n > 2 ORDER BY min(a), n', 'b:string,n:bigint'],
    ['SELECT sum(a) AS x, x + 1 AS y FROM t GROUP BY b ORDER BY b, count(1)', 'x:bigint,y:bigint'],
    [
      'SELECT a, count(*) FROM t GROUP BY CUBE (a, b) HAVING grouping(b) = 1 ORDER BY grouping_id(), b',
      'a:int,count(1):bigint',
    ],
    ['SELECT b, sum(sum(a)) OVER (ORDER BY b) AS w FROM t GROUP BY b', 'b:string,w:bigint'],
    ['SELECT explode(array(a, 2)) AS e, posexplode_outer(array(b)) AS (p, v) FROM t', 'e:int,p:int,v:string'],
    ['SELECT a, b, grouping_id() FROM t GROUP BY ROLLUP (a, b)', 'a:int,b:string,grouping_id():bigint'],
  ])('%s', async (sql, expected) => {
    expect(await schema(sql)).toBe(expected);
  });

  it.each([
    [
      'SELECT a, b FROM t GROUP BY a',
      'MISSING_AGGREGATION',
      { expression: '"b"', expressionAnyValue: '"any_value(b)"' },
    ],
    ['SELECT a FROM t GROUP BY 3', 'GROUP_BY_POS_OUT_OF_RANGE', { index: '3', size: '1' }],
    ['SELECT sum(sum(a)) FROM t', 'NESTED_AGGREGATE_FUNCTION', {}],
    ['SELECT a FROM t WHERE sum(a) > 1', 'INVALID_WHERE_CONDITION', { expressionList: 'sum(t.a)' }],
    ['SELECT a, sum(c) FROM t', 'MISSING_GROUP_BY', {}],
    ['SELECT upper(1, 2)', 'WRONG_NUM_ARGS.WITHOUT_SUGGESTION', { expectedNum: '1', actualNum: '2' }],
    ['SELECT rank() OVER () FROM t', 'WINDOW_FUNCTION_FRAME_NOT_ORDERED', { wf_name: 'rank' }],
    ['SELECT a FROM t HAVING a > 1', 'MISSING_GROUP_BY', {}],
    ['SELECT a FROM t ORDER BY 2', 'ORDER_BY_POS_OUT_OF_RANGE', { index: '2', size: '1' }],
    [
      'SELECT b FROM t GROUP BY b HAVING c > 1',
      'UNRESOLVED_COLUMN.WITH_SUGGESTION',
      { objectName: '`c`', proposal: '`b`' },
    ],
  ])('%s fails', async (sql, condition, parameters) => {
    const [found, given] = await failure(sql);
    expect(found).toBe(condition);
    expect(given).toMatchObject(parameters);
  });

  it('makes one projection for each grouping set', async () => {
    const plan = await analysed('SELECT a, b FROM t GROUP BY CUBE (a, b)');
    if (plan.kind !== 'aggregate' || plan.child.kind !== 'expand') throw new Error('no Expand');
    expect(plan.child.projections.map((row) => row.at(-1))).toMatchObject([
      { value: 0n },
      { value: 1n },
      { value: 2n },
      { value: 3n },
    ]);
  });
});

describe('Datasets', () => {
  it('analyses only the new node: 2,000 columns one by one, 5,000 filters', async () => {
    let plan = await analysed('SELECT a FROM t');
    for (let i = 0; i < 2000; i++) {
      const list = [
        ...outputOf(plan).filter((a) => a.name !== 'x'),
        alias(call('+', [named('a'), intLiteral(i)]), 'x'),
      ];
      plan = analyze({ kind: 'project', list, child: plan }, contextOf());
    }
    const before = performance.now();
    for (let i = 0; i < 5000; i++) {
      plan = analyze({ kind: 'filter', condition: call('>', [named('x'), intLiteral(i)]), child: plan }, contextOf());
    }
    expect(performance.now() - before).toBeLessThan(5000);
    expect(schemaOf(plan)).toBe('struct<a:int,x:int>');
  });

  it('takes thousands of operators in one expression', async () => {
    let condition = call('=', [named('a'), intLiteral(0)]);
    for (let i = 0; i < 5000; i++) condition = call('or', [condition, call('=', [named('a'), intLiteral(i)])]);
    const child = await analysed('SELECT a FROM t');
    expect(schemaOf(analyze({ kind: 'filter', condition, child }, contextOf()))).toBe('struct<a:int>');
  });

  it('finds columns projected away and refuses those of other Datasets', async () => {
    const base = await analysed('SELECT a, b FROM t');
    const narrow = analyze({ kind: 'project', list: [named('b')], child: base }, contextOf());
    const key = resolveColumnName(base, ['a'], contextOf());
    const filter: Plan = { kind: 'filter', condition: call('>', [key, intLiteral(1)]), child: narrow };
    expect(schemaOf(analyze(filter, contextOf()))).toBe('struct<b:string>');
    const other = resolveColumnName(await analysed('SELECT e FROM u'), ['e'], contextOf());
    expect(() => analyze({ kind: 'project', list: [other], child: base }, contextOf())).toThrow(
      'RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT',
    );
  });
});
