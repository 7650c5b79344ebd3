/** Every native lowering held against the evaluator on given values, for tests and for long runs. */
import { SparkError } from '../errors/raise.ts';
import { PHYSICAL, physicalExpressions } from '../exec/physical-shape.ts';
import type { AggregateFunction, ScalarFunction } from '../functions/define.ts';
import { declarations, findFunction } from '../functions/registry.ts';
import { batchOf } from '../physical/in-process.fixture.ts';
import type { PhysicalNode } from '../physical/node.ts';
import { parseQuery } from '../sql/parse.ts';
import { DEFAULT_PARSE_OPTIONS } from '../sql/parse-options.ts';
import { alias, attribute, call, literal } from '../tree/build.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { preorder } from '../tree/transform.ts';
import { type DataType, INT, simpleString } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { type Equal, exactly, type Oracle, type OracleSettings, type Verdict } from './lowering-oracle.fixture.ts';
import { DAY_INTERVALS, type TypedValues } from './lowering-values.fixture.ts';

/** An argument: a column of the values, or a constant. */
interface Slot {
  readonly from: TypedValues;
  readonly constant: Value | undefined;
}

interface Relation {
  readonly plan: Plan;
  readonly columns: readonly Attribute[];
}

type Lowered = ScalarFunction | AggregateFunction;

const isLowered = (declaration: { overloads: readonly { duckdb: unknown }[] }): boolean =>
  declaration.overloads.some((o) => typeof o.duckdb === 'function');

export const LOWERED_SCALARS = declarations().filter((d): d is ScalarFunction => d.kind === 'scalar' && isLowered(d));
export const LOWERED_AGGREGATES = declarations().filter(
  (d): d is AggregateFunction => d.kind === 'aggregate' && isLowered(d),
);

/** What a series of comparisons came to. */
export class Tally {
  readonly differences: string[] = [];
  /** The declared overloads of which values have been compared. */
  readonly compared = new Set<unknown>();
  rows = 0;

  add(verdict: Verdict, node: PhysicalNode, what: string): void {
    if (verdict.kind === 'different') this.differences.push(`${what}: ${verdict.what}`);
    if (verdict.kind !== 'same') return;
    this.rows += verdict.rows;
    if (verdict.rows > 0) for (const overload of overloadsIn(node)) this.compared.add(overload);
  }
}

function overloadsIn(plan: PhysicalNode): readonly unknown[] {
  const called = [...preorder(PHYSICAL, plan)].flatMap((node) => [
    ...(node.kind === 'hash-aggregate' ? node.aggregates : []),
    ...physicalExpressions(node)
      .flatMap((root) => [...preorder(EXPRESSIONS, root)])
      .filter((e) => e.kind === 'call'),
  ]);
  return called.map(({ fn, overload }) => findFunction(fn)?.overloads[overload]);
}

/** Those with a lowering of which nothing has been compared, by number. */
export const uncompared = ({ overloads }: Lowered, { compared }: Tally): readonly number[] =>
  overloads.flatMap((o, i) => (typeof o.duckdb === 'function' && !compared.has(o) ? [i] : []));

/** Rows of a relation of all pairs, or of a choice of them where there are more. */
const MOST_ROWS = 400;

export class LoweringCheck {
  readonly #oracle: Oracle;
  readonly #values: readonly TypedValues[];
  readonly #settings: readonly OracleSettings[];
  readonly #relations = new Map<string, Relation>();
  readonly #combinations = new Map<number, readonly (readonly Slot[])[]>();

  /** All settings are tried with what depends on the time zone, the first two with all else. */
  constructor(oracle: Oracle, values: readonly TypedValues[], settings: readonly OracleSettings[]) {
    this.#oracle = oracle;
    this.#values = values;
    this.#settings = settings;
  }

