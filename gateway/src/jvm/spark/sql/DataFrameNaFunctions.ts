// org.apache.spark.sql.classic.DataFrameNaFunctions: `df.na`.

import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { dropMissing, fillMissing, replaceValues } from '@tspark/engine/session/missing-values.ts';
import type { Literal } from '@tspark/engine/tree/expression.ts';
import type { HashTable } from '../../../objects/hash-table.ts';
import { javaClass } from '../../define.ts';
import { MapInterface } from '../../java/util/Map.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { BOOLEAN, DOUBLE, INT, LONG, ref, STRING } from '../../param-types.ts';
import { ScalaMap } from '../../scala/collection/Map.ts';
import { SeqClass } from '../../scala/collection/Seq.ts';
import { double } from '../../value.ts';
import { DatasetClass } from './Dataset.ts';
import { literalOf } from './literal.ts';

const SEQ = ref(() => SeqClass);

/** Numbers, texts and booleans are the only values that come here, and these are plain literals. */
const plain = (value: Parameters<typeof literalOf>[0]): Literal => literalOf(value) as Literal;

const pairs = (table: HashTable) =>
  table.entries().map(({ key, value }): readonly [Literal, Literal] => [plain(key), plain(value)]);

async function filled(
  self: Dataset,
  value: Literal | ReadonlyMap<string, Literal>,
  names: readonly unknown[] | undefined,
) {
  return DatasetClass.of(
    await self.derive((plan) => fillMissing(plan, value, names?.map(String), self.session.sameName)),
  );
}

async function replaced(self: Dataset, names: readonly unknown[] | undefined, table: HashTable) {
  return DatasetClass.of(
    await self.derive((plan) => replaceValues(plan, names?.map(String), pairs(table), self.session.sameName)),
  );
}

export const DataFrameNaFunctionsClass: JavaClass<Dataset> = javaClass(
  'org.apache.spark.sql.classic.DataFrameNaFunctions',
  () => ({
    methods: {
      drop: method([INT, SEQ], async (_, self, threshold, names) =>
        DatasetClass.of(
          await self.derive((plan) => dropMissing(plan, threshold, names.map(String), self.session.sameName)),
        ),
      ),
      fill: [
        method([DOUBLE], (_, self, value) => filled(self, plain(double(value)), undefined)),
        method([LONG], (_, self, value) => filled(self, plain(value), undefined)),
        method([STRING], (_, self, value) => filled(self, plain(value), undefined)),
        method([BOOLEAN], (_, self, value) => filled(self, plain(value), undefined)),
        method([DOUBLE, SEQ], (_, self, value, names) => filled(self, plain(double(value)), names)),
        method([LONG, SEQ], (_, self, value, names) => filled(self, plain(value), names)),
        method([STRING, SEQ], (_, self, value, names) => filled(self, plain(value), names)),
        method([BOOLEAN, SEQ], (_, self, value, names) => filled(self, plain(value), names)),
        method([ref(MapInterface)], (_, self, table) =>
          filled(self, new Map(table.entries().map(({ key, value }) => [String(key), plain(value)])), undefined),
        ),
      ],
      replace: [
        method([STRING, ref(MapInterface)], (_, self, name, table) =>
          replaced(self, name === '*' ? undefined : [name], table),
        ),
        method([SEQ, ref(ScalaMap)], (_, self, names, table) => replaced(self, names, table)),
      ],
    },
  }),
);
