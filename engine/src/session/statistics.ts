/** `df.stat`: counts of pairs, samples by stratum, quantiles. */
import {
  alias,
  booleanLiteral,
  call,
  doubleLiteral,
  intLiteral,
  longLiteral,
  NULL_LITERAL,
  stringLiteral,
} from '../tree/build.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { type DataType, DOUBLE, STRING } from '../types/data-type.ts';
import type { Dataset } from './dataset.ts';
import { countGroups, groupedAggregate } from './grouped.ts';
import { distinctValues } from './pivot-values.ts';
import type { RunOptions } from './run-query.ts';
import { aggregate, filter, select } from './transformations.ts';

const cast = (child: Expression, to: DataType): Expression => ({
  kind: 'cast',
  child,
  to,
  mode: 'ansi',
  implicit: false,
});

const asText = (column: Attribute): Expression => ({
  kind: 'case',
  whens: [call('isnull', [column])],
  thens: [stringLiteral('null')],
  otherwise: cast(column, STRING),
});

/** A row for each value of the first column, a column for each value of the second, in each cell how often both met. */
export async function crosstab(dataset: Dataset, a: Attribute, b: Attribute, options: RunOptions): Promise<Dataset> {
  const column = asText(b);
  const values = await distinctValues(dataset, column, options);
  const by = {
    grouping: [alias(asText(a), `${a.name}_${b.name}`)],
    mode: 'group-by',
    pivot: { column, values },
  } as const;
  const counted = await dataset.derive((plan) => groupedAggregate(plan, by, [countGroups()]));
  return counted.derive((plan) => {
    const [key, ...counts] = outputOf(plan);
    return select(plan, [
      key as Attribute,
      ...counts.map((count) => alias(call('coalesce', [count, longLiteral(0n)]), count.name)),
    ]);
  });
}

/** Keeps of each stratum the fraction given for it; strata without one are left out. */
export function sampleBy(
  plan: Plan,
  column: Expression,
  fractions: readonly (readonly [stratum: Expression, fraction: number])[],
  seed: bigint,
): Plan {
  const fraction: Expression = {
    kind: 'case',
    whens: fractions.map(([stratum]) => call('<=>', [column, stratum])),
    thens: fractions.map(([, value]) => doubleLiteral(value)),
    otherwise: doubleLiteral(0),
  };
  return fractions.length === 0
    ? filter(plan, booleanLiteral(false))
    : filter(plan, call('<', [call('rand', [longLiteral(seed)]), fraction]));
}

const MOST_ACCURATE = 2 ** 31 - 1;

/** One row: for each column an array of its quantiles. Missing values and NaN do not count. */
export function quantiles(
  plan: Plan,
  columns: readonly Attribute[],
  probabilities: readonly number[],
  relativeError: number,
): Plan {
  const accuracy = relativeError === 0 ? MOST_ACCURATE : Math.min(MOST_ACCURATE, Math.ceil(1 / relativeError));
  const wanted = call('array', probabilities.map(doubleLiteral));
  const list = columns.map((column) => {
    const value = cast(column, DOUBLE);
    const number: Expression = {
      kind: 'case',
      whens: [call('isnan', [value])],
      thens: [NULL_LITERAL],
      otherwise: value,
    };
    return alias(call('percentile_approx', [number, wanted, intLiteral(accuracy)]), column.name);
  });
  return aggregate(plan, [], list);
}
