/** One launch from command line to exit: the bare gateway a client started, or a script run as our client. */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openListener } from '../listener.ts';
import { clientInterpreter } from './client-interpreter.ts';
import { writeConnectionInfo } from './connection-info.ts';
import { clusterSpark, handOver, isClusterMaster } from './hand-over.ts';
import { GATEWAY_RESOURCE, launchConf } from './launch-conf.ts';
import { idleLine, refusal, verboseText } from './local-launch.ts';
import { ownInterpreter } from './own-interpreter.ts';
import { usePlainOutput } from './plain-output.ts';
import { parseSubmitArguments, type Submission } from './submit-arguments.ts';
import { localPath } from './submitted-files.ts';
import { threadPoolSize } from './thread-pool-size.ts';
import { USAGE, VERSION } from './usage.ts';

/** How long an engine that is no longer wanted may take to put its work away. */
const CLOSE_TIMEOUT_MS = 5_000;

export async function launch(argv: readonly string[]): Promise<void> {
  usePlainOutput();
  const parsed = parseSubmitArguments(argv);
  switch (parsed.kind) {
    case 'help':
      return inform(USAGE, parsed.exitCode);
    case 'version':
      return inform(VERSION, 0);
    case 'refused':
      return fail(`Error: ${parsed.message}`);
    case 'submission':
      try {
        await submit(parsed, argv);
      } catch (error) {
        fail(`Error: ${error instanceof Error ? error.message : String(error)}`);
      }
  }
}

async function submit(submission: Submission, argv: readonly string[]): Promise<void> {
  const sparkHome = process.env.SPARK_HOME ?? resolve(import.meta.dirname, '../spark-home');
  const { conf, warnings, idle } = launchConf(submission, process.env, sparkHome, Date.now());
  const master = conf.get('spark.master') ?? '';
  const isGateway = submission.resource === GATEWAY_RESOURCE;
  if (isClusterMaster(master)) {
    const spark = clusterSpark(process.env.TSPARK_CLUSTER_SPARK_HOME, sparkHome);
    if ('home' in spark) handOver(spark.home, ['--conf', `spark.master=${master}`, ...argv]);
    // A client that waits for its gateway gets the context's error, as an exception of its own.
    if (!isGateway) fail(`Error: ${spark.missing}`);
  }
  const reason = refusal(submission, conf);
  if (reason !== undefined) fail(`Error: ${reason}`);
  for (const warning of warnings) process.stderr.write(`${warning}\n`);
  if (idle.length > 0) process.stderr.write(idleLine(idle));
  if (submission.verbose) process.stderr.write(verboseText(submission, conf));
  // Read by libuv when the first task reaches its pool, so nothing asynchronous may come before.
  process.env.UV_THREADPOOL_SIZE ??= String(threadPoolSize(master));
  const client = isGateway ? clientInterpreter(process.ppid, process.env.PATH ?? '') : undefined;
  process.env.TSPARK_CLIENT_PYTHON ??= client ?? ownInterpreter(sparkHome) ?? '';
  const secret = randomBytes(32).toString('hex');
  // A terminal's Ctrl-C reaches the whole process group: the client turns it into a cancellation.
  process.on('SIGINT', () => {});
  const listener = await openListener();
  // A client looks for it ten times a second: told now, it is on its way while all that is large is loaded.
  const told = process.env._PYSPARK_DRIVER_CONN_INFO_PATH;
  if (isGateway && told !== undefined) writeConnectionInfo(told, listener.port, secret);
  const { serveSpark } = await import('./serve-spark.ts');
  const server = serveSpark(listener, { secret, conf, sparkHome });
  // From here on a client is served: a bug that no command caught is told, and costs nobody the session.
  process.on('uncaughtException', (error) => process.stderr.write(`tspark: internal error: ${error.stack}\n`));
  const closed = async (exitCode: number): Promise<never> => {
    await Promise.race([server.close(), setTimeout(CLOSE_TIMEOUT_MS, undefined, { ref: false })]);
    process.exit(exitCode);
  };
  if (isGateway) {
    await untilAbandoned();
    await closed(0);
  }
  const { runScript } = await import('./run-script.ts');
  const script = localPath(submission.resource);
  const scriptArguments = submission.resourceArguments;
  await closed(await runScript({ script, scriptArguments, conf, port: listener.port, secret, sparkHome }));
}

/** Resolves when the client closed our standard input or died, or when we are asked to end. */
function untilAbandoned(): Promise<void> {
  return new Promise((abandoned) => {
    for (const event of ['end', 'close', 'error'] as const) process.stdin.on(event, () => abandoned());
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => abandoned());
    process.stdin.resume();
  });
}

/** A client that waits for a gateway takes an exit code of 0 for a sign to wait on, for ever. */
function inform(text: string, exitCode: 0 | 1): void {
  process.stderr.write(text);
  process.exitCode = process.env._PYSPARK_DRIVER_CONN_INFO_PATH === undefined ? exitCode : 1;
}

/** Exits at once, whatever is listening already. */
function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
