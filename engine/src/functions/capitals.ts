/** Generated column names of the functions Spark spells in capitals: `ACOS(1)`, whatever the query wrote. */
import type { ScalarFunction } from './define.ts';

export const inCapitals =
  (name: string): NonNullable<ScalarFunction['pretty']> =>
  (args) =>
    `${name.toUpperCase()}(${args.join(', ')})`;
