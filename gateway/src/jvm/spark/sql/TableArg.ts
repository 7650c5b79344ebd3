// org.apache.spark.sql.TableArg: a Dataset given to a table function, with how its rows are to be laid out.

import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { orders } from '@tspark/engine/session/transformations.ts';
import type { TableLayout } from '@tspark/engine/tree/table-argument.ts';
import { javaClass } from '../../define.ts';
import { IllegalArgumentException } from '../../java/lang/exceptions.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { ref } from '../../param-types.ts';
import { SeqClass } from '../../scala/collection/Seq.ts';
import { javaError } from '../../throwable.ts';
import { columnsOf } from './column-list.ts';

export interface TableArg {
  readonly dataset: Dataset;
  readonly layout: TableLayout;
  /** If it is given by name. */
  readonly name: string | undefined;
}

export const tableArgOf = (dataset: Dataset): TableArg => ({
  dataset,
  layout: { partitionBy: [], orderBy: [], single: false },
  name: undefined,
});

const isLaidOut = ({ layout }: TableArg): boolean => layout.single || layout.partitionBy.length > 0;

function refuse(isRefused: boolean, message: string): void {
  if (isRefused) throw javaError(IllegalArgumentException, message);
}

export const TableArgClass: JavaClass<TableArg> = javaClass('org.apache.spark.sql.TableArg', () => ({
  methods: {
    partitionBy: method([ref(() => SeqClass)], (_, self, columns) => {
      refuse(
        isLaidOut(self),
        'Cannot call partitionBy() after partitionBy() or withSinglePartition() has been called.',
      );
      return TableArgClass.of({ ...self, layout: { ...self.layout, partitionBy: columnsOf(columns) } });
    }),
    orderBy: method([ref(() => SeqClass)], (_, self, columns) => {
      refuse(!isLaidOut(self), 'Please call partitionBy() or withSinglePartition() before orderBy().');
      return TableArgClass.of({ ...self, layout: { ...self.layout, orderBy: orders(columnsOf(columns)) } });
    }),
    withSinglePartition: method([], (_, self) => {
      refuse(
        isLaidOut(self),
        'Cannot call withSinglePartition() after partitionBy() or withSinglePartition() has been called.',
      );
      return TableArgClass.of({ ...self, layout: { ...self.layout, single: true } });
    }),
  },
}));
