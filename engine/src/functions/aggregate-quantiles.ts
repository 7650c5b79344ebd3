/** Percentiles, medians, modes and approximate counts of distinct values. */
import { raise } from '../errors/raise.ts';
import { type Js, js } from '../fragments/js.ts';
import { array, BINARY, BOOLEAN, type DataType, DOUBLE, INT, LONG } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { xxHashBytes, xxHasher } from '../types/xxhash64.ts';
import { AS_DOUBLE, AS_LONG } from './arg-kinds.ts';
import { ANY, arrayOf, foldable, kinds, one, variable } from './arg-types.ts';
import {
  type AggregateFunction,
  type AggregateOverload,
  aggregate,
  type GenContext,
  type Slot,
  type Slots,
} from './define.ts';
import { type Counts, countValue, packCounts, percentiles, unpackCounts } from './impl/exact-quantiles.ts';
import { emptyRegisters, estimate, mergeRegisters, offer, precisionFor } from './impl/hyper-log-log.ts';
import { QuantileSummary } from './impl/quantile-summary.ts';
import { valueIndexOf } from './impl/value-set.ts';
import { ORDER } from './lowering.ts';

const GROUP = 'agg_funcs';
const NONE = { none: 'estimates differ' } as const;
const EXACT = { none: 'interpolation differs' } as const;

/* ---- Distinct values, approximately. ---- */

const registersSlot: Slot = { name: 'registers', type: BINARY, initial: null };

const deviationOf = ({ constants }: GenContext): number => {
  const given = constants[1];
  return typeof given === 'number' ? given : 0.05;
};

export const approxCountDistinct = aggregate({
  name: 'approx_count_distinct',
  since: '1.6.0',
  group: GROUP,
  usage: 'About how many different values there are; the second argument is the allowed relative standard deviation.',
  examples: [['(SELECT approx_count_distinct(col) FROM VALUES (1), (1), (2), (2), (3) AS tab(col))', '3']],
  pretty: ([a]) => `approx_count_distinct(${a})`,
  params: ['col', 'rsd'],
  overloads: [
    {
      args: [ANY, foldable(one(DOUBLE))],
      defaults: [0.05],
      returns: LONG,
      nullable: false,
      nulls: 'skip',
      buffer: [registersSlot],
      update: (s, [x], context) => {
        const precision = precisionFor(deviationOf(context));
        const [view] = context.views;
        const hash =
          view === undefined
            ? js`${xxHasher(context.argTypes[0] as DataType)}(${x}, 42n)`
            : js`${xxHashBytes}(${view.data}, ${view.from}, ${view.to}, 42n)`;
        return js`${offer}(${s('registers')} ??= ${emptyRegisters}(${precision}), ${precision}, ${hash});`;
      },
      merge: (s, o) =>
        js`if (${o('registers')} !== null) { if (${s('registers')} === null) ${s('registers')} = ${o('registers')}; else ${mergeRegisters}(${s('registers')}, ${o('registers')}); }`,
      finish: (s, context) =>
        js`(${s('registers')} === null ? 0n : ${estimate}(${s('registers')}, ${precisionFor(deviationOf(context))}))`,
      duckdb: NONE,
    },
  ],
});

/* ---- Exact percentiles. ---- */

const countsSlot: Slot = {
  name: 'counts',
  type: BINARY,
  initial: null,
  pack: (live) => (live === null ? null : packCounts(live as Counts)),
  unpack: (value) => (value === null ? null : unpackCounts(value as Uint8Array)),
};

const newCounts = (): Counts => new Map();

function mergeCounts(into: Counts, other: Counts): void {
  for (const [value, count] of other) into.set(value, (into.get(value) ?? 0) + count);
}

const addCount = (s: Slots, value: Js, weight: Js): Js =>
  js`${countValue}(${s('counts')} ??= ${newCounts}(), ${value}, ${weight});`;
const mergeCountSlots = (s: Slots, o: Slots): Js =>
  js`if (${o('counts')} !== null) { if (${s('counts')} === null) ${s('counts')} = ${o('counts')}; else ${mergeCounts}(${s('counts')}, ${o('counts')}); }`;

const sharesOf = (value: Value | undefined): readonly number[] =>
  Array.isArray(value) ? (value as readonly number[]) : [value as number];

const SHARE = foldable(one(DOUBLE));
const SHARES = foldable(arrayOf(one(DOUBLE)));

