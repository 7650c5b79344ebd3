/** What a launch on the local engine may ask for, and what it is told. */
import { GATEWAY_RESOURCE } from './launch-conf.ts';
import type { Submission } from './submit-arguments.ts';
import { isRemote } from './submitted-files.ts';

const LOCAL_MASTER = /^local(?:-cluster)?(?:\[.*\])?$/;

/** Why the local engine cannot do what is asked for. */
export function refusal(submission: Submission, conf: ReadonlyMap<string, string>): string | undefined {
  const master = conf.get('spark.master') ?? '';
  const mode = conf.get('spark.submit.deployMode');
  const remote = conf.get('spark.remote');
  const { request, resource } = submission;
  if (request !== undefined) return `${request} asks a cluster: the master '${master}' keeps no submissions.`;
  if (submission.refused[0] !== undefined) return submission.refused[0];
  if (remote !== undefined) {
    if (submission.options.has('spark.master')) return '--remote and --master exclude each other.';
    if (!remote.startsWith('sc://')) return `--remote takes the address of a Spark Connect server, sc://…: ${remote}`;
  }
  // A client that is waiting for a gateway gets the context's error about its master, as an exception of its own.
  if (resource === GATEWAY_RESOURCE) return undefined;
  if (mode !== 'client' && mode !== 'cluster') return `--deploy-mode is client or cluster: ${mode}`;
  if (mode === 'cluster') return `deploy mode cluster needs a cluster: the master is '${master}'.`;
  if (!LOCAL_MASTER.test(master)) return `the master '${master}' is none of local[…], spark://, yarn and k8s://.`;
  if (isRemote(resource)) return `${resource} is not on this machine: spark-submit takes a script's path.`;
  if (/\.(jar|scala)$/i.test(resource)) return `${resource} is for a JVM, which tspark does without; it runs Python.`;
  if (/\.r$/i.test(resource)) return `${resource} is a program in R; tspark runs Python.`;
  return undefined;
}

export function idleLine(idle: readonly string[]): string {
  return `tspark: taken, but without effect on a local engine: ${idle.join(', ')}\n`;
}

const SECRET_KEY = /secret|password|token|access\.?key|credential/i;

/** What `--verbose` prints. */
export function verboseText({ resource, resourceArguments }: Submission, conf: ReadonlyMap<string, string>): string {
  const properties = [...conf].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = properties.map(([key, value]) => `  ${key}=${SECRET_KEY.test(key) ? '*********(redacted)' : value}`);
  return `${['Resource:', `  ${[resource, ...resourceArguments].join(' ')}`, 'Properties:', ...lines].join('\n')}\n`;
}
