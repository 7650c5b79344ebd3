/** `${name}` in the text of a statement stands for a setting, `${env:NAME}` for a variable of the environment. */

import { raise } from '../errors/raise.ts';

const REFERENCE = /\$\{(?:(\w+?):)?(\S+?)\}/g;

/** Prefixes that mean settings, as no prefix does. */
const SETTING_PREFIXES = new Set([undefined, 'spark', 'sparkconf', 'hivevar', 'hiveconf']);

/** A setting's value may refer to others. An unknown setting is empty, any other unknown reference stays as it is. */
export function substituteVariables(
  text: string,
  setting: (name: string) => string | undefined,
  outer: readonly string[] = [],
): string {
  return text.replaceAll(REFERENCE, (reference, prefix: string | undefined, name: string) => {
    const value = SETTING_PREFIXES.has(prefix)
      ? (setting(name) ?? '')
      : prefix === 'env'
        ? process.env[name]
        : undefined;
    if (value === undefined) return reference;
    if (outer.includes(name)) {
      raise('_LEGACY_ERROR_TEMP_0063', { msg: `requirement failed: Circular reference in ${value}: ${name}` });
    }
    return substituteVariables(value, setting, [...outer, name]);
  });
}
