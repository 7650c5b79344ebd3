// org.apache.spark.sql.classic.RelationalGroupedDataset: what groupBy, rollup, cube and pivot give.

import type { Dataset } from '@tspark/engine/session/dataset.ts';
import {
  aggregateByName,
  countGroups,
  type Grouping,
  groupedAggregate,
  numericAggregates,
} from '@tspark/engine/session/grouped.ts';
import { distinctValues } from '@tspark/engine/session/pivot-values.ts';
import { cogroupInPython, mapInPython } from '@tspark/engine/session/python-map.ts';
import { named } from '@tspark/engine/tree/build.ts';
import type { Expression } from '@tspark/engine/tree/expression.ts';
import { simpleString } from '@tspark/engine/types/data-type.ts';
import type { Thread } from '../../../thread.ts';
import { javaClass } from '../../define.ts';
import { IllegalArgumentException } from '../../java/lang/exceptions.ts';
import { List } from '../../java/util/List.ts';
import { MapInterface } from '../../java/util/Map.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { ref, STRING } from '../../param-types.ts';
import { SeqClass } from '../../scala/collection/Seq.ts';
import { javaError } from '../../throwable.ts';
import { runOptions } from '../application.ts';
import { ColumnClass, operand } from './Column.ts';
import { columnsOf } from './column-list.ts';
import { expressionText } from './column-text.ts';
import { DatasetClass } from './Dataset.ts';

export interface Grouped extends Grouping {
  readonly dataset: Dataset;
}

async function aggregated(self: Grouped, aggregates: readonly Expression[]) {
  return DatasetClass.of(await self.dataset.derive((plan) => groupedAggregate(plan, self, aggregates)));
}

const numeric = (fn: string) =>
  method([ref(() => SeqClass)], (_, self: Grouped, names) =>
    aggregated(self, numericAggregates(self.dataset.plan, self, fn, names.map(String))),
  );

async function pivoted(thread: Thread, self: Grouped, column: Expression, values: readonly Expression[] | undefined) {
  const known = values ?? (await distinctValues(self.dataset, column, runOptions(thread)));
  return RelationalGroupedDatasetClass.of({ ...self, pivot: { column, values: known } });
}

const MODES = { 'group-by': 'GroupBy', rollup: 'Rollup', cube: 'Cube', sets: 'GroupingSets' } as const;

function describe(self: Grouped): string {
  const grouping = self.grouping.map((expression) => {
    const name = expressionText(expression);
    const found = self.dataset.output.find((attribute) => attribute.name === name);
    return found === undefined ? name : `${name}: ${simpleString(found.type)}`;
  });
  const columns = self.dataset.output.map((attribute) => `${attribute.name}: ${simpleString(attribute.type)}`);
  const shown =
    columns.length > 2
      ? `${columns.slice(0, 2).join(', ')} ... ${columns.length - 2} more field${columns.length === 3 ? '' : 's'}`
      : columns.join(', ');
  return `RelationalGroupedDataset: [grouping expressions: [${grouping.join(', ')}], value: [${shown}], type: ${MODES[self.mode]}]`;
}

const SEQ = ref(() => SeqClass);
const COLUMN = ref(() => ColumnClass);

const mappedGroups = method([COLUMN], async (_, self: Grouped, udf) =>
  DatasetClass.of(await self.dataset.derive((plan) => mapInPython(plan, udf.expression, self.grouping))),
);

const mappedCogroups = method(
  [ref(() => RelationalGroupedDatasetClass), COLUMN],
  async (_, self: Grouped, other: Grouped, udf) => {
    const [keys, others] = [self.grouping.length, other.grouping.length];
    if (keys !== others) {
      const message = `requirement failed: Cogroup keys must have same size: ${keys} != ${others}`;
      throw javaError(IllegalArgumentException, message);
    }
    const right = { plan: other.dataset.plan, grouping: other.grouping };
    return DatasetClass.of(
      await self.dataset.derive((plan) => cogroupInPython({ plan, grouping: self.grouping }, right, udf.expression)),
    );
  },
);

export const RelationalGroupedDatasetClass: JavaClass<Grouped> = javaClass(
  'org.apache.spark.sql.classic.RelationalGroupedDataset',
  () => ({
    toText: describe,
    methods: {
      agg: [
        method([COLUMN, SEQ], (_, self, first, rest) => aggregated(self, [first.expression, ...columnsOf(rest)])),
        method([ref(() => MapInterface)], (_, self, map) =>
          aggregated(
            self,
            map.entries().map(({ key: column, value: fn }) => aggregateByName(String(column), String(fn))),
          ),
        ),
      ],
      count: method([], (_, self) => aggregated(self, [countGroups()])),
      flatMapGroupsInPandas: mappedGroups,
      flatMapGroupsInArrow: mappedGroups,
      flatMapCoGroupsInPandas: mappedCogroups,
      flatMapCoGroupsInArrow: mappedCogroups,
      sum: numeric('sum'),
      avg: numeric('avg'),
      mean: numeric('avg'),
      max: numeric('max'),
      min: numeric('min'),
      pivot: [
        method([STRING], (thread, self, name) => pivoted(thread, self, named(name), undefined)),
        method([STRING, ref(() => List)], (thread, self, name, values) =>
          pivoted(thread, self, named(name), values.map(operand)),
        ),
        method([COLUMN], (thread, self, column) => pivoted(thread, self, column.expression, undefined)),
        method([COLUMN, ref(() => List)], (thread, self, column, values) =>
          pivoted(thread, self, column.expression, values.map(operand)),
        ),
      ],
    },
  }),
);
