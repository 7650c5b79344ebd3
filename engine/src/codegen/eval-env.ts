/** Settings that compiled code depends on. */

export interface EvalEnv {
  /** Session time zone: a region (`Europe/Berlin`), an offset (`+01:00`) or `UTC`. */
  readonly timeZone: string;
  /** Other settings as text, by key. */
  readonly conf?: Readonly<Record<string, string>>;
}
