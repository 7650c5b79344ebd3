/** Configuration: the declared keys with type, default and meaning, and typed access to a session's settings. */
import { CLIENT_KEYS } from './client-keys.ts';
import { CORE_KEYS } from './core-keys.ts';
import { SQL_KEYS } from './sql-keys.ts';

export type ConfType = 'boolean' | 'int' | 'long' | 'double' | 'bytes' | 'duration' | 'string' | 'time-zone';

/**
 * `default` undefined: unset until the user sets it. `static`: fixed once a session exists.
 * `settable`: a key of the context that a session takes all the same.
 */
export interface ConfRow {
  readonly type: ConfType;
  readonly default: string | undefined;
  readonly doc: string;
  readonly static?: true;
  readonly settable?: true;
  readonly positive?: true;
  /** The key whose value counts while this one is not set. */
  readonly fallback?: string;
  /** In upper case. */
  readonly values?: readonly string[];
}

export const CONF_KEYS = { ...CORE_KEYS, ...SQL_KEYS, ...CLIENT_KEYS } as const satisfies Record<string, ConfRow>;

export type ConfKey = keyof typeof CONF_KEYS;

/** Settings as they stand: what was set, over the declared defaults. Read-only view handed to planning and tasks. */
export interface Conf {
  /** Raw text; undefined when unset and without default. Any `spark.*` key may be asked for. */
  get(key: string): string | undefined;
  getBoolean(key: ConfKey): boolean;
  getNumber(key: ConfKey): number;
  getString(key: ConfKey): string;
  /** What was set explicitly. */
  entries(): ReadonlyMap<string, string>;
}

export function declaredDefault(key: string): string | undefined {
  return Object.hasOwn(CONF_KEYS, key) ? (CONF_KEYS as Record<string, ConfRow>)[key]?.default : undefined;
}

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  k: 1024,
  kb: 1024,
  m: 1024 ** 2,
  mb: 1024 ** 2,
  g: 1024 ** 3,
  gb: 1024 ** 3,
  t: 1024 ** 4,
  tb: 1024 ** 4,
  p: 1024 ** 5,
  pb: 1024 ** 5,
};

const DURATIONS: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Number behind a setting's text; bytes in bytes, durations in milliseconds. NaN when it does not parse. */
export function parseNumber(type: ConfType, text: string): number {
  const match = /^\s*(-?[0-9.]+)\s*([a-zA-Z]*)\s*$/.exec(text);
  if (match === null) return Number.NaN;
  const [, digits, unit] = match;
  if (unit === '' || unit === undefined) return Number(digits);
  const factor = (type === 'bytes' ? UNITS : type === 'duration' ? DURATIONS : {})[unit.toLowerCase()];
  return factor === undefined ? Number.NaN : Number(digits) * factor;
}

export function confOf(settings: ReadonlyMap<string, string>): Conf {
  const get = (key: string): string | undefined => {
    const fallback = Object.hasOwn(CONF_KEYS, key) ? (CONF_KEYS as Record<string, ConfRow>)[key]?.fallback : undefined;
    return settings.get(key) ?? (fallback === undefined ? declaredDefault(key) : get(fallback));
  };
  return {
    get,
    getBoolean: (key) => get(key)?.trim().toLowerCase() === 'true',
    getNumber: (key) => parseNumber(CONF_KEYS[key].type, get(key) ?? ''),
    getString: (key) => get(key) ?? '',
    entries: () => settings,
  };
}
