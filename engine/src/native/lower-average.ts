/**
 * The average of decimals, which DuckDB would compute in doubles: sum and count, divided in whole numbers and rounded
 * half up as Spark does. The result is the unscaled value, a HUGEINT, which the reader takes for the decimal it is.
 */
import { type Sql, sql, sqlText } from '../fragments/sql.ts';
import type { TypeOf } from '../types/data-type.ts';

export function decimalAverage(argument: Sql, from: TypeOf<'decimal'>, to: TypeOf<'decimal'>): Sql {
  // There is no cast from a decimal to its unscaled value; its digits are that, and groups are few.
  const sum = sql`CAST(replace(CAST(sum(${argument}) AS VARCHAR), '.', '') AS HUGEINT)`;
  const count = sql`count(${argument})`;
  const factor = sqlText(`CAST(2${'0'.repeat(to.scale - from.scale)} AS HUGEINT)`);
  return sql`(sign(${sum}) * ((abs(${sum}) * ${factor} + ${count}) // (2 * ${count})))`;
}
