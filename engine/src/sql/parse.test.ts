/** Queries and expressions as trees; the shapes are those of Spark's own parser. */
import { describe, expect, it } from 'vitest';
import type { Expression, GroupingAnalytics, UnresolvedFunction } from '../tree/expression.ts';
import type { Aggregate, Plan } from '../tree/plan.ts';
import { parseDataType, parseExpression, parseMultipartIdentifier, parseStatement, parseTableSchema } from './parse.ts';
import { DEFAULT_PARSE_OPTIONS } from './parse-options.ts';
import { splitStatements } from './split-statements.ts';

/** A tree in brackets: enough to see what binds how. */
function show(e: Expression): string {
  switch (e.kind) {
    case 'literal':
      return String(e.value);
    case 'unresolved-attribute':
      return e.parts.join('.');
    case 'unresolved-function':
      return `${e.name.join('.')}(${e.distinct ? 'distinct ' : ''}${e.args.map(show).join(' ')})`;
    case 'unresolved-extract':
      return `${show(e.child)}[${show(e.key)}]`;
    case 'cast':
      return `cast(${show(e.child)} ${e.mode} ${e.to.kind})`;
    case 'alias':
      return `${show(e.child)} as ${e.name}`;
    case 'in':
      return `in(${show(e.child)} ${e.list.map(show).join(' ')})`;
    case 'case':
      return `case(${e.whens.map((w, i) => `${show(w)} ${show(e.thens[i] as Expression)}`).join(' ')} ${e.otherwise === undefined ? '' : show(e.otherwise)})`;
    case 'lambda':
      return `(${e.params.map((p) => p.name).join(' ')}) -> ${show(e.body)}`;
    default:
      return e.kind;
  }
}

function outline(p: Plan): string {
  const name =
    p.kind === 'join' ? `${p.lateral ? 'lateral ' : ''}${p.type}` : p.kind === 'set-operation' ? p.op : p.kind;
  if (p.kind === 'unresolved-relation') return p.parts.join('.');
  if (p.kind === 'union') return `union(${p.children.map(outline).join(' ')})`;
  if ('left' in p) return `${name}(${outline(p.left)} ${outline(p.right)})`;
  return 'child' in p ? `${name}(${outline(p.child)})` : name;
}

const query = (sql: string): string => outline(parseStatement(sql));

