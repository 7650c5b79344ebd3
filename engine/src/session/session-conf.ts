/** A session's settings: the context's, over them what the session set. */
import { type Conf, CONF_KEYS, type ConfRow, confOf, declaredDefault, parseNumber } from '../conf/conf.ts';
import { raise } from '../errors/raise.ts';

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

  get(key: string): string | undefined {
    return this.#own.get(key) ?? this.#base.get(key) ?? declaredDefault(key);
  }

  isSet(key: string): boolean {
    return this.#own.has(key) || this.#base.has(key);
  }

  isStatic(key: string): boolean {
    return rowOf(key)?.static === true;
  }

  isModifiable(key: string): boolean {
    const row = rowOf(key);
    return row !== undefined && row.static !== true && key.startsWith('spark.sql.');
  }

  /** As `set`, for the options a session is made with: static keys are taken too. */
  initialize(key: string, value: string): void {
    const row = rowOf(key);
    if (row !== undefined) check(key, row, value);
    this.#own.set(key, value);
    this.#view = undefined;
  }

  set(key: string, value: string): void {
    const row = rowOf(key);
    if (row?.static === true || (row !== undefined && !key.startsWith('spark.sql.'))) {
      raise('CANNOT_MODIFY_CONFIG', { key: `"${key}"`, docroot: 'https://spark.apache.org/docs/latest' });
    }
    if (row !== undefined) check(key, row, value);
    this.#own.set(key, value);
    this.#view = undefined;
  }

  unset(key: string): void {
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

function check(key: string, row: ConfRow, value: string): void {
  const fits =
    row.type === 'boolean'
      ? /^(true|false)$/i.test(value.trim())
      : row.type === 'string' || !Number.isNaN(parseNumber(row.type, value));
  if (!fits) {
    raise('INVALID_CONF_VALUE.TYPE_MISMATCH', { confName: key, confValue: value, confType: row.type });
  }
  if (row.values !== undefined && !row.values.includes(value.toUpperCase())) {
    raise('INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS', { confName: key, confValue: value, confOptions: row.values.join(', ') });
  }
}
