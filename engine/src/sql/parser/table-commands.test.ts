import { describe, expect, it } from 'vitest';
import { parseStatement } from '../parse.ts';

const command = (text: string): unknown => {
  const plan = parseStatement(text);
  return plan.kind === 'command' ? plan.command : plan;
};

describe('statements about tables', () => {
  it.each([
    [
      "create table if not exists a.b (x int comment 'c', y char(3) default 'q') using csv options (header true) partitioned by (x)",
      {
        kind: 'create-table',
        name: ['a', 'b'],
        ifNotExists: true,
        columns: [
          { name: 'x', comment: 'c', defaultText: undefined },
          { name: 'y', type: { kind: 'char', length: 3 }, defaultText: "'q'" },
        ],
        provider: 'csv',
        options: { header: 'true' },
        partitionBy: ['x'],
        query: undefined,
      },
    ],
    ['create table t as values (1)', { kind: 'create-table', columns: [], query: { kind: 'inline-table' } }],
    ['create table t partitioned by (p int)', { columns: [{ name: 'p' }], partitionBy: ['p'] }],
    [
      'create table t (a int) clustered by (a) sorted by (a asc) into 4 buckets',
      { bucket: { buckets: 4, columns: ['a'], sortColumns: ['a'] } },
    ],
    [
      'insert overwrite table t partition (p = 1, q) select 2',
      {
        kind: 'insert',
        overwrite: true,
        partition: [
          ['p', { value: 1 }],
          ['q', undefined],
        ],
        columns: [],
      },
    ],
    ['insert into t (a, b) values (1, 2)', { kind: 'insert', overwrite: false, columns: ['a', 'b'], byName: false }],
    ['insert into t (select 1)', { kind: 'insert', columns: [] }],
    ['insert into t by name select 1 a', { kind: 'insert', byName: true }],
    ['with c as (select 1) insert into t select * from c', { kind: 'insert', query: { kind: 'with' } }],
    ['alter table t rename to u', { kind: 'alter-table', object: 'table', change: { kind: 'rename', to: ['u'] } }],
    ['alter view v as select 1', { object: 'view', change: { kind: 'set-query', sqlText: 'select 1' } }],
    ['alter table t drop if exists partition (a = 1)', { change: { kind: 'drop-partitions', ifExists: true } }],
    ['drop schema if exists s cascade', { kind: 'drop-database', name: ['s'], ifExists: true, cascade: true }],
    ["comment on table t is 'x'", { kind: 'comment-on', object: 'table', comment: 'x' }],
    ['show partitions t', { kind: 'show-partitions', name: ['t'], partition: undefined }],
  ])('%s', (text, expected) => {
    expect(command(text)).toMatchObject(expected);
  });

  it.each([
    ['create table t (a int) as select 1', '_LEGACY_ERROR_TEMP_0035'],
    ["create table t (a int) comment 'x' comment 'y'", 'DUPLICATE_CLAUSES'],
    ['create table t (a int) stored as parquet', 'NOT_SUPPORTED_COMMAND_WITHOUT_HIVE_SUPPORT'],
    ['insert into t partition (a = 1, a = 2) select 1', 'DUPLICATE_KEY'],
    ["insert overwrite directory '/x' select 1", 'UNSUPPORTED_FEATURE.SQL_SYNTAX'],
    ['truncate table t partition (a)', '_LEGACY_ERROR_TEMP_0035'],
  ])('%s is refused', (text, condition) => {
    expect(() => command(text)).toThrow(expect.objectContaining({ condition }));
  });
});
