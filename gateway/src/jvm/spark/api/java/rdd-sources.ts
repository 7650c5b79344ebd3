// The methods of JavaSparkContext that make RDDs and broadcast values.

import { checkpointFile } from '@tspark/engine/session/rdd-checkpoint.ts';
import type { SparkContext } from '@tspark/engine/session/spark-context.ts';
import { arrayClass } from '../../../array-class.ts';
import type { JavaClass, ParamType } from '../../../java-class.ts';
import { method } from '../../../method.ts';
import { INT, objectOf, STRING } from '../../../param-types.ts';
import type { JavaObject, JavaValue } from '../../../value.ts';
import { BroadcastClass, PythonBroadcastClass } from '../../broadcast/Broadcast.ts';
import { callSite } from '../../rdd/call-site.ts';
import type { RddState } from '../../rdd/Rdd.ts';
import { JavaPairRDDClass } from './JavaPairRDD.ts';
import { JavaRDDClass } from './JavaRDD.ts';

const leastPartitions = (self: SparkContext): number => Math.min(self.defaultParallelism, 2);

/** An array of RDDs of one class. */
function rddArray(kind: JavaClass<RddState>): ParamType<readonly RddState[]> {
  return {
    javaClass: () => arrayClass(kind as JavaClass),
    convert: (value) =>
      (value as unknown as JavaObject<JavaValue[]>).value.map(
        (each) => (each as unknown as JavaObject<RddState>).value,
      ),
  };
}

const union = (kind: JavaClass<RddState>) =>
  method([rddArray(kind)], async (thread, self: SparkContext, rdds) => {
    const nodes = rdds.map((rdd) => rdd.node);
    return kind.of({ context: self, node: await self.rdds.union(nodes, callSite(thread, 'union')) });
  });

export function rddSources() {
  return {
    emptyRDD: method([], (thread, self: SparkContext) =>
      JavaRDDClass.of({ context: self, node: self.rdds.empty(callSite(thread, 'emptyRDD')) }),
    ),
    textFile: [
      method([STRING], (thread, self: SparkContext, path) => {
        const node = self.rdds.textFile(path, leastPartitions(self), callSite(thread, 'textFile'));
        return JavaRDDClass.of({ context: self, node });
      }),
      method([STRING, INT], (thread, self: SparkContext, path, partitions) =>
        JavaRDDClass.of({ context: self, node: self.rdds.textFile(path, partitions, callSite(thread, 'textFile')) }),
      ),
    ],
    wholeTextFiles: [
      method([STRING], (thread, self: SparkContext, path) => {
        const node = self.rdds.wholeTextFiles(path, leastPartitions(self), callSite(thread, 'wholeTextFiles'));
        return JavaPairRDDClass.of({ context: self, node });
      }),
      method([STRING, INT], (thread, self: SparkContext, path, partitions) => {
        const node = self.rdds.wholeTextFiles(path, partitions, callSite(thread, 'wholeTextFiles'));
        return JavaPairRDDClass.of({ context: self, node });
      }),
    ],
    checkpointFile: method([STRING], async (thread, self: SparkContext, path) =>
      JavaRDDClass.of({ context: self, node: await checkpointFile(self, path, callSite(thread, 'checkpointFile')) }),
    ),
    union: [union(JavaRDDClass), union(JavaPairRDDClass)],
    broadcast: method([objectOf(() => PythonBroadcastClass)], (_, self: SparkContext, value) =>
      BroadcastClass.of({ context: self, id: self.python.broadcast(value.value.path).id, value }),
    ),
  };
}
