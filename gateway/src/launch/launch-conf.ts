/** The system properties a launch gives to `SparkConf`: options over `--conf` over files over defaults, as Spark has it. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseProperties } from './properties-file.ts';
import type { Submission } from './submit-arguments.ts';
import { IDLE_PROPERTIES } from './submit-options.ts';
import { resolveFiles } from './submitted-files.ts';

/** What PySpark's client, or a Python shell, asks `spark-submit` to serve. */
export const GATEWAY_RESOURCE = 'pyspark-shell';

export interface LaunchConf {
  readonly conf: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
  /** Options and properties that were given and change nothing. */
  readonly idle: readonly string[];
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
    ...(environment.SPARK_ANSI_SQL_MODE === 'false' ? { 'spark.sql.ansi.enabled': 'false' } : {}),
    ...(isGateway ? { 'spark.ui.showConsoleProgress': 'true' } : {}),
  };
  for (const [key, value] of Object.entries(defaults)) if (!conf.has(key)) conf.set(key, value);
  resolveFiles(conf);
  return { conf, warnings, idle: [...submission.idle, ...IDLE_PROPERTIES.filter((key) => conf.has(key))] };
}

/** The files that apply, the one that counts more last. */
function propertiesFiles(
  { propertiesFile, extraPropertiesFiles, loadDefaults }: Submission,
  environment: Readonly<Record<string, string | undefined>>,
  sparkHome: string,
): ReadonlyMap<string, string>[] {
  const files: ReadonlyMap<string, string>[] = [];
  if (propertiesFile === undefined || loadDefaults) {
    const text = readIfPresent(join(environment.SPARK_CONF_DIR ?? join(sparkHome, 'conf'), 'spark-defaults.conf'));
    if (text !== undefined) files.push(parseProperties(text));
  }
  const named = propertiesFile === undefined ? extraPropertiesFiles : [propertiesFile, ...extraPropertiesFiles];
  return [...files, ...named.map((file) => parseProperties(readFileSync(file, 'utf8')))];
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
