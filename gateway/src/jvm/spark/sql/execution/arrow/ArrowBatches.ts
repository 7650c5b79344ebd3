// What readArrowStreamFromFile gives: Spark has an iterator of serialized batches here, and Python only passes it on.

import type { Batch } from '@tspark/engine/types/vector.ts';
import { javaClass } from '../../../../define.ts';
import type { JavaClass } from '../../../../java-class.ts';

export const ArrowBatchesClass: JavaClass<readonly Batch[]> = javaClass(
  'org.apache.spark.sql.execution.arrow.ArrowBatches',
  () => ({}),
);
