/** The average of decimals: sum and count, divided and rounded as Spark does. */
import { type Sql, sql, sqlAggregate } from '../fragments/sql.ts';
import { decimalSql, quotientSql, unscaledSql } from '../functions/impl/decimal-sql.ts';
import type { TypeOf } from '../types/data-type.ts';

export function decimalAverage(argument: Sql, from: TypeOf<'decimal'>, to: TypeOf<'decimal'>): Sql {
  const sum = unscaledSql(sqlAggregate(sql`sum(${argument})`));
  const count = sqlAggregate(sql`count(${argument})`);
  return decimalSql(quotientSql(sum, count, to.scale - from.scale), to);
}