function exactOverload(
  many: boolean,
  weighted: boolean,
  share: 'argument' | 'half',
  discrete = false,
  reversible = false,
): AggregateOverload {
  const finish = (s: Slots, { constants }: GenContext): Js => {
    const shares = share === 'half' ? [0.5] : sharesOf(constants[1]);
    const descending = reversible && constants[2] === true;
    return js`${atShares(shares, discrete, descending, many)}(${s('counts')})`;
  };
  return {
    args: [
      AS_DOUBLE,
      ...(share === 'half' ? [] : [many ? SHARES : SHARE]),
      ...(weighted ? [AS_LONG] : []),
      ...(reversible ? [foldable(one(BOOLEAN))] : []),
    ],
    ...(reversible ? { defaults: [false] } : {}),
    returns: many ? array(DOUBLE, false) : DOUBLE,
    nullable: true,
    nulls: 'skip',
    buffer: [countsSlot],
    update: (s, args, context) => {
      if (!weighted) return addCount(s, args[0], js`1`);
      const weight = js`${weightOf(context)}(${args[2]})`;
      return js`{ const weight = ${weight}; if (weight > 0) { ${addCount(s, args[0], js`weight`)} } }`;
    },
    merge: mergeCountSlots,
    finish,
    duckdb: EXACT,
  };
}

function weightOf({ context }: GenContext): (weight: bigint) => number {
  return (weight) => {
    if (weight >= 0n) return Number(weight);
    return raise(
      'NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION',
      { frequencyExpression: '"frequency"', negativeValue: `${weight}L` },
      { context },
    );
  };
}

function atShares(
  shares: readonly number[],
  discrete: boolean,
  descending: boolean,
  many: boolean,
): (counts: Counts | null) => Value {
  return (counts) => {
    const found = counts === null ? null : percentiles(counts, shares, discrete, descending);
    if (found === null) return null;
    return many ? found : (found[0] as number);
  };
}

export const percentile = aggregate({
  name: 'percentile',
  since: '2.1.0',
  group: GROUP,
  usage:
    'The exact value below which a share of all values lies, interpolated; a third argument says how often each counts.',
  examples: [
    ['(SELECT percentile(col, 0.3) FROM VALUES (0), (10) AS tab(col))', '3.0'],
    ['(SELECT percentile(col, array(0.25, 0.75)) FROM VALUES (0), (10) AS tab(col))', '[2.5, 7.5]'],
  ],
  pretty: (args) => `percentile(${[...args, ...(args.length === 2 ? ['1'] : [])].join(', ')})`,
  overloads: [
    exactOverload(false, false, 'argument'),
    exactOverload(true, false, 'argument'),
    exactOverload(false, true, 'argument'),
    exactOverload(true, true, 'argument'),
  ],
});

export const median = aggregate({
  name: 'median',
  since: '3.4.0',
  group: GROUP,
  usage: 'The value in the middle of all values.',
  examples: [['(SELECT median(col) FROM VALUES (0), (10) AS tab(col))', '5.0']],
  overloads: [exactOverload(false, false, 'half')],
});

const withinGroup = (name: string, discrete: boolean, shown: string): AggregateFunction =>
  aggregate({
    name,
    since: '4.0.0',
    group: GROUP,
    usage: discrete
      ? 'The first value that a share of all values does not exceed.'
      : 'The value below which a share of all values lies, interpolated.',
    examples: [[`(SELECT ${name}(0.25) WITHIN GROUP (ORDER BY col) FROM VALUES (0), (10) AS tab(col))`, shown]],
    overloads: [
      exactOverload(false, false, 'argument', discrete, true),
      exactOverload(true, false, 'argument', discrete, true),
    ],
  });

export const percentileCont = withinGroup('percentile_cont', false, '2.5');
export const percentileDisc = withinGroup('percentile_disc', true, '0.0');

/* ---- Approximate percentiles. ---- */

const NUMBERS = kinds(
  'NUMERIC',
  [
    'byte',
    'short',
    'integer',
    'long',
    'float',
    'double',
    'decimal',
    'date',
    'timestamp',
    'timestamp_ntz',
    'yearmonth',
    'daytime',
  ],
  [DOUBLE],
);
const isBigint = (type: DataType): boolean =>
  ['long', 'decimal', 'timestamp', 'timestamp_ntz', 'daytime'].includes(type.kind);

