/** Variances, skewness, correlations: updated and merged by Spark's own formulas, so that digits agree. */
import { type Js, js } from '../fragments/js.ts';
import { DOUBLE } from '../types/data-type.ts';
import { AS_DOUBLE } from './arg-kinds.ts';
import { type AggregateFunction, aggregate, type Slot, type Slots } from './define.ts';

const GROUP = 'agg_funcs';
const UNSTABLE = { none: 'the last digits differ' } as const;

const cell = (name: string): Slot => ({ name, type: DOUBLE, initial: 0 });

/** Central moments up to the second, third or fourth. */
function moments(
  order: 2 | 3 | 4,
  name: string,
  aliases: readonly string[],
  since: string,
  usage: string,
  example: string,
  finish: (s: Slots) => Js,
): AggregateFunction {
  const update = (s: Slots, x: Js): Js => js`{
const count = ${s('n')} + 1, delta = ${x} - ${s('avg')}, deltaN = delta / count, deltaN2 = deltaN * deltaN, delta2 = delta * delta;
const m2 = ${s('m2')} + delta * (delta - deltaN);
${order > 2 ? js`const m3 = ${s('m3')} - 3 * deltaN * m2 + delta * (delta2 - deltaN2);` : js``}
${order > 3 ? js`${s('m4')} = ${s('m4')} - 4 * deltaN * m3 - 6 * deltaN2 * m2 + delta * (delta * delta2 - deltaN * deltaN2);` : js``}
${order > 2 ? js`${s('m3')} = m3;` : js``}
${s('n')} = count; ${s('avg')} += deltaN; ${s('m2')} = m2;
}`;
  const merge = (s: Slots, o: Slots): Js => js`{
const n1 = ${s('n')}, n2 = ${o('n')}, count = n1 + n2, delta = ${o('avg')} - ${s('avg')}, deltaN = count === 0 ? 0 : delta / count;
const m2 = ${s('m2')} + ${o('m2')} + delta * deltaN * n1 * n2;
${order > 2 ? js`const m3 = ${s('m3')} + ${o('m3')} + deltaN * deltaN * delta * n1 * n2 * (n1 - n2) + 3 * deltaN * (n1 * ${o('m2')} - n2 * ${s('m2')});` : js``}
${order > 3 ? js`${s('m4')} = ${s('m4')} + ${o('m4')} + deltaN * deltaN * deltaN * delta * n1 * n2 * (n1 * n1 - n1 * n2 + n2 * n2) + 6 * deltaN * deltaN * (n1 * n1 * ${o('m2')} + n2 * n2 * ${s('m2')}) + 4 * deltaN * (n1 * ${o('m3')} - n2 * ${s('m3')});` : js``}
${order > 2 ? js`${s('m3')} = m3;` : js``}
${s('n')} = count; ${s('avg')} += deltaN * n2; ${s('m2')} = m2;
}`;
  return aggregate({
    name,
    aliases,
    since,
    group: GROUP,
    usage,
    examples: [[`(SELECT ${name}(col) FROM VALUES (1), (2), (3), (10) AS tab(col))`, example]],
    overloads: [
      {
        args: [AS_DOUBLE],
        returns: DOUBLE,
        nullable: true,
        nulls: 'skip',
        buffer: [
          cell('n'),
          cell('avg'),
          cell('m2'),
          ...(order > 2 ? [cell('m3')] : []),
          ...(order > 3 ? [cell('m4')] : []),
        ],
        update: (s, [x]) => update(s, x),
        merge,
        finish,
        duckdb: UNSTABLE,
      },
    ],
  });
}

const population = (s: Slots, value: Js): Js => js`(${s('n')} === 0 ? null : ${value})`;
/** A single value has no sample variance. */
const sample = (s: Slots, value: Js): Js => js`(${s('n')} < 2 ? null : ${value})`;

const deviation = (name: string, aliases: readonly string[], since: string): AggregateFunction =>
  moments(2, name, aliases, since, 'Standard deviation of a sample.', '4.08248290463863', (s) =>
    sample(s, js`Math.sqrt(${s('m2')} / (${s('n')} - 1))`),
  );

export const stddev = deviation('stddev', [], '1.6.0');
export const std = deviation('std', [], '1.6.0');
export const stddevSamp = deviation('stddev_samp', [], '1.6.0');
export const stddevPop = moments(
  2,
  'stddev_pop',
  [],
  '1.6.0',
  'Standard deviation of a whole population.',
  '3.5355339059327378',
  (s) => population(s, js`Math.sqrt(${s('m2')} / ${s('n')})`),
);

