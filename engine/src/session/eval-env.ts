/** What compiled code depends on, taken from a session's settings. */
import type { EvalEnv } from '../codegen/eval-env.ts';
import type { Conf } from '../conf/conf.ts';

export function evalEnv(conf: Conf): EvalEnv {
  return { timeZone: conf.getString('spark.sql.session.timeZone'), conf: Object.fromEntries(conf.entries()) };
}
