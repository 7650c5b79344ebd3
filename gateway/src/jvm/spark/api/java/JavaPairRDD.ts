// org.apache.spark.api.java.JavaPairRDD: RDDs of pairs, each pair two records one after the other.

import { internal } from '@tspark/engine/errors/internal.ts';
import { javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method } from '../../../method.ts';
import { ref } from '../../../param-types.ts';
import { callSite } from '../../rdd/call-site.ts';
import { type RddState, rddEquals, rddHash, textOf } from '../../rdd/Rdd.ts';
import { PythonPartitioner } from '../python/PythonPartitioner.ts';
import { rddMethods } from './rdd-methods.ts';

export const JavaPairRDDClass: JavaClass<RddState> = javaClass('org.apache.spark.api.java.JavaPairRDD', () => ({
  toText: textOf,
  isEqual: (self, other) => JavaPairRDDClass.holds(other) && rddEquals(self, other.value),
  hash: rddHash,
  methods: {
    ...rddMethods(() => JavaPairRDDClass),
    partitionBy: method([ref(() => PythonPartitioner)], (thread, { context, node }, partitioner) => {
      if (node.kind !== 'pairwise') internal('only records that name their bucket can be partitioned');
      const site = callSite(thread, 'partitionBy');
      return JavaPairRDDClass.of({ context, node: context.rdds.partitionBy(node, partitioner, site) });
    }),
  },
}));
