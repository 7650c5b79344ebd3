/** `summary` and `describe`: one row a statistic, one text column for each column summed up. */
import { isNumeric } from '../analysis/coercion/decimal-rules.ts';
import { raise } from '../errors/raise.ts';
import { booleanLiteral, call, doubleLiteral, stringLiteral } from '../tree/build.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { type DataType, DOUBLE, STRING } from '../types/data-type.ts';
import { aggregate } from './transformations.ts';

export const DESCRIBED: readonly string[] = ['count', 'mean', 'stddev', 'min', 'max'];
const SUMMARIZED: readonly string[] = ['count', 'mean', 'stddev', 'min', '25%', '50%', '75%', 'max'];

const cast = (child: Expression, to: DataType, mode: 'ansi' | 'try'): Expression => ({
  kind: 'cast',
  child,
  to,
  mode,
  implicit: false,
});

const isText = (column: Attribute): boolean => column.type.kind === 'string';

/** Text counts as the number it holds, if any. */
const numberOf = (column: Attribute): Expression => (isText(column) ? cast(column, DOUBLE, 'try') : column);

function statistic(name: string, column: Attribute): Expression {
  switch (name.toLowerCase()) {
    case 'count':
    case 'min':
    case 'max':
    case 'approx_count_distinct':
      return call(name, [column]);
    case 'count_distinct':
      return { ...call('count', [column]), distinct: true };
    case 'mean':
      return call('avg', [numberOf(column)]);
    case 'stddev':
      return call('stddev', [numberOf(column)]);
    default:
      return call('percentile_approx', [numberOf(column), doubleLiteral(percentileOf(name))]);
  }
}

function percentileOf(name: string): number {
  const percent = /^\s*(-?[\d.]+)%$/.exec(name)?.[1];
  const fraction = Number(percent ?? 'none') / 100;
  return fraction >= 0 && fraction <= 1 ? fraction : raise('UNRECOGNIZED_STATISTIC', { stats: `'${name}'` });
}

/** Spark's schema says that this column may be NULL. */
const nullable = (value: Expression): Expression => ({
  kind: 'case',
  whens: [booleanLiteral(true)],
  thens: [value],
  otherwise: undefined,
});

/** Without names of statistics the usual ones; only numbers and text are summed up. */
export function summary(plan: Plan, names: readonly string[]): Plan {
  const statistics = names.length === 0 ? SUMMARIZED : names;
  const columns = outputOf(plan).filter((column) => isNumeric(column.type) || isText(column));
  const rows = statistics.map((name) =>
    call('named_struct', [
      stringLiteral('summary'),
      nullable(stringLiteral(name)),
      ...columns.flatMap((column) => [stringLiteral(column.name), cast(statistic(name, column), STRING, 'ansi')]),
    ]),
  );
  return aggregate(plan, [], [call('inline', [call('array', rows)])]);
}
