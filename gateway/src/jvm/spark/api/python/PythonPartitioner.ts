// org.apache.spark.api.python.PythonPartitioner: a Python function, known by its identity, over a number of partitions.

import { type Partitioner, samePartitioner } from '@tspark/engine/rdd/node.ts';
import { construct, javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method } from '../../../method.ts';
import { INT, LONG } from '../../../param-types.ts';

export const PythonPartitioner: JavaClass<Partitioner> = javaClass(
  'org.apache.spark.api.python.PythonPartitioner',
  () => ({
    constructors: [construct([INT, LONG], (_, partitions, identity) => ({ partitions, identity }))],
    methods: { numPartitions: method([], (_, self) => self.partitions) },
    isEqual: (self, other) => PythonPartitioner.holds(other) && samePartitioner(self, other.value),
    hash: (self) => self.partitions,
  }),
);
