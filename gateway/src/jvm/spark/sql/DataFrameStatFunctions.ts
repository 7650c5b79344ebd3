// org.apache.spark.sql.classic.DataFrameStatFunctions: `df.stat`.

import { isNumeric } from '@tspark/engine/analysis/coercion/decimal-rules.ts';
import { raise } from '@tspark/engine/errors/raise.ts';
import { collectRows } from '@tspark/engine/session/actions.ts';
import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { resolveColumn } from '@tspark/engine/session/resolve-column.ts';
import { crosstab, quantiles, sampleBy } from '@tspark/engine/session/statistics.ts';
import { aggregate } from '@tspark/engine/session/transformations.ts';
import { parseAttributeName } from '@tspark/engine/sql/attribute-name.ts';
import { alias, call, named } from '@tspark/engine/tree/build.ts';
import type { Attribute, Expression } from '@tspark/engine/tree/expression.ts';
import type { HashTable } from '../../../objects/hash-table.ts';
import type { Thread } from '../../../thread.ts';
import { arrayClass, javaArray } from '../../array-class.ts';
import { javaClass } from '../../define.ts';
import { simpleName } from '../../java/lang/Class.ts';
import { IllegalArgumentException } from '../../java/lang/exceptions.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { DOUBLE, LONG, ref, STRING } from '../../param-types.ts';
import { DOUBLE_PRIMITIVE } from '../../primitives.ts';
import { ScalaMap } from '../../scala/collection/Map.ts';
import { SeqClass } from '../../scala/collection/Seq.ts';
import { javaError } from '../../throwable.ts';
import { double, JavaDouble, type JavaValue } from '../../value.ts';
import { runOptions } from '../application.ts';
import { ColumnClass } from './Column.ts';
import { DatasetClass } from './Dataset.ts';
import { literalOf } from './literal.ts';
import { dataTypeObject } from './types/DataType.ts';

/** One number over two columns; NaN where there is none, as Spark gives it. */
async function paired(thread: Thread, self: Dataset, fn: string, a: string, b: string) {
  const value = await self.derive((plan) => aggregate(plan, [], [alias(call(fn, [named(a), named(b)]), fn)]));
  const rows = await collectRows(value, runOptions(thread));
  return double((rows[0]?.[0] ?? Number.NaN) as number);
}

function columnsNamed(self: Dataset, names: readonly string[]): readonly Attribute[] {
  return names.map((name) => {
    const found = resolveColumn(self, name);
    if (found.kind === 'attribute') return found;
    return raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `statistics of the nested field ${name}` });
  });
}

async function sampled(self: Dataset, column: Expression, fractions: HashTable, seed: bigint) {
  const pairs = fractions.entries().map(({ key, value }) => [literalOf(key), numberOf(value)] as const);
  return DatasetClass.of(await self.derive((plan) => sampleBy(plan, column, pairs, seed)));
}

const numberOf = (value: JavaValue): number => (value instanceof JavaDouble ? value.value : Number(value));

async function approxQuantile(
  thread: Thread,
  self: Dataset,
  columns: readonly Attribute[],
  wanted: readonly number[],
  error: number,
) {
  for (const { name, type } of columns) {
    if (isNumeric(type)) continue;
    const kind = simpleName(dataTypeObject(type).javaClass).replace('$', '');
    throw javaError(
      IllegalArgumentException,
      `requirement failed: Quantile calculation for column ${name} with data type ${kind} is not supported.`,
    );
  }
  const found = await self.derive((plan) => quantiles(plan, columns, wanted, error));
  const [row = []] = await collectRows(found, runOptions(thread));
  const arrays = row.map((values) =>
    javaArray(
      DOUBLE_PRIMITIVE,
      ((values ?? []) as readonly number[]).map((value) => double(value)),
    ),
  );
  return javaArray(arrayClass(DOUBLE_PRIMITIVE) as JavaClass, arrays);
}

export const DataFrameStatFunctionsClass: JavaClass<Dataset> = javaClass(
  'org.apache.spark.sql.classic.DataFrameStatFunctions',
  () => ({
    methods: {
      corr: method([STRING, STRING, STRING], (thread, self, a, b, kind) =>
        kind === 'pearson'
          ? paired(thread, self, 'corr', a, b)
          : raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `correlation by ${kind}` }),
      ),
      crosstab: method([STRING, STRING], async (thread, self, a, b) => {
        const [first, second] = columnsNamed(self, [a, b]);
        return DatasetClass.of(await crosstab(self, first as Attribute, second as Attribute, runOptions(thread)));
      }),
      sampleBy: [
        method([ref(() => ColumnClass), ref(ScalaMap), LONG], (_, self, column, fractions, seed) =>
          sampled(self, column.expression, fractions, seed),
        ),
        method([STRING, ref(ScalaMap), LONG], (_, self, name, fractions, seed) =>
          sampled(self, named(...parseAttributeName(name)), fractions, seed),
        ),
      ],
      approxQuantile: method([ref(() => SeqClass), ref(() => SeqClass), DOUBLE], (thread, self, names, wanted, error) =>
        approxQuantile(thread, self, columnsNamed(self, names.map(String)), wanted.map(numberOf), error),
      ),
      cov: method([STRING, STRING], (thread, self, a, b) => paired(thread, self, 'covar_samp', a, b)),
    },
  }),
);
