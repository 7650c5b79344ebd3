// Results that go to Python over a socket of their own: port and secret, as PySpark's socket helpers expect them.

import type { SideSocket } from '@tspark/engine/python/side-socket.ts';
import { javaArray } from '../array-class.ts';
import { javaClass } from '../define.ts';
import { ObjectClass } from '../java/lang/Object.ts';
import type { JavaClass } from '../java-class.ts';
import { method } from '../method.ts';
import { javaError } from '../throwable.ts';
import { SparkException } from './exceptions.ts';
import { translateError } from './translate-error.ts';

/** What PySpark waits on once it has read all: `getResult` raises what went wrong while sending. */
export const SocketServer: JavaClass<SideSocket<unknown>> = javaClass(
  'org.apache.spark.security.SocketFuncServer',
  () => ({
    methods: {
      getResult: method([], async (_, self) => {
        try {
          await self.result;
          return null;
        } catch (error) {
          const cause = translateError(error);
          // Spark waits for the serving thread; PySpark looks for what went wrong behind that.
          throw cause === null ? error : javaError(SparkException, 'Exception thrown in awaitResult: ', cause);
        }
      }),
    },
  }),
);

export async function socketResult(socket: Promise<SideSocket<unknown>>) {
  const served = await socket;
  return javaArray(ObjectClass as JavaClass, [served.port, served.secret, SocketServer.of(served)]);
}
