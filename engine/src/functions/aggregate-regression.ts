/** Linear regression of pairs `(y, x)`; a pair with a NULL in it is left out. */
import { type Js, js } from '../fragments/js.ts';
import { DOUBLE, LONG } from '../types/data-type.ts';
import { AS_DOUBLE } from './arg-kinds.ts';
import { type AggregateFunction, aggregate, type Slot, type Slots } from './define.ts';

const SUMS: readonly Slot[] = ['n', 'xAvg', 'yAvg', 'ck', 'xMk', 'yMk', 'xSum', 'ySum'].map((name) => ({
  name,
  type: DOUBLE,
  initial: 0,
}));

function regression(
  name: string,
  usage: string,
  example: string,
  finish: (s: Slots) => Js,
  returns: typeof DOUBLE | typeof LONG = DOUBLE,
): AggregateFunction {
  return aggregate({
    name,
    since: '3.3.0',
    group: 'agg_funcs',
    usage,
    examples: [[`(SELECT ${name}(y, x) FROM VALUES (1.0D, 2), (2, 3), (3, 5), (4, NULL) AS tab(y, x))`, example]],
    overloads: [
      {
        args: [AS_DOUBLE, AS_DOUBLE],
        returns,
        nullable: returns.kind !== 'long',
        nulls: 'skip',
        buffer: SUMS,
        update: (s, [y, x]) => js`{
const count = ${s('n')} + 1, dx = ${x} - ${s('xAvg')}, dy = ${y} - ${s('yAvg')}, dxN = dx / count, dyN = dy / count;
${s('xAvg')} += dxN; ${s('yAvg')} += dyN;
${s('ck')} += dx * (${y} - ${s('yAvg')}); ${s('xMk')} += dx * (dx - dxN); ${s('yMk')} += dy * (dy - dyN);
${s('n')} = count; ${s('xSum')} += ${x}; ${s('ySum')} += ${y};
}`,
        merge: (s, o) => js`{
const n1 = ${s('n')}, n2 = ${o('n')}, count = n1 + n2;
const dx = ${o('xAvg')} - ${s('xAvg')}, dxN = count === 0 ? 0 : dx / count, dy = ${o('yAvg')} - ${s('yAvg')}, dyN = count === 0 ? 0 : dy / count;
${s('ck')} = ${s('ck')} + ${o('ck')} + dx * dyN * n1 * n2;
${s('xMk')} = ${s('xMk')} + ${o('xMk')} + dx * dxN * n1 * n2;
${s('yMk')} = ${s('yMk')} + ${o('yMk')} + dy * dyN * n1 * n2;
${s('n')} = count; ${s('xAvg')} += dxN * n2; ${s('yAvg')} += dyN * n2;
${s('xSum')} += ${o('xSum')}; ${s('ySum')} += ${o('ySum')};
}`,
        finish,
        duckdb: { none: 'the last digits differ' },
      },
    ],
  });
}

/** NULL without pairs. */
const any = (s: Slots, value: Js): Js => js`(${s('n')} === 0 ? null : ${value})`;
/** A vertical line has no slope. */
const sloped = (s: Slots, value: Js): Js => js`(${s('xMk')} === 0 ? null : ${value})`;

export const regrCount = regression('regr_count', 'Number of pairs.', '3', (s) => js`BigInt(${s('n')})`, LONG);
export const regrSlope = regression('regr_slope', 'Slope of the line fitted to pairs.', '0.6428571428571428', (s) =>
  sloped(s, js`${s('ck')} / ${s('xMk')}`),
);
export const regrIntercept = regression(
  'regr_intercept',
  'Where the line fitted to pairs meets the y axis.',
  '-0.1428571428571428',
  (s) => sloped(s, js`${s('yAvg')} - ${s('ck')} / ${s('xMk')} * ${s('xAvg')}`),
);
export const regrR2 = regression('regr_r2', 'How well a line fits pairs, from 0 to 1.', '0.9642857142857141', (s) =>
  sloped(s, js`(${s('yMk')} === 0 ? 1 : (${s('ck')} / Math.sqrt(${s('xMk')} * ${s('yMk')})) ** 2)`),
);
export const regrSxx = regression('regr_sxx', 'Sum of squared deviations of x.', '4.666666666666667', (s) =>
  any(s, s('xMk')),
);
export const regrSxy = regression('regr_sxy', 'Sum of products of deviations of x and y.', '3.0', (s) =>
  any(s, s('ck')),
);
export const regrSyy = regression('regr_syy', 'Sum of squared deviations of y.', '2.0', (s) => any(s, s('yMk')));
export const regrAvgx = regression('regr_avgx', 'Average of x.', '3.3333333333333335', (s) =>
  any(s, js`${s('xSum')} / ${s('n')}`),
);
export const regrAvgy = regression('regr_avgy', 'Average of y.', '2.0', (s) => any(s, js`${s('ySum')} / ${s('n')}`));
