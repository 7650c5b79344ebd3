// Broadcast values: a file that PySpark has written, shared with every worker by its path.

import type { SparkContext } from '@tspark/engine/session/spark-context.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { BOOLEAN } from '../../param-types.ts';
import type { JavaObject } from '../../value.ts';

interface PythonBroadcast {
  /** PySpark's own file. */
  readonly path: string;
}

export interface Broadcast {
  readonly context: SparkContext;
  /** What workers are told. */
  readonly id: number;
  readonly value: JavaObject<PythonBroadcast>;
}

export const PythonBroadcastClass: JavaClass<PythonBroadcast> = javaClass(
  'org.apache.spark.api.python.PythonBroadcast',
  () => ({}),
);

function destroy({ context, id }: Broadcast): undefined {
  context.python.dropBroadcast(id);
}

export const BroadcastClass: JavaClass<Broadcast> = javaClass('org.apache.spark.broadcast.TorrentBroadcast', () => ({
  toText: (self) => `Broadcast(${self.id})`,
  methods: {
    id: method([], (_, self) => BigInt(self.id)),
    value: method([], (_, self) => self.value),
    // Workers read the file themselves: there is nothing else to free.
    unpersist: [method([], () => undefined), method([BOOLEAN], () => undefined)],
    destroy: [method([], (_, self) => destroy(self)), method([BOOLEAN], (_, self) => destroy(self))],
  },
}));