  async scalar(declaration: ScalarFunction): Promise<Tally> {
    const tally = new Tally();
    const { name } = declaration;
    for (const count of counts(declaration)) {
      for (const slots of count === 0 ? [] : this.#lists(count))
        await this.#expression(tally, name, slots, slots, (args) => call(name, args));
    }
    return tally;
  }

  async aggregate(declaration: AggregateFunction): Promise<Tally> {
    const tally = new Tally();
    const { name } = declaration;
    const ways: readonly (readonly [string, (args: readonly Expression[]) => Expression])[] = [
      ['', (args) => call(name, args)],
      ['DISTINCT', (args) => ({ ...call(name, args), distinct: true })],
      ['FILTER', (args) => ({ ...call(name, args), filter: call('isnotnull', args.slice(0, 1)) })],
    ];
    for (const count of counts(declaration).filter((n) => n < 3)) {
      for (const slots of this.#lists(count).filter((list) => list.every((s) => s.constant === undefined))) {
        for (const settings of this.#settingsFor(slots)) {
          for (const [way, make] of ways) {
            const plan = aggregated(grouped(slots.map((s) => s.from)), make);
            await this.#compare(tally, plan, settings, nearly, false, `${way} ${title(name, slots, settings)}`);
          }
        }
      }
    }
    return tally;
  }

  async grouping(): Promise<Tally> {
    const tally = new Tally();
    const [settings] = this.#settings as readonly [OracleSettings];
    for (const from of this.#values) {
      const { plan, columns } = grouped([from]);
      const key = columns[1] as Attribute;
      const list = [key, alias(call('count', [columns[0] as Attribute]), 'x')];
      const query: Plan = { kind: 'aggregate', grouping: [key], list, child: plan };
      await this.#compare(tally, query, settings, exactly, false, `GROUP BY ${simpleString(from.type)}`);
    }
    return tally;
  }

  async casts(): Promise<Tally> {
    const tally = new Tally();
    for (const from of this.#values) {
      for (const { type: to } of this.#values) {
        for (const mode of ['ansi', 'legacy', 'try'] as const) {
          for (const slot of [column(from), ...from.literals.map((constant): Slot => ({ from, constant }))]) {
            const cast = (child: Expression): Expression => ({ kind: 'cast', child, to, mode, implicit: false });
            const name = `${mode} cast to ${simpleString(to)} of `;
            await this.#expression(tally, name, [slot], [slot, column(from)], ([a]) => cast(a as Expression));
          }
        }
      }
    }
    return tally;
  }

  async inAndCase(): Promise<Tally> {
    const tally = new Tally();
    for (const slots of this.#lists(2).filter(([a, b]) => a?.from === b?.from)) {
      const nothing = literal(null, slots[0]?.from.type as DataType);
      const [in_, either] = [
        ([a, b]: readonly Expression[]): Expression => ({
          kind: 'in',
          child: a as Expression,
          list: [b as Expression, nothing],
        }),
        ([a, b]: readonly Expression[]): Expression => ({
          kind: 'case',
          whens: [call('isnotnull', [a as Expression])],
          thens: [a as Expression],
          otherwise: b,
        }),
      ];
      await this.#expression(tally, 'IN', slots, slots, in_);
      await this.#expression(tally, 'CASE', slots, slots, either);
    }
    return tally;
  }

  async examples(): Promise<Tally> {
    const tally = new Tally();
    for (const { name, examples } of [...LOWERED_SCALARS, ...LOWERED_AGGREGATES]) {
      for (const [example] of examples) {
        const text = /^\((SELECT.*)\)$/s.exec(example)?.[1] ?? `SELECT ${example}`;
        for (const settings of this.#settings) {
          const plan = parsed(text, settings);
          if (plan === undefined) continue;
          await this.#compare(tally, plan, settings, nearly, false, `${name}: ${example} ansi=${settings.ansi}`);
        }
      }
    }
    return tally;
  }

  async #expression(
    tally: Tally,
    name: string,
    named: readonly Slot[],
    slots: readonly Slot[],
    make: (args: readonly Expression[]) => Expression,
  ): Promise<void> {
    for (const settings of this.#settingsFor(slots))
      await this.#compare(tally, this.#projected(slots, make), settings, exactly, true, title(name, named, settings));
  }

  async #compare(
    tally: Tally,
    plan: Plan,
    settings: OracleSettings,
    equal: Equal,
    byRow: boolean,
    what: string,
  ): Promise<void> {
    const node = this.#planned(plan, settings);
    if (node !== undefined) tally.add(await this.#oracle.compare(node, settings, equal, byRow), node, what);
  }

  /** Undefined: such a call cannot be written. */
  #planned(plan: Plan, settings: OracleSettings): PhysicalNode | undefined {
    try {
      return this.#oracle.physical(plan, settings);
    } catch (error) {
      if (error instanceof SparkError) return undefined;
      throw error;
    }
  }

  #settingsFor(slots: readonly Slot[]): readonly OracleSettings[] {
    return slots.some((s) => s.from.type.kind === 'timestamp') ? this.#settings : this.#settings.slice(0, 2);
  }

  #projected(slots: readonly Slot[], make: (args: readonly Expression[]) => Expression): Plan {
    const variable = slots.filter((s) => s.constant === undefined);
    const { plan, columns } = this.#relation(variable.map((s) => s.from));
    const args = slots.map((s) =>
      s.constant === undefined ? (columns[variable.indexOf(s)] as Attribute) : literal(s.constant, s.from.type),
    );
    return { kind: 'project', list: [alias(make(args), 'x')], child: plan };
  }

  #relation(types: readonly TypedValues[]): Relation {
    const name = types.map((t) => simpleString(t.type)).join();
    const known = this.#relations.get(name) ?? relationOf(types);
    this.#relations.set(name, known);
    return known;
  }

  #lists(count: number): readonly (readonly Slot[])[] {
    const known = this.#combinations.get(count) ?? combinations(this.#values, count);
    this.#combinations.set(count, known);
    return known;
  }
}

