/**
 * Every native lowering against the evaluator: on the declarations' examples, and on generated values of every type the
 * arguments can have. A native error is no difference: the evaluator then does the work.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { SparkError } from '../errors/raise.ts';
import type { AggregateFunction, ScalarFunction } from '../functions/define.ts';
import { declarations } from '../functions/registry.ts';
import { batchOf } from '../physical/in-process.fixture.ts';
import type { PhysicalNode } from '../physical/node.ts';
import { parseQuery } from '../sql/parse.ts';
import { DEFAULT_PARSE_OPTIONS } from '../sql/parse-options.ts';
import { alias, attribute, call, literal } from '../tree/build.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { type DataType, INT, LONG, simpleString } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { exactly, Oracle, type OracleSettings, type Verdict } from './lowering-oracle.fixture.ts';
import { TYPED_VALUES, type TypedValues } from './lowering-values.fixture.ts';

const oracle = new Oracle();
afterAll(() => oracle.close(), 60_000);

const SETTINGS: readonly OracleSettings[] = [
  { ansi: true, timeZone: 'America/Los_Angeles' },
  { ansi: false, timeZone: 'Asia/Kathmandu' },
];

/** Types for functions of three arguments and more: all combinations of all types would be too many. */
const FEW = new Set(['int', 'double', 'string', 'boolean', 'date', 'decimal(18,6)']);

type Slot = { readonly from: TypedValues; readonly constant: Value | undefined };

const relations = new Map<string, { readonly plan: Plan; readonly columns: readonly Attribute[] }>();

/** All pairs of the values of two columns; of more columns a fixed choice. */
function relation(types: readonly TypedValues[]): { readonly plan: Plan; readonly columns: readonly Attribute[] } {
  const name = types.map((t) => simpleString(t.type)).join();
  const known = relations.get(name);
  if (known !== undefined) return known;
  const sizes = types.map((t) => t.values.length);
  const all = sizes.reduce((product, size) => product * size, 1);
  const step = Math.max(1, Math.floor(all / 250)) | 1;
  const rows: Value[][] = [];
  for (let at = 0; at < all; at += step) {
    let rest = at;
    rows.push(
      types.map((t, i) => {
        const value = t.values[rest % (sizes[i] as number)] as Value;
        rest = Math.floor(rest / (sizes[i] as number));
        return value;
      }),
    );
  }
  const columns = types.map((t, i) => attribute(`a${i}`, t.type));
  const made = {
    plan: { kind: 'local-relation', output: columns, batches: [batchOf(columns, rows)] } as const,
    columns,
  };
  relations.set(name, made);
  return made;
}

function projected(slots: readonly Slot[], make: (args: readonly Expression[]) => Expression): Plan {
  const variable = slots.filter((s) => s.constant === undefined);
  const { plan, columns } = relation(variable.map((s) => s.from));
  const args = slots.map((s) =>
    s.constant === undefined ? (columns[variable.indexOf(s)] as Attribute) : literal(s.constant, s.from.type),
  );
  return { kind: 'project', list: [alias(make(args), 'x')], child: plan };
}

const column = (from: TypedValues): Slot => ({ from, constant: undefined });

const isFew = (slots: readonly Slot[]): boolean => slots.every((s) => FEW.has(simpleString(s.from.type)));

/** Two different types meet where both are decimals or among the few; what casts do is tested with casts. */
function isWorthwhile(list: readonly Slot[]): boolean {
  const kinds = new Set(list.map((s) => s.from.type.kind));
  return new Set(list.map((s) => s.from)).size === 1 || isFew(list) || (kinds.size === 1 && kinds.has('decimal'));
}

function combinations(count: number): readonly (readonly Slot[])[] {
  let lists: readonly (readonly Slot[])[] = [[]];
  for (let i = 0; i < count; i++)
    lists = lists
      .flatMap((list) => TYPED_VALUES.map((t) => [...list, column(t)]))
      .filter((list) => (count > 2 ? isFew(list) && (i < 2 || list[2]?.from === list[1]?.from) : isWorthwhile(list)));
  const constants = lists.filter(isFew).flatMap((list) => {
    const places = list.slice(1).map((s) => s.from.literals.length);
    const most = count < 2 ? 0 : Math.max(...places);
    return Array.from({ length: most }, (_, k) =>
      list.map((s, i): Slot => (i === 0 ? s : { ...s, constant: s.from.literals[k % s.from.literals.length] ?? null })),
    );
  });
  return [...lists, ...constants];
}

/** Undefined: such a call cannot be written. */
function planned(plan: Plan, settings: OracleSettings): PhysicalNode | undefined {
  try {
    return oracle.physical(plan, settings);
  } catch (error) {
    if (error instanceof SparkError) return undefined;
    throw error;
  }
}

