// org.apache.spark.api.java.JavaRDD: what Python's RDD holds.

import { javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method, staticMethod } from '../../../method.ts';
import { ref } from '../../../param-types.ts';
import { callSite } from '../../rdd/call-site.ts';
import { RDDClass, type RddState, rddEquals, rddHash, textOf } from '../../rdd/Rdd.ts';
import { BytesToString } from '../python/BytesToString.ts';
import { rddMethods } from './rdd-methods.ts';

export const JavaRDDClass: JavaClass<RddState> = javaClass('org.apache.spark.api.java.JavaRDD', () => ({
  toText: textOf,
  isEqual: (self, other) => JavaRDDClass.holds(other) && rddEquals(self, other.value),
  hash: rddHash,
  methods: {
    ...rddMethods(() => JavaRDDClass),
    // Bytes as text: the same records.
    map: method([ref(() => BytesToString)], (thread, { context, node }) =>
      JavaRDDClass.of({ context, node: context.rdds.mapped(node, false, callSite(thread, 'map')) }),
    ),
  },
  statics: {
    fromRDD: staticMethod([ref(() => RDDClass)], (_, rdd) => JavaRDDClass.of(rdd)),
    toRDD: staticMethod([ref(() => JavaRDDClass)], (_, rdd) => RDDClass.of(rdd)),
  },
}));
