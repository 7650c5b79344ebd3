/** Options of readers and writers: names without case, typed on access. */
import { type ConfKey, declaredDefault } from '../conf/conf.ts';
import { raise } from '../errors/raise.ts';

export interface SourceOptions {
  text(name: string): string | undefined;
  flag(name: string, otherwise: boolean): boolean;
  int(name: string, otherwise: number): number;
  /** At most one character. */
  char(name: string, otherwise: string): string;
}

export function readOptions(options: Readonly<Record<string, string>>): SourceOptions {
  const byName = new Map(Object.entries(options).map(([k, v]) => [k.toLowerCase(), v]));
  const text = (name: string): string | undefined => byName.get(name.toLowerCase());
  return {
    text,
    flag(name, otherwise) {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return otherwise;
      if (value !== 'true' && value !== 'false')
        raise('INVALID_SOURCE_OPTION', { option: name, value, wanted: 'true or false' });
      return value === 'true';
    },
    int(name, otherwise) {
      const value = text(name);
      if (value === undefined) return otherwise;
      const number = Number(value);
      if (!Number.isInteger(number)) raise('INVALID_SOURCE_OPTION', { option: name, value, wanted: 'an integer' });
      return number;
    },
    char(name, otherwise) {
      const value = unescaped(text(name) ?? otherwise);
      if (value.length > 1) raise('INVALID_SOURCE_OPTION', { option: name, value, wanted: 'one character' });
      return value;
    },
  };
}

/** `\t` and its kin as users write them. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\([tnrbf0\\'"])/g, (_, c: string) => ESCAPES[c] ?? c);
}

const ESCAPES: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  b: '\b',
  f: '\f',
  0: '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** A source's option, else the session's setting of the same meaning. */
export function flagOf(
  option: string,
  key: ConfKey,
  options: Readonly<Record<string, string>>,
  conf: Readonly<Record<string, string>>,
): boolean {
  return readOptions(options).flag(option, (conf[key] ?? declaredDefault(key))?.toLowerCase() === 'true');
}

export const ignoresCorrupt = (
  options: Readonly<Record<string, string>>,
  conf: Readonly<Record<string, string>>,
): boolean => flagOf('ignoreCorruptFiles', 'spark.sql.files.ignoreCorruptFiles', options, conf);

export const ignoresMissing = (
  options: Readonly<Record<string, string>>,
  conf: Readonly<Record<string, string>>,
): boolean => flagOf('ignoreMissingFiles', 'spark.sql.files.ignoreMissingFiles', options, conf);
