/** The options of `spark-submit` and what each comes to on a local engine: honoured, told to be without effect, or refused. */

export type SubmitOption =
  /** Another way to write a property. */
  | { readonly kind: 'property'; readonly key: string }
  /** Asks for what a local engine has no use for: taken, and told once. */
  | { readonly kind: 'idle'; readonly isFlag: boolean }
  /** Asks for an identity that the engine cannot take on. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** What the parser itself acts on. */
  | { readonly kind: 'value' | 'flag'; readonly name: ParserOption };

export type ParserOption =
  | 'conf'
  | 'properties-file'
  | 'extra-properties-file'
  | 'load-defaults'
  | 'help'
  | 'usage-error'
  | 'verbose'
  | 'version'
  | 'kill'
  | 'status';

const property = (key: string): SubmitOption => ({ kind: 'property', key });
const value = (name: ParserOption): SubmitOption => ({ kind: 'value', name });
const flag = (name: ParserOption): SubmitOption => ({ kind: 'flag', name });
const idle: SubmitOption = { kind: 'idle', isFlag: false };
const kerberos: SubmitOption = { kind: 'refused', reason: 'the engine does not log in to Kerberos' };

export const SUBMIT_OPTIONS: ReadonlyMap<string, SubmitOption> = new Map([
  ['--archives', property('spark.archives')],
  ['--class', idle],
  ['--conf', value('conf')],
  ['-c', value('conf')],
  ['--deploy-mode', property('spark.submit.deployMode')],
  ['--driver-class-path', property('spark.driver.extraClassPath')],
  ['--driver-cores', idle],
  ['--driver-java-options', property('spark.driver.extraJavaOptions')],
  ['--driver-library-path', property('spark.driver.extraLibraryPath')],
  ['--driver-memory', property('spark.driver.memory')],
  ['--exclude-packages', property('spark.jars.excludes')],
  ['--executor-cores', idle],
  ['--executor-memory', idle],
  ['--extra-properties-file', value('extra-properties-file')],
  ['--files', property('spark.files')],
  ['--help', flag('help')],
  ['-h', flag('help')],
  ['--jars', property('spark.jars')],
  ['--keytab', kerberos],
  ['--kill', value('kill')],
  ['--load-spark-defaults', flag('load-defaults')],
  ['--master', property('spark.master')],
  ['--name', property('spark.app.name')],
  ['--num-executors', idle],
  ['--packages', property('spark.jars.packages')],
  ['--principal', kerberos],
  ['--properties-file', value('properties-file')],
  ['--proxy-user', { kind: 'refused', reason: 'the engine runs as the user who starts it' }],
  ['--py-files', property('spark.submit.pyFiles')],
  ['--queue', idle],
  ['--remote', property('spark.remote')],
  ['--repositories', property('spark.jars.repositories')],
  ['--status', value('status')],
  ['--supervise', { kind: 'idle', isFlag: true }],
  ['--total-executor-cores', idle],
  ['--usage-error', flag('usage-error')],
  ['--verbose', flag('verbose')],
  ['-v', flag('verbose')],
  ['--version', flag('version')],
]);

/** Properties for a JVM, however they were set: kept for `conf.get`, and told to be without effect. */
export const IDLE_PROPERTIES: readonly string[] = [
  'spark.jars',
  'spark.jars.excludes',
  'spark.jars.ivy',
  'spark.jars.packages',
  'spark.jars.repositories',
  'spark.driver.extraClassPath',
  'spark.driver.extraJavaOptions',
  'spark.driver.extraLibraryPath',
];