describe('expressions', () => {
  it.each([
    ['a + b * c - d', '-(+(a *(b c)) d)'],
    ['a || b || c', 'concat(concat(a b) c)'],
    ['1 + 2 = 3 and not a or b', 'or(and(=(+(1 2) 3) not(a)) b)'],
    ['a and b and c and d', 'and(and(a b) and(c d))'],
    ['not a = b', 'not(=(a b))'],
    ['a <> b', 'not(=(a b))'],
    ['-1', '-1'],
    ['- a', 'negative(a)'],
    ['3 -1', '-(3 1)'],
    ['-a[0].b::int', 'negative(cast(a[0][b] ansi integer))'],
    ['a & b | c ^ d << 1', '|(&(a b) ^(c <<(d 1)))'],
    ['a not between 1 and 2 and b', 'and(not(between(a 1 2)) b)'],
    ['a in (1, 2)', 'in(a 1 2)'],
    ['a is not distinct from b', '<=>(a b)'],
    ['a is not true', 'not(<=>(a true))'],
    ["a not like 'x' escape '/'", 'not(like(a x /))'],
    ["a ilike any ('x', 'y')", 'likeany(lower(a) lower(x) lower(y))'],
    ['a like all (b, c)', 'and(like(a b) like(a c))'],
    ['case a when 1 then 2 else 3 end', 'case(=(a 1) 2 3)'],
    ['try_cast(a as varchar(3))', 'cast(a try string)'],
    ["trim(both 'x' from a)", 'trim(x a)'],
    ['position(a in b)', 'locate(a b 1)'],
    ['substring(a from 2 for 3)', 'substring(a 2 3)'],
    ['extract(Year from d)', 'extract(Year d)'],
    ['dateadd(day, 1, d)', 'timestampadd(day 1 d)'],
    ['dateadd(d, 1)', 'dateadd(d 1)'],
    ['count(*)', 'count(1)'],
    ['count(distinct a, b)', 'count(distinct a b)'],
    ['f((x, y) -> x + y)', 'f((x y) -> +(x y))'],
    ['(a, b + 1)', 'named_struct(a a col2 +(b 1))'],
    ['m:a.b[0]', 'semi_structured_extract(m $.a.b[0]) as b'],
    ['current_date', 'current_date'],
    ["date '2020-02-29'", '18321'],
    ["interval '1-2' year to month", '14'],
    ['interval 1 day 2 hours', '93600000000'],
    ['1.20', '120'],
    ["'a\\tb' 'c''d' r'\\n'", "a\tbc'd\\n"],
    ['select', 'select'],
    ['a from', 'a as from'],
  ])('%s', (text, expected) => {
    expect(show(parseExpression(text))).toBe(expected);
  });

  it('gives numbers the types of their suffixes', () => {
    const type = (text: string): string => (parseExpression(text) as { type: { kind: string } }).type.kind;
    const all = ['1', '2147483648', '9223372036854775808', '1L', '1S', '1Y', '1F', '1D', '1e1', '1.0', '1BD'].map(type);
    expect(all).toEqual([
      'integer',
      'long',
      'decimal',
      'long',
      'short',
      'byte',
      'float',
      'double',
      'double',
      'decimal',
      'decimal',
    ]);
  });

  it('says where each part stands', () => {
    const sum = parseExpression('a +\n  b') as UnresolvedFunction;
    expect(sum.context).toMatchObject({ start: 0, stop: 6, line: 1, column: 0 });
    expect(sum.args[1]?.context).toMatchObject({ start: 6, stop: 6, line: 2, column: 2 });
  });

  it('keeps keywords from being names where they are reserved', () => {
    const options = { ...DEFAULT_PARSE_OPTIONS, reservedKeywords: true };
    expect(() => parseExpression('select', options)).toThrow('PARSE_SYNTAX_ERROR');
  });

  it('takes thousands of operators, and refuses nesting without end', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `a = ${i}`).join(' or ');
    expect(parseExpression(many).kind).toBe('unresolved-function');
    expect(() => parseExpression('('.repeat(50_000))).toThrow('FAILED_TO_PARSE_TOO_COMPLEX');
  });
});

describe('queries', () => {
  it.each([
    ['select 1', 'project(one-row)'],
    ['select * from a, b join c on x', 'project(inner(inner(a b) c))'],
    ['select * from a left semi join (b cross join c)', 'project(left-semi(a cross(b c)))'],
    ['select * from a, lateral (select 1) t', 'project(lateral inner(a subquery-alias(project(one-row))))'],
    ['select * from (select 1)', 'project(subquery-alias(project(one-row)))'],
    ['select a from t group by all having x order by all', 'sort(having(aggregate(t)))'],
    ['select a from t having x', 'having(aggregate(t))'],
    ['select distinct a from t qualify b limit 3 offset 2', 'limit(offset(distinct(qualify(project(t)))))'],
    ['select a from t limit all', 'project(t)'],
    ['select a from t distribute by a sort by b', 'sort(repartition(project(t)))'],
    ['table a union table b intersect table c', 'distinct(union(a intersect(b c)))'],
    ['(table a union all table b) except all table c', 'except(union(a b) c)'],
    ['with x as (select 1) select * from x', 'with(project(x))'],
    ['select /*+ broadcast(a) merge(b) */ 1', 'hint(hint(project(one-row)))'],
    ['select * from t lateral view outer explode(x) e as c where c', 'project(filter(generate(t)))'],
    ['select * from t tablesample (5 rows)', 'project(limit(t))'],
    ['select * from t pivot (sum(a) for b in (1, 2 as x)) p', 'project(subquery-alias(pivot(t)))'],
    ['select * from t unpivot (v for n in (a, b as c))', 'project(unpivot(t))'],
    ['from t select a where b', 'project(filter(t))'],
    [
      'from t |> where a |> extend 1 as b |> aggregate sum(b) group by a |> limit 2',
      'limit(aggregate(project(filter(t))))',
    ],
    ['table t | where a | 1 = 3 | select b', 'project(filter(t))'],
    ['select sum(a) over w from t window w as (partition by b)', 'with-windows(project(t))'],
    ['select a from t where', 'project(subquery-alias(t))'],
    ['select ((select 1) + 1)', 'project(one-row)'],
    ['((select 1) union (select 2)) order by 1', 'sort(distinct(union(project(one-row) project(one-row))))'],
    ['values (1, 2), (3, 4)', 'inline-table'],
  ])('%s', (sql, expected) => {
    expect(query(sql)).toBe(expected);
  });

  it('spreads nested grouping sets', () => {
    const plan = parseStatement('select 1 from t group by grouping sets ((a), rollup(b, c), cube(d))');
    const [analytics] = (plan as Aggregate).grouping as GroupingAnalytics[];
    expect(analytics?.sets.map((set) => set.map(show).join())).toEqual(['a', 'b,c', 'b', '', 'd', '']);
  });
});

