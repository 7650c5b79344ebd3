/** The system properties a launch gives to `SparkConf`: options over `--conf` over files over defaults, as Spark has it. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseProperties } from './properties-file.ts';
import type { Submission } from './submit-arguments.ts';

/** What PySpark's client, or a Python shell, asks `spark-submit` to serve. */
export const GATEWAY_RESOURCE = 'pyspark-shell';

export interface LaunchConf {
  readonly conf: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

export function launchConf(
  submission: Submission,
  environment: Readonly<Record<string, string | undefined>>,
  sparkHome: string,
  now: number,
): LaunchConf {
  const conf = new Map<string, string>();
  const warnings: string[] = [];
  for (const file of propertiesFiles(submission, environment, sparkHome)) {
    for (const [key, value] of file) {
      if (key.startsWith('spark.')) conf.set(key, value.trim());
      else warnings.push(`Warning: Ignoring non-Spark config property: ${key}`);
    }
  }
  for (const [key, value] of submission.conf) {
    if (key.startsWith('spark.')) conf.set(key, value);
    else warnings.push(`Warning: Ignoring non-Spark config property: ${key}`);
  }
  for (const [key, value] of submission.options) conf.set(key, value);
  const isGateway = submission.resource === GATEWAY_RESOURCE;
  const defaults = {
    'spark.master': environment.MASTER ?? 'local[*]',
    'spark.app.name': basename(submission.resource),
    'spark.app.submitTime': String(now),
    'spark.submit.deployMode': 'client',
    'spark.submit.pyFiles': '',
    ...(isGateway ? { 'spark.ui.showConsoleProgress': 'true' } : {}),
  };
  for (const [key, value] of Object.entries(defaults)) if (!conf.has(key)) conf.set(key, value);
  return { conf, warnings };
}

/** The files that apply, the one that counts more last. */
function propertiesFiles(
  { propertiesFile, loadDefaults }: Submission,
  environment: Readonly<Record<string, string | undefined>>,
  sparkHome: string,
): ReadonlyMap<string, string>[] {
  const files: ReadonlyMap<string, string>[] = [];
  if (propertiesFile === undefined || loadDefaults) {
    const text = readIfPresent(join(environment.SPARK_CONF_DIR ?? join(sparkHome, 'conf'), 'spark-defaults.conf'));
    if (text !== undefined) files.push(parseProperties(text));
  }
  if (propertiesFile !== undefined) files.push(parseProperties(readFileSync(propertiesFile, 'utf8')));
  return files;
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
