/** A session's settings: the context's, over them what the session set. */
import { CONF_KEYS, type Conf, type ConfRow, type ConfType, confOf, parseNumber } from '../conf/conf.ts';
import { raise } from '../errors/raise.ts';
import { findTimeZone } from '../types/time-zone.ts';

export class SessionConf {
  readonly #base: ReadonlyMap<string, string>;
  readonly #own = new Map<string, string>();
  #view: Conf | undefined;

  constructor(base: ReadonlyMap<string, string>) {
    this.#base = base;
  }

  /** The settings as they stand now, unchanged by later `set`s. */
  snapshot(): Conf {
    this.#view ??= confOf(new Map([...this.#base, ...this.#own]));
    return this.#view;
  }

  /** What was set; else the default of a SQL key: those of the context's keys are not a session's to show. */
  get(key: string): string | undefined {
    const value = this.#own.get(key) ?? this.#base.get(key);
    if (value !== undefined || isContextKey(key)) return value;
    const row = rowOf(key);
    return row?.fallback === undefined ? row?.default : this.get(row.fallback);
  }

  isSet(key: string): boolean {
    return this.#own.has(key) || this.#base.has(key);
  }

  isStatic(key: string): boolean {
    return rowOf(key)?.static === true;
  }

  isModifiable(key: string): boolean {
    const row = rowOf(key);
    return row !== undefined && row.static !== true && !isContextKey(key);
  }

  /** As `set`, for the options a session is made with: static keys are taken too. */
  initialize(key: string, value: string): void {
    this.validate(key, value);
    this.#own.set(key, value);
    this.#view = undefined;
  }

  set(key: string, value: string): void {
    requireModifiable(key);
    this.validate(key, value);
    this.#own.set(key, value);
    this.#view = undefined;
  }

  /** Raises unless `value` could be set. */
  validate(key: string, value: string): void {
    const row = rowOf(key);
    if (row !== undefined) check(key, row, value);
  }

  unset(key: string): void {
    requireModifiable(key);
    this.#own.delete(key);
    this.#view = undefined;
  }

  reset(): void {
    this.#own.clear();
    this.#view = undefined;
  }

  all(): ReadonlyMap<string, string> {
    return this.snapshot().entries();
  }
}

function rowOf(key: string): ConfRow | undefined {
  return Object.hasOwn(CONF_KEYS, key) ? (CONF_KEYS as Record<string, ConfRow>)[key] : undefined;
}

const isContextKey = (key: string): boolean => !key.startsWith('spark.sql.') && rowOf(key)?.static !== true;

function requireModifiable(key: string): void {
  const row = rowOf(key);
  if (row === undefined || row.settable === true) return;
  if (row.static === true) raise('CANNOT_MODIFY_STATIC_CONFIG', { key: `"${key}"` });
  if (isContextKey(key)) {
    raise('CANNOT_MODIFY_CONFIG', { key: `"${key}"`, docroot: 'https://spark.apache.org/docs/latest' });
  }
}

function check(key: string, row: ConfRow, value: string): void {
  const named = { confName: key, confValue: value };
  if (!fits(row.type, value)) {
    if (row.type === 'time-zone') raise('INVALID_CONF_VALUE.TIME_ZONE', named);
    raise('INVALID_CONF_VALUE.TYPE_MISMATCH', { ...named, confType: TYPE_NAMES[row.type] ?? row.type });
  }
  if (row.positive === true && !(parseNumber(row.type, value) > 0)) {
    raise('INVALID_CONF_VALUE.REQUIREMENT', { ...named, confRequirement: `The value of ${key} must be positive` });
  }
  if (row.values !== undefined && !row.values.includes(value.toUpperCase())) {
    raise('INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS', { ...named, confOptions: row.values.join(', ') });
  }
}

/** As Spark calls them in its messages; the others go by their own name. */
const TYPE_NAMES: Partial<Record<ConfType, string>> = { bytes: 'bytes in BYTE', duration: 'time in MILLISECONDS' };

function fits(type: ConfType, value: string): boolean {
  switch (type) {
    case 'string':
      return true;
    case 'boolean':
      return /^(true|false)$/i.test(value.trim());
    case 'time-zone':
      return findTimeZone(value) !== undefined;
    case 'int':
    case 'long':
      return /^[+-]?\d+$/.test(value.trim());
    case 'double':
    case 'bytes':
    case 'duration':
      return !Number.isNaN(parseNumber(type, value));
  }
}
