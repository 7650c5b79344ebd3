// org.apache.spark.api.python.PythonUtils: conversions and settings for PySpark.

import { javaArray } from '../../../array-class.ts';
import { javaClass } from '../../../define.ts';
import { ObjectClass } from '../../../java/lang/Object.ts';
import { List } from '../../../java/util/List.ts';
import { MapInterface } from '../../../java/util/Map.ts';
import type { JavaClass } from '../../../java-class.ts';
import { staticMethod } from '../../../method.ts';
import { objectOf, ref } from '../../../param-types.ts';
import { scalaMap } from '../../../scala/collection/Map.ts';
import { scalaSeq } from '../../../scala/collection/Seq.ts';
import { callSite } from '../../rdd/call-site.ts';
import { JavaRDDClass } from '../java/JavaRDD.ts';
import { JavaSparkContextClass } from '../java/JavaSparkContext.ts';

const CONTEXT = ref(() => JavaSparkContextClass);
const BUFFER_BYTES = 65_536;
const AUTH_TIMEOUT_SECONDS = 15n;
/** Functions larger than this travel as broadcasts. */
const BROADCAST_THRESHOLD_BYTES = 1n << 20n;

export const PythonUtils: JavaClass<unknown> = javaClass('org.apache.spark.api.python.PythonUtils', () => ({
  statics: {
    isEncryptionEnabled: staticMethod([CONTEXT], () => false),
    getPythonAuthSocketTimeout: staticMethod([CONTEXT], () => AUTH_TIMEOUT_SECONDS),
    getSparkBufferSize: staticMethod([CONTEXT], () => BUFFER_BYTES),
    getBroadcastThreshold: staticMethod([CONTEXT], () => BROADCAST_THRESHOLD_BYTES),
    generateRDDWithNull: staticMethod([CONTEXT], (thread, context) => {
      const records = [Buffer.from('a'), null, Buffer.from('b')];
      const node = context.rdds.parallelizeRecords(records, callSite(thread, 'generateRDDWithNull'));
      return JavaRDDClass.of({ context, node });
    }),
    toSeq: staticMethod([ref(List)], (_, values) => scalaSeq(values)),
    toList: staticMethod([ref(List)], (_, values) => scalaSeq(values)),
    toArray: staticMethod([ref(List)], (_, values) => javaArray(ObjectClass as JavaClass, [...values])),
    toScalaMap: staticMethod([objectOf(MapInterface)], (_, map) =>
      scalaMap(map.value.entries().map(({ key, value }) => [key, value] as const)),
    ),
  },
}));
