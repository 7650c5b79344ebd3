// org.apache.spark.sql.expressions.WindowSpec and Window: partitioning, ordering and frame of a window call.

import { orders } from '@tspark/engine/session/transformations.ts';
import { longLiteral } from '@tspark/engine/tree/build.ts';
import type { Expression, FrameBound, SortOrder, WindowFrame } from '@tspark/engine/tree/expression.ts';
import { javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method, staticMethod } from '../../../method.ts';
import { LONG, ref } from '../../../param-types.ts';
import { SeqClass } from '../../../scala/collection/Seq.ts';
import { columnsOf } from '../column-list.ts';

export interface WindowSpec {
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortOrder[];
  readonly frame: WindowFrame | undefined;
}

const EMPTY: WindowSpec = { partitionBy: [], orderBy: [], frame: undefined };
const MIN_LONG = -(2n ** 63n);
const MAX_LONG = 2n ** 63n - 1n;

/** Java's longs: 0 is the current row, the ends of the range are unbounded. */
function bound(value: bigint): FrameBound {
  if (value === 0n) return { kind: 'current-row' };
  if (value === MIN_LONG) return { kind: 'unbounded-preceding' };
  if (value === MAX_LONG) return { kind: 'unbounded-following' };
  return { kind: 'offset', value: longLiteral(value) };
}

const frame = (unit: 'rows' | 'range', start: bigint, end: bigint): WindowFrame => ({
  unit,
  lower: bound(start),
  upper: bound(end),
});

const give = (spec: WindowSpec) => WindowSpecClass.of(spec);

export const WindowSpecClass: JavaClass<WindowSpec> = javaClass('org.apache.spark.sql.expressions.WindowSpec', () => ({
  methods: {
    partitionBy: method([ref(() => SeqClass)], (_, self, columns) =>
      give({ ...self, partitionBy: columnsOf(columns) }),
    ),
    orderBy: method([ref(() => SeqClass)], (_, self, columns) =>
      give({ ...self, orderBy: orders(columnsOf(columns)) }),
    ),
    rowsBetween: method([LONG, LONG], (_, self, start, end) => give({ ...self, frame: frame('rows', start, end) })),
    rangeBetween: method([LONG, LONG], (_, self, start, end) => give({ ...self, frame: frame('range', start, end) })),
  },
}));

export const WindowClass: JavaClass<unknown> = javaClass('org.apache.spark.sql.expressions.Window', () => ({
  statics: {
    partitionBy: staticMethod([ref(() => SeqClass)], (_, columns) =>
      give({ ...EMPTY, partitionBy: columnsOf(columns) }),
    ),
    orderBy: staticMethod([ref(() => SeqClass)], (_, columns) =>
      give({ ...EMPTY, orderBy: orders(columnsOf(columns)) }),
    ),
    rowsBetween: staticMethod([LONG, LONG], (_, start, end) => give({ ...EMPTY, frame: frame('rows', start, end) })),
    rangeBetween: staticMethod([LONG, LONG], (_, start, end) => give({ ...EMPTY, frame: frame('range', start, end) })),
  },
}));
