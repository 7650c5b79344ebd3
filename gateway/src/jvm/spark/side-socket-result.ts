// Results that go to Python over a socket of their own: port and secret, as PySpark's socket helpers expect them.

import { serveOnce } from '@tspark/engine/python/side-socket.ts';
import type { Thread } from '../../thread.ts';
import { javaArray } from '../array-class.ts';
import { javaClass } from '../define.ts';
import { ObjectClass } from '../java/lang/Object.ts';
import type { JavaClass } from '../java-class.ts';
import { method } from '../method.ts';

interface Served {
  readonly port: number;
  readonly secret: string;
  readonly done: Promise<void>;
}

/** What PySpark waits on once it has read all: `getResult` raises what went wrong while sending. */
export const SocketServer: JavaClass<Served> = javaClass('org.apache.spark.security.SocketFuncServer', () => ({
  methods: {
    getResult: method([], async (_, self) => {
      await self.done;
      return null;
    }),
  },
}));

export async function serveBytes(_thread: Thread, bytes: AsyncIterable<Uint8Array>) {
  const served: Served = await serveOnce(bytes);
  return javaArray(ObjectClass as JavaClass, [served.port, served.secret, SocketServer.of(served)]);
}
