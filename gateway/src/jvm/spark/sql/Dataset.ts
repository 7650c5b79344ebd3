// org.apache.spark.sql.classic.Dataset: transformations. Actions are declared in dataset-actions.ts.

import { raise } from '@tspark/engine/errors/raise.ts';
import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { mapInPython } from '@tspark/engine/session/python-map.ts';
import { randomSplit } from '@tspark/engine/session/random-split.ts';
import { metadataColumn, resolveColumn } from '@tspark/engine/session/resolve-column.ts';
import { DESCRIBED, summary } from '@tspark/engine/session/summary.ts';
import * as plans from '@tspark/engine/session/transformations.ts';
import { zip } from '@tspark/engine/session/zip.ts';
import { parseExpression } from '@tspark/engine/sql/parse.ts';
import { type Expression, nextExpressionId } from '@tspark/engine/tree/expression.ts';
import type { Plan } from '@tspark/engine/tree/plan.ts';
import { javaArray } from '../../array-class.ts';
import { javaClass } from '../../define.ts';
import { IllegalArgumentException } from '../../java/lang/exceptions.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { doubleText } from '../../number-text.ts';
import { arrayOf, BOOLEAN, DOUBLE, INT, LONG, nullable, OBJECT, ref, STRING } from '../../param-types.ts';
import { SeqClass } from '../../scala/collection/Seq.ts';
import { javaError } from '../../throwable.ts';
import { double } from '../../value.ts';
import { ColumnClass } from './Column.ts';
import { columnsOf } from './column-list.ts';
import { column, located } from './column-value.ts';
import { DataFrameNaFunctionsClass } from './DataFrameNaFunctions.ts';
import { DataFrameStatFunctionsClass } from './DataFrameStatFunctions.ts';
import { actions } from './dataset-actions.ts';
import { joinTypeNamed } from './join-type.ts';
import { RelationalGroupedDatasetClass } from './RelationalGroupedDataset.ts';
import { TableArgClass, tableArgOf } from './TableArg.ts';
import { MetadataClass } from './types/Metadata.ts';

const SEQ = ref(() => SeqClass);
const DATASET = ref(() => DatasetClass);
const COLUMN = ref(() => ColumnClass);

async function give(dataset: Dataset | Promise<Dataset>) {
  return DatasetClass.of(await dataset);
}

const derive = (self: Dataset, build: (plan: Plan) => Plan) => give(self.derive(build));
const strings = (values: readonly unknown[]): readonly string[] => values.map(String);
const combine = (build: (left: Plan, right: Plan) => Plan) =>
  method([DATASET], (_, self: Dataset, other) => derive(self, (plan) => build(plan, other.plan)));

const repartitioned = (by: 'hash' | 'range') => [
  method([SEQ], (_, self: Dataset, columns) =>
    derive(self, (plan) =>
      plans.repartition(plan, by, undefined, by === 'range' ? plans.orders(columnsOf(columns)) : columnsOf(columns)),
    ),
  ),
  method([INT, SEQ], (_, self: Dataset, count, columns) =>
    derive(self, (plan) =>
      plans.repartition(plan, by, count, by === 'range' ? plans.orders(columnsOf(columns)) : columnsOf(columns)),
    ),
  ),
];

const mappedPartitions = method([COLUMN, BOOLEAN, nullable(OBJECT)], (_, self: Dataset, udf, barrier, profile) => {
  if (barrier) raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'mapInPandas and mapInArrow in barrier mode' });
  if (profile !== null) raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'resource profiles of mapInPandas' });
  return derive(self, (plan) => mapInPython(plan, udf.expression));
});