/** What the comparisons of one declaration came to. */
class Tally {
  readonly differences: string[] = [];
  rows = 0;

  add(verdict: Verdict, what: string): void {
    if (verdict.kind === 'different') this.differences.push(`${what}: ${verdict.what}`);
    if (verdict.kind === 'same') this.rows += verdict.rows;
  }
}

const title = (name: string, slots: readonly Slot[], { ansi }: OracleSettings): string =>
  `${name}(${slots.map((s) => simpleString(s.from.type) + (s.constant === undefined ? '' : `=${s.constant}`)).join(', ')}) ansi=${ansi}`;

const isLowered = (declaration: { overloads: readonly { duckdb: unknown }[] }): boolean =>
  declaration.overloads.some((o) => typeof o.duckdb === 'function');

const scalars = declarations().filter((d): d is ScalarFunction => d.kind === 'scalar' && isLowered(d));
const aggregates = declarations().filter((d): d is AggregateFunction => d.kind === 'aggregate' && isLowered(d));

function counts({ overloads }: ScalarFunction | AggregateFunction): readonly number[] {
  const all = new Set<number>();
  for (const { args, rest, defaults, duckdb } of overloads) {
    if (typeof duckdb !== 'function') continue;
    for (let n = args.length - (defaults?.length ?? 0); n <= args.length; n++) all.add(n);
    if (rest !== undefined) for (let n = args.length; n <= 3; n++) all.add(n);
  }
  return [...all];
}

/** Digits of a sum of floating-point numbers follow the order of its rows. */
function nearly(a: Value, b: Value, type: DataType): boolean {
  if (type.kind !== 'double' || typeof a !== 'number' || typeof b !== 'number') return exactly(a, b);
  return Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1e4, Math.abs(a));
}

/** Rows with a group of all values, one of NULLs only, one of each value, one of a few; sums stay within doubles' range. */
function grouped(from: readonly TypedValues[]): { readonly plan: Plan; readonly columns: readonly Attribute[] } {
  const lists = from.map(({ type, values }) =>
    values.filter(
      (v) => v === null || !Number.isFinite(Number(v)) || Math.abs(Number(v)) <= (SUMMED[type.kind] ?? Infinity),
    ),
  );
  const longest = Math.max(...lists.map((l) => l.length));
  const rows: Value[][] = [];
  for (let i = 0; i < longest; i++) {
    const values = lists.map((l, k) => l[(i + k) % l.length] as Value);
    rows.push([0, ...values], [100 + i, ...values], [1, ...from.map(() => null)]);
    if (i % 3 === 0) rows.push([2, ...values], [2, ...values]);
  }
  const columns = [attribute('g', INT), ...from.map((t, i) => attribute(`a${i}`, t.type))];
  return { plan: { kind: 'local-relation', output: columns, batches: [batchOf(columns, rows)] }, columns };
}

/** Beyond these, whether a sum overflows, and what it loses, follows the order of rows. */
const SUMMED: Partial<Record<DataType['kind'], number>> = { double: 1e12, long: 1e18 };

function aggregated(
  { plan, columns }: ReturnType<typeof grouped>,
  make: (args: readonly Expression[]) => Expression,
): Plan {
  const [key, ...args] = columns as readonly [Attribute, ...Attribute[]];
  return { kind: 'aggregate', grouping: [key], list: [key, alias(make(args), 'x')], child: plan };
}

describe('aggregates', () => {
  it.each(aggregates.map((d) => [d.name, d] as const))('%s', async (name, declaration) => {
    const tally = new Tally();
    const ways: readonly (readonly [string, (args: readonly Expression[]) => Expression])[] = [
      ['', (args) => call(name, args)],
      ['DISTINCT', (args) => ({ ...call(name, args), distinct: true })],
      ['FILTER', (args) => ({ ...call(name, args), filter: call('isnotnull', args.slice(0, 1)) })],
    ];
    for (const count of counts(declaration).filter((n) => n < 3)) {
      for (const slots of combinations(count).filter((list) => list.every((s) => s.constant === undefined))) {
        for (const settings of SETTINGS) {
          for (const [way, make] of ways) {
            const node = planned(aggregated(grouped(slots.map((s) => s.from)), make), settings);
            if (node === undefined) continue;
            tally.add(await oracle.compare(node, settings, nearly, false), `${way} ${title(name, slots, settings)}`);
          }
        }
      }
    }
    expect(tally.differences).toEqual([]);
    expect(tally.rows).toBeGreaterThan(0);
  });

  it('sum fails where it leaves its type', async () => {
    const columns = [attribute('g', INT), attribute('a', LONG)];
    const rows = [9n, 2n ** 63n - 1n].map((v) => [1, v]);
    const plan: Plan = { kind: 'local-relation', output: columns, batches: [batchOf(columns, rows)] };
    const [settings] = SETTINGS as [OracleSettings];
    const node = planned(
      aggregated({ plan, columns }, (args) => call('sum', args)),
      settings,
    );
    expect(await oracle.compare(node as PhysicalNode, settings, exactly, false)).toEqual({
      kind: 'same',
      rows: 0,
      errors: 1,
    });
  });

  it('groups by every type', async () => {
    const tally = new Tally();
    for (const from of TYPED_VALUES) {
      const { plan, columns } = grouped([from]);
      const key = columns[1] as Attribute;
      const query: Plan = {
        kind: 'aggregate',
        grouping: [key],
        list: [key, alias(call('count', [columns[0] as Attribute]), 'x')],
        child: plan,
      };
      const [settings] = SETTINGS as [OracleSettings];
      const node = planned(query, settings);
      if (node !== undefined)
        tally.add(await oracle.compare(node, settings, exactly, false), `GROUP BY ${simpleString(from.type)}`);
    }
    expect(tally.differences).toEqual([]);
    expect(tally.rows).toBeGreaterThan(100);
  });
});

