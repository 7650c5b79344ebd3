// Broadcast values: a file that PySpark has written, shared with every worker by its path.

import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { BOOLEAN } from '../../param-types.ts';

/** `path` is PySpark's own file; `id` is what workers are told. */
export interface Broadcast {
  readonly id: number;
  readonly path: string;
}

export const PythonBroadcastClass: JavaClass<{ readonly path: string }> = javaClass('org.apache.spark.api.python.PythonBroadcast', () => ({
  methods: { setupEncryptionServer: method([], () => null) },
}));

export const BroadcastClass: JavaClass<Broadcast> = javaClass('org.apache.spark.broadcast.TorrentBroadcast', () => ({
  methods: {
    id: method([], (_, self) => BigInt(self.id)),
    value: method([], (_, self) => PythonBroadcastClass.of(self)),
    unpersist: [method([], () => undefined), method([BOOLEAN], () => undefined)],
    destroy: [method([], () => undefined), method([BOOLEAN], () => undefined)],
  },
}));
