/** `spark.master` of a local run: how many executor threads, how many attempts a failing task gets. */
import { availableParallelism } from 'node:os';
import { raise } from '../errors/raise.ts';

export interface Master {
  readonly url: string;
  readonly threads: number;
  readonly maxFailures: number;
}

const LOCAL = /^local(?:\[\s*(\d+|\*)\s*(?:,\s*(\d+)\s*)?\])?$/;
/** `local-cluster[workers, cores, memory]`: run as that many local threads. */
const LOCAL_CLUSTER = /^local-cluster\[\s*(\d+)\s*,\s*(\d+)\s*,\s*\d+\s*\]$/;

export function parseMaster(url: string): Master {
  const local = LOCAL.exec(url);
  if (local !== null) {
    const [, threads, failures] = local;
    return {
      url,
      threads: threads === undefined ? 1 : threads === '*' ? availableParallelism() : Math.max(1, Number(threads)),
      maxFailures: failures === undefined ? 1 : Math.max(1, Number(failures)),
    };
  }
  const cluster = LOCAL_CLUSTER.exec(url);
  if (cluster !== null) return { url, threads: Number(cluster[1]) * Number(cluster[2]), maxFailures: 4 };
  return raise('UNSUPPORTED_MASTER', { master: url });
}