describe('expressions that are no functions', () => {
  it('casts', async () => {
    const tally = new Tally();
    for (const from of TYPED_VALUES) {
      for (const { type: to } of TYPED_VALUES) {
        for (const settings of SETTINGS) {
          const cast = (child: Expression): Expression => ({
            kind: 'cast',
            child,
            to,
            mode: settings.ansi ? 'ansi' : 'legacy',
            implicit: false,
          });
          for (const slot of [column(from), ...from.literals.map((constant): Slot => ({ from, constant }))]) {
            const own = projected([slot, column(from)], ([a]) => cast(a as Expression));
            const node = planned(own, settings);
            if (node === undefined) continue;
            const what = title(`cast to ${simpleString(to)} of `, [slot], settings);
            tally.add(await oracle.compare(node, settings, exactly, true), what);
          }
        }
      }
    }
    expect(tally.differences).toEqual([]);
    expect(tally.rows).toBeGreaterThan(1000);
  });

  it('IN and CASE', async () => {
    const tally = new Tally();
    const [settings] = SETTINGS as [OracleSettings];
    for (const slots of combinations(2).filter(([a, b]) => a?.from === b?.from)) {
      const inList = ([a, b]: readonly Expression[]): Expression => ({
        kind: 'in',
        child: a as Expression,
        list: [b as Expression, literal(null, slots[0]?.from.type as DataType)],
      });
      const either = ([a, b]: readonly Expression[]): Expression => ({
        kind: 'case',
        whens: [call('isnotnull', [a as Expression])],
        thens: [a as Expression],
        otherwise: b,
      });
      for (const make of [inList, either]) {
        const node = planned(projected(slots, make), settings);
        if (node === undefined) continue;
        tally.add(await oracle.compare(node, settings, exactly, true), title(make.name, slots, settings));
      }
    }
    expect(tally.differences).toEqual([]);
    expect(tally.rows).toBeGreaterThan(1000);
  });
});

it('examples', async () => {
  const tally = new Tally();
  for (const { name, examples } of [...scalars, ...aggregates]) {
    for (const [example] of examples) {
      const text = /^\((SELECT.*)\)$/s.exec(example)?.[1] ?? `SELECT ${example}`;
      for (const settings of SETTINGS) {
        const plan = parsed(text, settings);
        const node = plan === undefined ? undefined : planned(plan, settings);
        if (node === undefined) continue;
        tally.add(await oracle.compare(node, settings, nearly, false), `${name}: ${example} ansi=${settings.ansi}`);
      }
    }
  }
  expect(tally.differences).toEqual([]);
  expect(tally.rows).toBeGreaterThan(50);
});

function parsed(text: string, { ansi }: OracleSettings): Plan | undefined {
  try {
    return parseQuery(text, { ...DEFAULT_PARSE_OPTIONS, ansi });
  } catch (error) {
    if (error instanceof SparkError) return undefined;
    throw error;
  }
}

describe('scalar functions', () => {
  it.each(scalars.map((d) => [d.name, d] as const))('%s', async (name, declaration) => {
    const tally = new Tally();
    for (const count of counts(declaration)) {
      for (const slots of count === 0 ? [] : combinations(count)) {
        for (const settings of SETTINGS) {
          const node = planned(
            projected(slots, (args) => call(name, args)),
            settings,
          );
          if (node === undefined) continue;
          tally.add(await oracle.compare(node, settings, exactly, true), title(name, slots, settings));
        }
      }
    }
    expect(tally.differences).toEqual([]);
    expect(tally.rows).toBeGreaterThan(0);
  });
});
