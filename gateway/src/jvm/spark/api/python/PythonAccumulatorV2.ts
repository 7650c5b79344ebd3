// org.apache.spark.api.python.PythonAccumulatorV2: where PySpark's accumulator server listens.

import type { AccumulatorServer } from '@tspark/engine/session/accumulators.ts';
import { construct, javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';
import { INT, STRING } from '../../../param-types.ts';

export const PythonAccumulatorV2Class: JavaClass<AccumulatorServer> = javaClass(
  'org.apache.spark.api.python.PythonAccumulatorV2',
  () => ({
    constructors: [
      construct([STRING, INT, STRING], (_, host, port, token): AccumulatorServer => ({ host, port, token })),
      construct([STRING], (_, path): AccumulatorServer => ({ path })),
    ],
  }),
);
