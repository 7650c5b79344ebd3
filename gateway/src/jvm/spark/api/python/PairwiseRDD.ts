// org.apache.spark.api.python.PairwiseRDD: records that come as pairs of a bucket and bytes.

import { construct, javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method } from '../../../method.ts';
import { ref } from '../../../param-types.ts';
import { callSite } from '../../rdd/call-site.ts';
import { RDDClass, type RddState } from '../../rdd/Rdd.ts';
import { JavaPairRDDClass } from '../java/JavaPairRDD.ts';

export const PairwiseRDD: JavaClass<RddState> = javaClass('org.apache.spark.api.python.PairwiseRDD', () => ({
  superclass: RDDClass as JavaClass<never>,
  constructors: [
    construct([ref(RDDClass)], (thread, { context, node }) => ({
      context,
      node: context.rdds.pairwise(node, callSite(thread, 'PairwiseRDD')),
    })),
  ],
  methods: { asJavaPairRDD: method([], (_, self) => JavaPairRDDClass.of(self)) },
}));
