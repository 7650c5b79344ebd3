/** Cluster masters are served by a real Apache Spark: the whole launch is handed to it, and this process becomes it. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CLUSTER_MASTER = /^(?:spark:\/\/|k8s:\/\/|yarn$)/;

export const isClusterMaster = (master: string): boolean => CLUSTER_MASTER.test(master);

export type ClusterSpark = { readonly home: string } | { readonly missing: string };

/** The Spark to hand over to: the one that is named, else the stock package beside ours. */
export function clusterSpark(named: string | undefined, sparkHome: string): ClusterSpark {
  if (named !== undefined) {
    if (isSparkHome(named, ANY_CORE)) return { home: named };
    return { missing: `TSPARK_CLUSTER_SPARK_HOME names ${named}, which has no bin/spark-submit with jars` };
  }
  const home = resolve(sparkHome, '../../pyspark');
  if (isSparkHome(home, SERVED_CORE)) return { home };
  return {
    missing:
      'a cluster needs a real Apache Spark 4.3 with its Java: name its folder by TSPARK_CLUSTER_SPARK_HOME, or install pyspark==4.3.0',
  };
}

const ANY_CORE = /^spark-core_.*\.jar$/;
/** An installed package of another version is there for other programs than ours. */
const SERVED_CORE = /^spark-core_[^-]*-4\.3\..*\.jar$/;

function isSparkHome(home: string, core: RegExp): boolean {
  const jars = join(home, 'jars');
  const hasCore = existsSync(jars) && readdirSync(jars).some((name) => core.test(name));
  return hasCore && existsSync(join(home, 'bin/spark-submit'));
}

/** A client that waits for its gateway finds the JVM in our place: standard streams and environment stay. */
export function handOver(home: string, argv: readonly string[]): never {
  const submit = join(home, 'bin/spark-submit');
  const environment: NodeJS.ProcessEnv = { ...process.env, SPARK_HOME: home, TSPARK: 'off' };
  // It reads its own spark-env.sh.
  delete environment.SPARK_ENV_LOADED;
  if (process.execve === undefined) throw new Error('handing over to a real Spark works on Linux and macOS only');
  return process.execve(submit, [submit, ...argv], environment);
}