describe('commands', () => {
  const command = (sql: string): unknown => (parseStatement(sql) as { command: unknown }).command;
  it.each([
    ['set', { kind: 'set', key: undefined, value: undefined, verbose: false }],
    ['SET a.b = c d ;', { kind: 'set', key: 'a.b', value: 'c d', verbose: false }],
    ['set `a b` = `c;d`', { kind: 'set', key: 'a b', value: 'c;d', verbose: false }],
    ['reset a.b', { kind: 'reset', key: 'a.b' }],
    ["show tables in x like 'y*'", { kind: 'show-tables', namespace: ['x'], pattern: 'y*', views: false }],
    ['drop view if exists a.v', { kind: 'drop', object: 'view', name: ['a', 'v'], ifExists: true }],
    ['uncache table t', { kind: 'uncache-table', name: ['t'], ifExists: false }],
    ['desc extended t', { kind: 'describe-relation', name: ['t'], extended: true }],
    ['describe function +', { kind: 'describe-function', name: ['+'], extended: false }],
  ])('%s', (sql, expected) => {
    expect(command(sql)).toEqual(expected);
  });

  it('keeps the text of a view', () => {
    expect(command("create or replace temp view v (a comment 'x') as select 1 -- end")).toMatchObject({
      kind: 'create-view',
      name: ['v'],
      scope: 'temporary',
      columns: [{ name: 'a', comment: 'x' }],
      sqlText: 'select 1',
      replace: true,
    });
  });

  it('turns intervals into time zones', () => {
    expect(command('set time zone interval 3 hours 30 minutes')).toMatchObject({ zone: { value: '+03:30' } });
    expect(() => command('set time zone interval 3 days')).toThrow('TIMEZONE_INTERVAL_OUT_OF_RANGE');
  });

  it('splits scripts', () => {
    expect(splitStatements("select ';'; -- a;b\n ; select 2")).toEqual(["select ';'", 'select 2']);
  });
});

describe('names and types', () => {
  it('reads dotted names', () => {
    expect(parseMultipartIdentifier('a.`b.c`.d')).toEqual(['a', 'b.c', 'd']);
  });

  it('reads types and schemas', () => {
    expect(parseDataType('decimal(10, 2)')).toEqual({ kind: 'decimal', precision: 10, scale: 2 });
    expect(parseDataType('string collate unicode_ci')).toEqual({ kind: 'string', collation: 'UNICODE_CI' });
    expect(parseDataType('interval day to second')).toEqual({ kind: 'daytime', start: 0, end: 3 });
    const schema = parseTableSchema("a int not null comment 'x', b struct<c: array<map<string, char(2)>>>");
    expect(schema.fields[0]).toMatchObject({ name: 'a', nullable: false, metadata: { comment: 'x' } });
    expect(schema.fields[1]?.type.kind).toBe('struct');
  });
});
