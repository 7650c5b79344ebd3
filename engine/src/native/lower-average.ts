/** The average of decimals: sum and count, divided and rounded as Spark does. */
import { type Sql, sql, sqlAggregate } from '../fragments/sql.ts';
import { decimalAverageSql } from '../functions/impl/decimal-sql.ts';
import type { TypeOf } from '../types/data-type.ts';

export function decimalAverage(argument: Sql, from: TypeOf<'decimal'>, to: TypeOf<'decimal'>): Sql {
  const sum = sqlAggregate(sql`sum(${argument})`);
  return decimalAverageSql(sum, sqlAggregate(sql`count(${argument})`), from, to);
}