export const DatasetClass: JavaClass<Dataset> = javaClass<Dataset>('org.apache.spark.sql.classic.Dataset', () => ({
  toText: (self: Dataset) => `[${self.columns.join(', ')}]`,
  methods: {
    ...actions(),
    apply: method([STRING], (thread, self, name) => ColumnClass.of(column(located(thread, resolveColumn(self, name))))),
    col: method([STRING], (thread, self, name) => ColumnClass.of(column(located(thread, resolveColumn(self, name))))),
    metadataColumn: method([STRING], (thread, self, name) =>
      ColumnClass.of(column(located(thread, metadataColumn(self, name)))),
    ),
    colRegex: method([STRING], (_, self, name) => ColumnClass.of(column(plans.columnRegex(self.plan, name)))),
    as: method([STRING], (_, self, name) => derive(self, (plan) => plans.subqueryAlias(plan, name))),
    asTable: method([], (_, self) => TableArgClass.of(tableArgOf(self))),
    mapInPandas: mappedPartitions,
    mapInArrow: mappedPartitions,
    alias: method([STRING], (_, self, name) => derive(self, (plan) => plans.subqueryAlias(plan, name))),
    select: method([SEQ], (_, self, columns) => derive(self, (plan) => plans.select(plan, columnsOf(columns)))),
    selectExpr: method([SEQ], (_, self, texts) =>
      derive(self, (plan) =>
        plans.select(
          plan,
          strings(texts).map((text) => parseExpression(text, self.session.parseOptions)),
        ),
      ),
    ),
    filter: [
      method([COLUMN], (_, self, condition) => derive(self, (plan) => plans.filter(plan, condition.expression))),
      method([STRING], (_, self, text) =>
        derive(self, (plan) => plans.filter(plan, parseExpression(text, self.session.parseOptions))),
      ),
    ],
    where: [
      method([COLUMN], (_, self, condition) => derive(self, (plan) => plans.filter(plan, condition.expression))),
      method([STRING], (_, self, text) =>
        derive(self, (plan) => plans.filter(plan, parseExpression(text, self.session.parseOptions))),
      ),
    ],
    sort: method([SEQ], (_, self, columns) => derive(self, (plan) => plans.sort(plan, columnsOf(columns), true))),
    orderBy: method([SEQ], (_, self, columns) => derive(self, (plan) => plans.sort(plan, columnsOf(columns), true))),
    sortWithinPartitions: method([SEQ], (_, self, columns) =>
      derive(self, (plan) => plans.sort(plan, columnsOf(columns), false)),
    ),
    limit: method([INT], (_, self, count) => derive(self, (plan) => plans.limit(plan, count))),
    offset: method([INT], (_, self, count) => derive(self, (plan) => plans.offset(plan, count))),
    distinct: method([], (_, self) => derive(self, plans.distinct)),
    dropDuplicates: [
      method([], (_, self) => derive(self, (plan) => plans.deduplicate(plan, undefined))),
      method([SEQ], (_, self, names) => derive(self, (plan) => plans.deduplicate(plan, strings(names)))),
    ],
    hint: method([STRING, SEQ], (_, self, name, args) =>
      derive(self, (plan) => plans.hint(plan, name, columnsOf(args))),
    ),
    withColumn: method([STRING, COLUMN], (_, self, name, value) =>
      derive(self, (plan) => plans.withColumns(plan, [name], [value.expression], self.session.sameName)),
    ),
    withColumns: method([SEQ, SEQ], (_, self, names, values) =>
      derive(self, (plan) => plans.withColumns(plan, strings(names), columnsOf(values), self.session.sameName)),
    ),
    withColumnRenamed: method([STRING, STRING], (_, self, from, to) =>
      derive(self, (plan) => plans.withColumnsRenamed(plan, [from], [to], self.session.sameName)),
    ),
    withColumnsRenamed: method([SEQ, SEQ], (_, self, from, to) =>
      derive(self, (plan) => plans.withColumnsRenamed(plan, strings(from), strings(to), self.session.sameName)),
    ),
    withMetadata: method([STRING, ref(() => MetadataClass)], (_, self, name, metadata) =>
      derive(self, (plan) => plans.withMetadata(plan, name, metadata, self.session.sameName)),
    ),
    toDF: method([SEQ], (_, self, names) => derive(self, (plan) => plans.toDF(plan, strings(names)))),
    drop: [
      method([SEQ], (_, self, names) =>
        derive(self, (plan) => plans.dropNames(plan, strings(names), self.session.sameName)),
      ),
      method([COLUMN, SEQ], (_, self, first, rest) =>
        derive(self, (plan) => plans.dropColumns(plan, [first.expression, ...columnsOf(rest)], self.session.sameName)),
      ),
    ],
    join: [
      method([DATASET], (_, self, other) => derive(self, (plan) => plans.join(plan, other.plan, 'inner', {}))),
      method([DATASET, SEQ, STRING], (_, self, other, names, type) =>
        derive(self, (plan) => plans.join(plan, other.plan, joinTypeNamed(type), { using: strings(names) })),
      ),
      method([DATASET, COLUMN, STRING], (_, self, other, condition, type) =>
        derive(self, (plan) => plans.join(plan, other.plan, joinTypeNamed(type), { condition: condition.expression })),
      ),
    ],
    crossJoin: combine((left, right) => plans.join(left, right, 'cross', {})),
    lateralJoin: [
      method([DATASET], (_, self, other) => derive(self, (plan) => plans.join(plan, other.plan, 'inner', {}, true))),
      method([DATASET, STRING], (_, self, other, type) =>
        derive(self, (plan) => plans.join(plan, other.plan, joinTypeNamed(type), {}, true)),
      ),
      method([DATASET, COLUMN], (_, self, other, condition) =>
        derive(self, (plan) => plans.join(plan, other.plan, 'inner', { condition: condition.expression }, true)),
      ),
      method([DATASET, COLUMN, STRING], (_, self, other, condition, type) =>
        derive(self, (plan) =>
          plans.join(plan, other.plan, joinTypeNamed(type), { condition: condition.expression }, true),
        ),
      ),
    ],
    zip: combine(zip),
    union: combine(plans.union),
    unionAll: combine(plans.union),
    unionByName: method([DATASET, BOOLEAN], (_, self, other, allowMissing) =>
      derive(self, (plan) => plans.unionByName(plan, other.plan, allowMissing)),
    ),
    intersect: combine((left, right) => plans.setOperation('intersect', false, left, right)),
    intersectAll: combine((left, right) => plans.setOperation('intersect', true, left, right)),
    except: combine((left, right) => plans.setOperation('except', false, left, right)),
    exceptAll: combine((left, right) => plans.setOperation('except', true, left, right)),
    coalesce: method([INT], (_, self, count) => derive(self, (plan) => plans.repartition(plan, 'coalesce', count, []))),
    repartition: [
      method([INT], (_, self, count) => derive(self, (plan) => plans.repartition(plan, 'round-robin', count, []))),
      ...repartitioned('hash'),
    ],
    repartitionByRange: repartitioned('range'),
    sample: method([BOOLEAN, DOUBLE, LONG], (_, self, withReplacement, fraction, seed) => {
      checkFraction(fraction, withReplacement);
      return derive(self, (plan) => plans.sample(plan, 0, fraction, withReplacement, seed));
    }),
    randomSplit: method([arrayOf(DOUBLE), LONG], async (_, self, weights, seed) => {
      const parts = await randomSplit(self, weights.map(Number), seed);
      return javaArray(
        DatasetClass as JavaClass,
        parts.map((part) => DatasetClass.of(part)),
      );
    }),
    groupBy: method([SEQ], (_, self, columns) => grouped(self, columnsOf(columns), 'group-by')),
    rollup: method([SEQ], (_, self, columns) => grouped(self, columnsOf(columns), 'rollup')),
    cube: method([SEQ], (_, self, columns) => grouped(self, columnsOf(columns), 'cube')),
    groupingSets: method([SEQ, SEQ], (_, self, sets, columns) =>
      RelationalGroupedDatasetClass.of({
        dataset: self,
        grouping: columnsOf(columns),
        mode: 'sets',
        sets: sets.map((set) => columnsOf(SeqClass.holds(set) ? set.value : [])),
        pivot: undefined,
      }),
    ),
    summary: method([SEQ], (_, self, names) => derive(self, (plan) => summary(plan, strings(names)))),
    describe: method([SEQ], async (_, self, names) => {
      const chosen =
        names.length === 0
          ? self
          : await self.derive((plan) =>
              plans.select(
                plan,
                strings(names).map((name) => resolveColumn(self, name)),
              ),
            );
      return derive(chosen, (plan) => summary(plan, DESCRIBED));
    }),
    unpivotWithSeq: [
      method([SEQ, STRING, STRING], (_, self, ids, variable, value) =>
        derive(self, (plan) => plans.unpivot(plan, columnsOf(ids), undefined, variable, value)),
      ),
      method([SEQ, SEQ, STRING, STRING], (_, self, ids, values, variable, value) =>
        derive(self, (plan) => plans.unpivot(plan, columnsOf(ids), columnsOf(values), variable, value)),
      ),
    ],
    scalar: method([], (_, self) =>
      ColumnClass.of(column({ kind: 'scalar-subquery', plan: self.plan, id: nextExpressionId() })),
    ),
    exists: method([], (_, self) =>
      ColumnClass.of(column({ kind: 'exists', plan: self.plan, id: nextExpressionId() })),
    ),
    na: method([], (_, self) => DataFrameNaFunctionsClass.of(self)),
    stat: method([], (_, self) => DataFrameStatFunctionsClass.of(self)),
    equals: method([OBJECT], (_, self, other) => DatasetClass.holds(other) && other.value === self),
  },
}));

function grouped(dataset: Dataset, grouping: readonly Expression[], mode: 'group-by' | 'rollup' | 'cube') {
  return RelationalGroupedDatasetClass.of({ dataset, grouping, mode, pivot: undefined });
}

function checkFraction(fraction: number, withReplacement: boolean): void {
  if (fraction >= 0 && (withReplacement || fraction <= 1 + ROUNDING)) return;
  const range = withReplacement ? 'nonnegative with replacement' : 'on interval [0, 1] without replacement';
  throw javaError(
    IllegalArgumentException,
    `requirement failed: Sampling fraction (${doubleText(double(fraction))}) must be ${range}`,
  );
}

/** By which rounding may take a fraction over 1. */
const ROUNDING = 1e-6;
