/** How ICU, which DuckDB has its time zones from, names those of Spark. */

/** Spark writes fixed offsets as `+01:00`; the ICU names count the other way round, and have whole hours only. */
export function duckdbTimeZone(zone: string): string | undefined {
  const offset = /^(?:GMT|UTC?)?([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?$/.exec(zone);
  if (offset === null) return zone === 'Z' ? 'UTC' : zone;
  const [, sign, hours, minutes = '00', seconds = '00'] = offset;
  const most = sign === '+' ? 14 : 12;
  if (minutes !== '00' || seconds !== '00' || Number(hours) > most) return undefined;
  return `Etc/GMT${sign === '+' ? '-' : '+'}${Number(hours)}`;
}
