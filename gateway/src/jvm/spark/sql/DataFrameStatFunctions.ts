// org.apache.spark.sql.classic.DataFrameStatFunctions: `df.stat`.

import { raise } from '@tspark/engine/errors/raise.ts';
import { collectRows } from '@tspark/engine/session/actions.ts';
import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { aggregate } from '@tspark/engine/session/transformations.ts';
import { alias, call, named } from '@tspark/engine/tree/build.ts';
import type { Thread } from '../../../thread.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { STRING } from '../../param-types.ts';
import { double } from '../../value.ts';
import { runOptions } from '../application.ts';

/** One number over two columns; NaN where there is none, as Spark gives it. */
async function paired(thread: Thread, self: Dataset, fn: string, a: string, b: string) {
  const value = await self.derive((plan) => aggregate(plan, [], [alias(call(fn, [named(a), named(b)]), fn)]));
  const rows = await collectRows(value, runOptions(thread));
  return double((rows[0]?.[0] ?? Number.NaN) as number);
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
      cov: method([STRING, STRING], (thread, self, a, b) => paired(thread, self, 'covar_samp', a, b)),
    },
  }),
);
