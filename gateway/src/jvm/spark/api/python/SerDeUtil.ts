// org.apache.spark.api.python.SerDeUtil: between pickles and Java objects. Records stay the pickles they are; whoever
// reads them as objects unpickles them.

import type { RddNode } from '@tspark/engine/rdd/node.ts';
import { javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';
import { staticMethod } from '../../../method.ts';
import { BOOLEAN, ref } from '../../../param-types.ts';
import { JavaRDDClass } from '../java/JavaRDD.ts';

const RDD = ref(() => JavaRDDClass);

export const SerDeUtil: JavaClass<unknown> = javaClass('org.apache.spark.api.python.SerDeUtil', () => ({
  statics: {
    pythonToJava: staticMethod([RDD, BOOLEAN], (_, { context, node }) =>
      JavaRDDClass.of({ context, node: mapped(context, node, 'mapPartitions at SerDeUtil.scala:119') }),
    ),
    toJavaArray: staticMethod([RDD], (_, { context, node }) =>
      JavaRDDClass.of({ context, node: mapped(context, node, 'map at SerDeUtil.scala:71') }),
    ),
    javaToPython: staticMethod([RDD], (_, { context, node }) =>
      JavaRDDClass.of({ context, node: mapped(context, node, 'mapPartitions at SerDeUtil.scala:110') }),
    ),
  },
}));

const mapped = (
  { rdds }: { readonly rdds: { mapped(node: RddNode, preserves: boolean, site: string): RddNode } },
  node: RddNode,
  site: string,
) => rdds.mapped(node, false, site);
