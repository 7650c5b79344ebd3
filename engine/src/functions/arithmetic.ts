/** Arithmetic operators. */
import { js } from '../fragments/js.ts';
import { sql } from '../fragments/sql.ts';
import { DOUBLE } from '../types/data-type.ts';
import { one } from './arg-types.ts';
import { scalar } from './define.ts';

export const add = scalar({
  name: '+',
  since: '1.0.0',
  group: 'math_funcs',
  usage: 'Sum of two numbers.',
  examples: [['1D + 2D', '3.0']],
  pretty: ([a, b]) => `(${a} + ${b})`,
  overloads: [
    {
      args: [one(DOUBLE), one(DOUBLE)],
      coerce: 'arithmetic',
      returns: DOUBLE,
      nulls: 'propagate',
      gen: ([a, b]) => js`(${a} + ${b})`,
      duckdb: ([a, b]) => sql`(${a} + ${b})`,
    },
  ],
});
