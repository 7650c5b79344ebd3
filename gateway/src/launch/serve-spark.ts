/** The large part of a launch: the classes that a client sees and the engine behind them. */
import { confOf } from '@tspark/engine/conf/conf.ts';
import { ExecutorAhead } from '@tspark/engine/session/executor-ahead.ts';
import { CORE_CLASSES } from '../jvm/core-classes.generated.ts';
import { classRegistry } from '../jvm/registry.ts';
import { application } from '../jvm/spark/application.ts';
import { translateError } from '../jvm/spark/translate-error.ts';
import { SPARK_CLASSES } from '../jvm/spark-classes.generated.ts';
import type { Listener } from '../listener.ts';
import { startServer } from '../server.ts';

export interface SparkServing {
  readonly secret: string;
  readonly conf: ReadonlyMap<string, string>;
  readonly sparkHome: string;
}

export function serveSpark(listener: Listener, { secret, conf, sparkHome }: SparkServing): { close(): Promise<void> } {
  const server = startServer(listener, {
    registry: classRegistry([...CORE_CLASSES, ...SPARK_CLASSES]),
    pinned: process.env.PYSPARK_PIN_THREAD?.toLowerCase() !== 'false',
    secret,
    systemProperties: conf,
    translateError,
    sparkHome,
  });
  application(server.gateway).ahead = executorAhead(conf);
  return {
    /** A script may end without `stop()`: workers and temporary files are put away all the same. */
    async close() {
      await application(server.gateway).context?.stop();
      await server.close();
    },
  };
}

/** Settings with which no context can start are refused when one is to. */
function executorAhead(conf: ReadonlyMap<string, string>): ExecutorAhead | undefined {
  try {
    return new ExecutorAhead(confOf(conf));
  } catch {
    return undefined;
  }
}