const sampleVariance = (name: string): AggregateFunction =>
  moments(2, name, [], '1.6.0', 'Variance of a sample.', '16.666666666666668', (s) =>
    sample(s, js`${s('m2')} / (${s('n')} - 1)`),
  );

export const variance = sampleVariance('variance');
export const varSamp = sampleVariance('var_samp');
export const varPop = moments(2, 'var_pop', [], '1.6.0', 'Variance of a whole population.', '12.5', (s) =>
  population(s, js`${s('m2')} / ${s('n')}`),
);

export const skewness = moments(
  3,
  'skewness',
  [],
  '1.6.0',
  'How far values lean to one side of their mean.',
  '1.0182337649086284',
  (s) =>
    js`(${s('n')} === 0 || ${s('m2')} === 0 ? null : Math.sqrt(${s('n')}) * ${s('m3')} / Math.sqrt(${s('m2')} * ${s('m2')} * ${s('m2')}))`,
);
export const kurtosis = moments(
  4,
  'kurtosis',
  [],
  '1.6.0',
  'How heavy the tails of values are, above those of a normal distribution.',
  '-0.7696000000000001',
  (s) => js`(${s('n')} === 0 || ${s('m2')} === 0 ? null : ${s('n')} * ${s('m4')} / (${s('m2')} * ${s('m2')}) - 3)`,
);

function pairs(
  name: string,
  since: string,
  usage: string,
  example: string,
  finish: (s: Slots) => Js,
): AggregateFunction {
  return aggregate({
    name,
    since,
    group: GROUP,
    usage,
    examples: [[`(SELECT ${name}(x, y) FROM VALUES (3, 2), (3, 3), (6, 4) AS tab(x, y))`, example]],
    overloads: [
      {
        args: [AS_DOUBLE, AS_DOUBLE],
        returns: DOUBLE,
        nullable: true,
        nulls: 'skip',
        buffer: ['n', 'xAvg', 'yAvg', 'ck', 'xMk', 'yMk'].map(cell),
        update: (s, [x, y]) => js`{
const count = ${s('n')} + 1, dx = ${x} - ${s('xAvg')}, dy = ${y} - ${s('yAvg')}, dyN = dy / count;
const xAvg = ${s('xAvg')} + dx / count, yAvg = ${s('yAvg')} + dyN;
${s('ck')} += dx * (${y} - yAvg); ${s('xMk')} += dx * (${x} - xAvg); ${s('yMk')} += dy * (${y} - yAvg);
${s('n')} = count; ${s('xAvg')} = xAvg; ${s('yAvg')} = yAvg;
}`,
        merge: (s, o) => js`{
const n1 = ${s('n')}, n2 = ${o('n')}, count = n1 + n2;
const dx = ${o('xAvg')} - ${s('xAvg')}, dxN = count === 0 ? 0 : dx / count, dy = ${o('yAvg')} - ${s('yAvg')}, dyN = count === 0 ? 0 : dy / count;
${s('ck')} = ${s('ck')} + ${o('ck')} + dx * dyN * n1 * n2;
${s('xMk')} = ${s('xMk')} + ${o('xMk')} + dx * dxN * n1 * n2;
${s('yMk')} = ${s('yMk')} + ${o('yMk')} + dy * dyN * n1 * n2;
${s('n')} = count; ${s('xAvg')} += dxN * n2; ${s('yAvg')} += dyN * n2;
}`,
        finish,
        duckdb: UNSTABLE,
      },
    ],
  });
}

export const corr = pairs('corr', '1.6.0', 'Pearson correlation of pairs.', '0.8660254037844387', (s) =>
  sample(s, js`${s('ck')} / Math.sqrt(${s('xMk')} * ${s('yMk')})`),
);
export const covarPop = pairs('covar_pop', '2.0.0', 'Covariance of a whole population of pairs.', '1.0', (s) =>
  population(s, js`${s('ck')} / ${s('n')}`),
);
export const covarSamp = pairs('covar_samp', '2.0.0', 'Covariance of a sample of pairs.', '1.5', (s) =>
  sample(s, js`${s('ck')} / (${s('n')} - 1)`),
);
