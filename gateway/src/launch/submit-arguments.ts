/** The command line of `spark-submit`. */
import { type ParserOption, SUBMIT_OPTIONS, type SubmitOption } from './submit-options.ts';

export type SubmitArguments =
  | { readonly kind: 'help'; readonly exitCode: 0 | 1 }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly message: string }
  | Submission;

export interface Submission {
  readonly kind: 'submission';
  /** Values of `--conf`. */
  readonly conf: ReadonlyMap<string, string>;
  /** Values of options that stand for a property: they win over `--conf`. */
  readonly options: ReadonlyMap<string, string>;
  /** Options that a local engine takes without an effect. */
  readonly idle: readonly string[];
  /** Why a local engine refuses an option, for each such option; a real Spark may do what it asks for. */
  readonly refused: readonly string[];
  readonly propertiesFile: string | undefined;
  /** What counts more comes later. */
  readonly extraPropertiesFiles: readonly string[];
  readonly loadDefaults: boolean;
  readonly verbose: boolean;
  /** A question about another submission. Nothing is run then. */
  readonly request: '--kill' | '--status' | undefined;
  /** A script, or `pyspark-shell` for the bare gateway that PySpark's client starts. */
  readonly resource: string;
  readonly resourceArguments: readonly string[];
}

export function parseSubmitArguments(argv: readonly string[]): SubmitArguments {
  const split = splitOptions(argv);
  if ('refusal' in split) return refused(split.refusal);
  const { given, rest } = split;
  const valuesOf = (name: ParserOption): readonly string[] => {
    return given.flatMap(({ row, value }) => ('name' in row && row.name === name ? [value] : []));
  };
  const has = (name: ParserOption): boolean => valuesOf(name).length > 0;
  if (has('help') || has('usage-error')) return { kind: 'help', exitCode: has('usage-error') ? 1 : 0 };
  if (has('version')) return { kind: 'version' };
  const malformed = valuesOf('conf').find((setting) => !setting.includes('='));
  if (malformed !== undefined) return refused(`Spark config without '=': ${malformed}`);
  const request = has('kill') ? '--kill' : has('status') ? '--status' : undefined;
  const [resource = '', ...resourceArguments] = rest;
  if (resource === '' && request === undefined) return refused('Missing application resource.');
  return {
    kind: 'submission',
    conf: new Map(valuesOf('conf').map((setting) => splitAt(setting, setting.indexOf('=')))),
    options: new Map(given.flatMap(({ row, value }) => (row.kind === 'property' ? [[row.key, value]] : []))),
    idle: given.flatMap(({ option, row }) => (row.kind === 'idle' ? [option] : [])),
    refused: given.flatMap(({ option, row }) =>
      row.kind === 'refused' ? [`${option} is not supported: ${row.reason}.`] : [],
    ),
    propertiesFile: valuesOf('properties-file').at(-1),
    extraPropertiesFiles: valuesOf('extra-properties-file'),
    loadDefaults: has('load-defaults'),
    verbose: has('verbose'),
    request,
    resource,
    resourceArguments,
  };
}

interface GivenOption {
  readonly option: string;
  readonly row: SubmitOption;
  /** Empty for a flag. */
  readonly value: string;
}

type Split =
  | { readonly given: readonly GivenOption[]; readonly rest: readonly string[] }
  | { readonly refusal: string };

/** Options end at the first word that is none. A value is the next word or follows `=` in the same one. */
function splitOptions(argv: readonly string[]): Split {
  const given: GivenOption[] = [];
  const words = [...argv];
  while (words[0]?.startsWith('-')) {
    const [, option = '', joined] = /^(--[^=]+|-.*?)(?:=(.+))?$/s.exec(words.shift() ?? '') ?? [];
    const row = SUBMIT_OPTIONS.get(option);
    if (row === undefined) return { refusal: `Unrecognized option: ${option}` };
    const isFlag = row.kind === 'flag' || (row.kind === 'idle' && row.isFlag);
    const value = isFlag ? '' : (joined ?? words.shift());
    if (value === undefined) return { refusal: `Missing argument for option '${option}'.` };
    given.push({ option, row, value });
  }
  return { given, rest: words };
}

const splitAt = (text: string, at: number): [string, string] => [text.slice(0, at), text.slice(at + 1)];

function refused(message: string): SubmitArguments {
  return { kind: 'refused', message };
}