function approximateOverload(many: boolean): AggregateOverload {
  const accuracyOf = ({ constants }: GenContext): number => Number(constants[2] ?? 10_000);
  const lift = (x: Js, type: DataType): Js => (isBigint(type) ? js`Number(${x})` : x);
  return {
    args: [NUMBERS, many ? SHARES : SHARE, foldable(one(INT))],
    defaults: [10_000],
    returns: ([type]) => (many ? array(type, false) : type),
    nullable: true,
    nulls: 'skip',
    buffer: [
      {
        name: 'summary',
        type: BINARY,
        initial: null,
        pack: (live) => (live instanceof QuantileSummary ? live.pack() : (live as Value)),
      },
    ],
    update: (s, [x], context) =>
      js`(${s('summary')} ??= ${newSummary}(${accuracyOf(context)})).insert(${lift(x, context.argTypes[0] as DataType)});`,
    merge: (s, o, context) =>
      js`if (${o('summary')} !== null) { const other = ${unpackSummary}(${o('summary')}, ${accuracyOf(context)}); if (${s('summary')} === null) ${s('summary')} = other; else ${s('summary')}.merge(other); }`,
    finish: (s, context) =>
      js`${quantiles(sharesOf(context.constants[1]), many, context.argTypes[0] as DataType)}(${s('summary')})`,
    duckdb: NONE,
  };
}

const newSummary = (accuracy: number): QuantileSummary => new QuantileSummary(accuracy);
const unpackSummary = (bytes: Uint8Array, accuracy: number): QuantileSummary => QuantileSummary.unpack(bytes, accuracy);

function quantiles(
  shares: readonly number[],
  many: boolean,
  type: DataType,
): (summary: QuantileSummary | null) => Value {
  const back = (value: number): Value => (isBigint(type) ? BigInt(Math.trunc(value)) : value);
  return (summary) => {
    const found = summary?.query(shares);
    if (found === undefined) return null;
    return many ? found.map(back) : back(found[0] as number);
  };
}

const approximate = (name: string): AggregateFunction =>
  aggregate({
    name,
    since: '2.1.0',
    group: GROUP,
    usage: 'About the value below which a share of all values lies; the third argument is the accuracy.',
    examples: [
      [`(SELECT ${name}(col, array(0.5, 0.4, 0.1), 100) FROM VALUES (0), (1), (2), (10) AS tab(col))`, '[1, 1, 0]'],
    ],
    params: ['col', 'percentage', 'accuracy'],
    overloads: [approximateOverload(false), approximateOverload(true)],
  });

export const percentileApprox = approximate('percentile_approx');
export const approxPercentile = approximate('approx_percentile');

/* ---- The most frequent value. ---- */

interface Tally {
  readonly values: Value[];
  readonly counts: number[];
  readonly index: ReturnType<ReturnType<typeof valueIndexOf>>;
}

function tallyOf(type: DataType): () => Tally {
  const make = valueIndexOf(type);
  return () => ({ values: [], counts: [], index: make() });
}

function tallyValue({ values, counts, index }: Tally, value: Value, count: number): void {
  const at = index.add(value);
  if (at < 0) {
    values.push(value);
    counts.push(count);
  } else counts[at] = (counts[at] as number) + count;
}

function tallyAll(into: Tally, values: readonly Value[], counts: readonly Value[]): void {
  for (const [i, value] of values.entries()) tallyValue(into, value, Number(counts[i]));
}

/** Of several most frequent values the one met first. */
function mostFrequent({ values, counts }: Tally): Value {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((counts[i] as number) > (counts[best] as number)) best = i;
  return values[best] ?? null;
}

export const mode = aggregate({
  name: 'mode',
  since: '3.4.0',
  group: GROUP,
  usage: 'The most frequent value.',
  examples: [['(SELECT mode(col) FROM VALUES (0), (10), (10) AS tab(col))', '10']],
  ordered: true,
  overloads: [
    {
      args: [variable('T')],
      returns: ([type]) => type,
      nullable: true,
      nulls: 'skip',
      buffer: ([type]) => [
        {
          name: 'tally',
          type: array(type, true),
          initial: null,
          pack: (live) => (live === null ? null : (live as Tally).values),
        },
        { name: 'counts', type: array(DOUBLE, false), initial: null },
      ],
      update: (s, [x], { argTypes }) =>
        js`{ const tally = (${s('tally')} ??= ${tallyOf(argTypes[0] as DataType)}()); ${s('counts')} = tally.counts; ${tallyValue}(tally, ${x}, 1); }`,
      merge: (s, o, { argTypes }) =>
        js`if (${o('tally')} !== null) { const tally = (${s('tally')} ??= ${tallyOf(argTypes[0] as DataType)}()); ${s('counts')} = tally.counts; ${tallyAll}(tally, ${o('tally')}, ${o('counts')}); }`,
      finish: (s) => js`(${s('tally')} === null ? null : ${mostFrequent}(${s('tally')}))`,
      duckdb: ORDER,
    },
  ],
});
