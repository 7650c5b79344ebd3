/**
 * The average of decimals, which DuckDB would compute in doubles: sum and count, divided in whole numbers and rounded
 * half up as Spark does.
 */
import { type Sql, sql, sqlAggregate, sqlText } from '../fragments/sql.ts';
import type { TypeOf } from '../types/data-type.ts';

export function decimalAverage(argument: Sql, from: TypeOf<'decimal'>, to: TypeOf<'decimal'>): Sql {
  // There is no cast from a decimal to its unscaled value; its digits are that, and groups are few.
  const sum = sql`CAST(replace(CAST(${sqlAggregate(sql`sum(${argument})`)} AS VARCHAR), '.', '') AS HUGEINT)`;
  const count = sqlAggregate(sql`count(${argument})`);
  const factor = sqlText(`CAST(2${'0'.repeat(to.scale - from.scale)} AS HUGEINT)`);
  const unscaled = sql`(sign(${sum}) * ((abs(${sum}) * ${factor} + ${count}) // (2 * ${count})))`;
  if (to.scale === 0) return sql`CAST(${unscaled} AS ${sqlText(`DECIMAL(${to.precision},0)`)})`;
  const unit = sqlText(`CAST('0.${'1'.padStart(to.scale, '0')}' AS DECIMAL(${to.scale},${to.scale}))`);
  return sql`CAST(CAST(${unscaled} AS ${sqlText(`DECIMAL(${to.precision},0)`)}) * ${unit} AS ${sqlText(`DECIMAL(${to.precision},${to.scale})`)})`;
}
