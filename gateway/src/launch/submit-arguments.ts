/** The command line of `spark-submit`. */

export type SubmitArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly message: string }
  | Submission;

export interface Submission {
  readonly kind: 'submission';
  /** Values of `--conf`. */
  readonly conf: ReadonlyMap<string, string>;
  /** Values of options that stand for a key: they win over `--conf`. */
  readonly options: ReadonlyMap<string, string>;
  readonly propertiesFile: string | undefined;
  readonly loadDefaults: boolean;
  /** A script, or `pyspark-shell` for the bare gateway that PySpark's client starts. */
  readonly resource: string;
  readonly resourceArguments: readonly string[];
}

/** Options that are another way to write a configuration key. */
const KEY_OF_OPTION = {
  '--archives': 'spark.archives',
  '--deploy-mode': 'spark.submit.deployMode',
  '--driver-class-path': 'spark.driver.extraClassPath',
  '--driver-cores': 'spark.driver.cores',
  '--driver-java-options': 'spark.driver.extraJavaOptions',
  '--driver-library-path': 'spark.driver.extraLibraryPath',
  '--driver-memory': 'spark.driver.memory',
  '--exclude-packages': 'spark.jars.excludes',
  '--executor-cores': 'spark.executor.cores',
  '--executor-memory': 'spark.executor.memory',
  '--files': 'spark.files',
  '--jars': 'spark.jars',
  '--keytab': 'spark.kerberos.keytab',
  '--master': 'spark.master',
  '--name': 'spark.app.name',
  '--num-executors': 'spark.executor.instances',
  '--packages': 'spark.jars.packages',
  '--principal': 'spark.kerberos.principal',
  '--py-files': 'spark.submit.pyFiles',
  '--queue': 'spark.yarn.queue',
  '--remote': 'spark.remote',
  '--repositories': 'spark.jars.repositories',
  '--total-executor-cores': 'spark.cores.max',
} as const satisfies Readonly<Record<string, `spark.${string}`>>;

/** Options that ask for what only a JVM or a cluster manager has. */
const REFUSED_OPTIONS: Readonly<Record<string, string>> = {
  '--class': 'it names a class of a jar, and there is no JVM here to run it',
  '--kill': 'it needs a cluster manager',
  '--status': 'it needs a cluster manager',
  '--proxy-user': 'it needs a cluster manager',
  '--supervise': 'it needs a cluster manager',
};

const keyOfOption = new Map<string, string>(Object.entries(KEY_OF_OPTION));

export function parseSubmitArguments(argv: readonly string[]): SubmitArguments {
  const conf = new Map<string, string>();
  const options = new Map<string, string>();
  let propertiesFile: string | undefined;
  let loadDefaults = false;
  let rest = argv;
  while (rest[0]?.startsWith('-')) {
    const parsed = parseOption(rest[0], rest[1]);
    switch (parsed.kind) {
      case 'end':
        return parsed.result;
      case 'nothing':
        break;
      case 'load-defaults':
        loadDefaults = true;
        break;
      case 'properties-file':
        propertiesFile = parsed.value;
        break;
      case 'conf':
        conf.set(parsed.key, parsed.value);
        break;
      case 'option':
        options.set(parsed.key, parsed.value);
        break;
    }
    rest = rest.slice(parsed.words);
  }
  const [resource, ...resourceArguments] = rest;
  if (resource === undefined) return { kind: 'refused', message: 'Missing application resource.' };
  return { kind: 'submission', conf, options, propertiesFile, loadDefaults, resource, resourceArguments };
}

type ParsedOption =
  | { readonly kind: 'end'; readonly result: SubmitArguments }
  | { readonly kind: 'nothing' | 'load-defaults'; readonly words: number }
  | { readonly kind: 'properties-file'; readonly value: string; readonly words: number }
  | { readonly kind: 'conf' | 'option'; readonly key: string; readonly value: string; readonly words: number };

/** One option, whose value is the next word or follows `=` in the same one. */
function parseOption(word: string, next: string | undefined): ParsedOption {
  const [, option = '', joined] = /^(--[^=]+|-.*?)(?:=(.+))?$/s.exec(word) ?? [];
  switch (option) {
    case '--help':
    case '-h':
    case '--usage-error':
      return { kind: 'end', result: { kind: 'help' } };
    case '--version':
      return { kind: 'end', result: { kind: 'version' } };
    case '--verbose':
    case '-v':
      return { kind: 'nothing', words: 1 };
    case '--load-spark-defaults':
      return { kind: 'load-defaults', words: 1 };
  }
  const reason = REFUSED_OPTIONS[option];
  if (reason !== undefined) return refused(`${option} is not supported: ${reason}.`);
  const key = keyOfOption.get(option);
  const isConf = option === '--conf' || option === '-c';
  if (key === undefined && !isConf && option !== '--properties-file') return refused(`Unrecognized option: ${option}`);
  const value = joined ?? next;
  if (value === undefined) return refused(`Missing argument for option '${option}'.`);
  const words = joined === undefined ? 2 : 1;
  if (key !== undefined) return { kind: 'option', key, value, words };
  if (!isConf) return { kind: 'properties-file', value, words };
  const equals = value.indexOf('=');
  if (equals < 0) return refused(`Spark config without '=': ${value}`);
  return { kind: 'conf', key: value.slice(0, equals), value: value.slice(equals + 1), words };
}

function refused(message: string): ParsedOption {
  return { kind: 'end', result: { kind: 'refused', message } };
}