function relationOf(types: readonly TypedValues[]): Relation {
  const sizes = types.map((t) => t.values.length);
  const all = sizes.reduce((product, size) => product * size, 1);
  const step = Math.max(1, Math.floor(all / MOST_ROWS)) | 1;
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
  return { plan: { kind: 'local-relation', output: columns, batches: [batchOf(columns, rows)] }, columns };
}

const column = (from: TypedValues): Slot => ({ from, constant: undefined });

const isFew = (slots: readonly Slot[]): boolean => slots.every((s) => s.from.meets === 'any');

/** Two different types meet where both are decimals or among the few, or a count or place comes second. */
function isWorthwhile(list: readonly Slot[]): boolean {
  const kinds = new Set(list.map((s) => s.from.type.kind));
  if (new Set(list.map((s) => s.from)).size === 1 || isFew(list)) return true;
  return list[1]?.from.type.kind === 'integer' || (kinds.size === 1 && kinds.has('decimal'));
}

/** After the first, all are of one type; what is not among the few comes after a condition. */
function isWorthwhileOfMany([first, second, ...more]: readonly Slot[]): boolean {
  if (first === undefined || second === undefined) return true;
  const few = isFew([second]) ? isFew([first]) : first.from.type.kind === 'boolean';
  return few && more.every((s) => s.from === second.from);
}

function combinations(values: readonly TypedValues[], count: number): readonly (readonly Slot[])[] {
  let lists: readonly (readonly Slot[])[] = [[]];
  for (let i = 0; i < count; i++)
    lists = lists
      .flatMap((list) => values.map((t) => [...list, column(t)]))
      .filter(count > 2 ? isWorthwhileOfMany : isWorthwhile);
  const constants = lists.filter(isFew).flatMap((list) => {
    const places = list.slice(1).map((s) => s.from.literals.length);
    const most = count < 2 ? 0 : Math.max(...places);
    return Array.from({ length: most }, (_, k) =>
      list.map((s, i): Slot => (i === 0 ? s : { ...s, constant: s.from.literals[k % s.from.literals.length] ?? null })),
    );
  });
  const text = values.find((t) => t.type.kind === 'string');
  const dated = values.filter((t) => ['date', 'timestamp', 'timestamp_ntz'].includes(t.type.kind));
  // Names of fields come first, before what they are of.
  const named =
    text === undefined || count !== 2
      ? []
      : ['year', 'Month', 'doy', 'week'].flatMap((constant) =>
          dated.map((from): readonly Slot[] => [{ from: text, constant }, column(from)]),
        );
  const moved = DAY_INTERVALS.literals.flatMap((constant) =>
    (count === 2 ? dated : []).map((from): readonly Slot[] => [column(from), { from: DAY_INTERVALS, constant }]),
  );
  return [...lists, ...constants, ...named, ...moved];
}

const title = (name: string, slots: readonly Slot[], { ansi, timeZone }: OracleSettings): string =>
  `${name}(${slots.map((s) => simpleString(s.from.type) + (s.constant === undefined ? '' : `=${s.constant}`)).join(', ')}) ansi=${ansi} ${timeZone}`;

function counts({ overloads }: Lowered): readonly number[] {
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

/** Beyond these, whether a sum overflows, and what it loses, follows the order of rows. */
const SUMMED: Partial<Record<DataType['kind'], number>> = { double: 1e12, long: 1e18 };

/** Rows with a group of all values, one of NULLs only, one of each value, one of a few; sums stay within doubles' range. */
function grouped(from: readonly TypedValues[]): Relation {
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

/** Grouped by the first column. */
export function aggregated({ plan, columns }: Relation, make: (args: readonly Expression[]) => Expression): Plan {
  const [key, ...args] = columns as readonly [Attribute, ...Attribute[]];
  return { kind: 'aggregate', grouping: [key], list: [key, alias(make(args), 'x')], child: plan };
}

function parsed(text: string, { ansi }: OracleSettings): Plan | undefined {
  try {
    return parseQuery(text, { ...DEFAULT_PARSE_OPTIONS, ansi });
  } catch (error) {
    if (error instanceof SparkError) return undefined;
    throw error;
  }
}
