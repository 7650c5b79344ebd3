/** Time zones by Spark's spellings: fixed offsets and regions, and the offset in force at an instant. */

export type Zone =
  | { readonly kind: 'fixed'; readonly seconds: number }
  | { readonly kind: 'region'; readonly format: Intl.DateTimeFormat };

const UTC: Zone = { kind: 'fixed', seconds: 0 };

/** Java's short ids that are not regions of the time zone database, or differ from them. */
const SHORT_IDS: ReadonlyMap<string, string> = new Map([
  ['ACT', 'Australia/Darwin'],
  ['AET', 'Australia/Sydney'],
  ['AGT', 'America/Argentina/Buenos_Aires'],
  ['ART', 'Africa/Cairo'],
  ['AST', 'America/Anchorage'],
  ['BET', 'America/Sao_Paulo'],
  ['BST', 'Asia/Dhaka'],
  ['CAT', 'Africa/Harare'],
  ['CNT', 'America/St_Johns'],
  ['CST', 'America/Chicago'],
  ['CTT', 'Asia/Shanghai'],
  ['EAT', 'Africa/Addis_Ababa'],
  ['ECT', 'Europe/Paris'],
  ['IET', 'America/Indiana/Indianapolis'],
  ['IST', 'Asia/Kolkata'],
  ['JST', 'Asia/Tokyo'],
  ['MIT', 'Pacific/Apia'],
  ['NET', 'Asia/Yerevan'],
  ['NST', 'Pacific/Auckland'],
  ['PLT', 'Asia/Karachi'],
  ['PNT', 'America/Phoenix'],
  ['PRT', 'America/Puerto_Rico'],
  ['PST', 'America/Los_Angeles'],
  ['SST', 'Pacific/Guadalcanal'],
  ['VST', 'Asia/Ho_Chi_Minh'],
  ['EST', '-05:00'],
  ['MST', '-07:00'],
  ['HST', '-10:00'],
]);

const OFFSET = /^([+-])(\d{1,2})(?::?(\d{1,2}))?(?::?(\d{2}))?$/;
const MAX_OFFSET = 18 * 3600;
const zones = new Map<string, Zone | undefined>();

/** Undefined for what Spark does not know as a zone. */
export function parseZone(text: string): Zone | undefined {
  if (!zones.has(text)) {
    if (zones.size > 1000) zones.clear();
    zones.set(text, resolveZone(text.trim()));
  }
  return zones.get(text);
}

function resolveZone(name: string): Zone | undefined {
  if (name === 'Z' || name === 'z' || name === 'UTC' || name === 'GMT' || name === 'UT') return UTC;
  const prefix = /^(?:UTC|GMT|UT)(?=[+-])/.exec(name);
  const offset = OFFSET.exec(prefix === null ? name : name.slice(prefix[0].length));
  if (offset !== null) return fixedZone(offset);
  const short = SHORT_IDS.get(name);
  if (short !== undefined) return resolveZone(short);
  if (!/^[A-Za-z][A-Za-z0-9~/._+-]+$/.test(name)) return undefined;
  try {
    return { kind: 'region', format: regionFormat(name) };
  } catch {
    return undefined;
  }
}

function fixedZone(offset: RegExpExecArray): Zone | undefined {
  const [, sign, hours, minutes, seconds] = offset;
  const total = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  if (total > MAX_OFFSET || Number(minutes ?? 0) > 59 || Number(seconds ?? 0) > 59) return undefined;
  return { kind: 'fixed', seconds: sign === '-' ? -total : total };
}

function regionFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/** Offset from UTC in seconds at an instant given in seconds since the epoch. */
export function offsetAt(zone: Zone, seconds: number): number {
  if (zone.kind === 'fixed') return zone.seconds;
  // Beyond what Date can hold the rules are those of its last year.
  const millis = Math.max(-8.64e15, Math.min(8.64e15, seconds * 1000));
  const parts = new Map(zone.format.formatToParts(millis).map((part) => [part.type, part.value]));
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - number('year') : number('year');
  const local = new Date(0);
  local.setUTCFullYear(year, number('month') - 1, number('day'));
  local.setUTCHours(number('hour'), number('minute'), number('second'));
  return Math.round((local.getTime() - Math.floor(millis / 1000) * 1000) / 1000);
}

/**
 * Local wall-clock seconds to seconds since the epoch. As in Java, of two instants the earlier is taken, and a time
 * skipped by a clock change moves on by the length of the gap.
 */
export function localToEpoch(zone: Zone, local: number): number {
  if (zone.kind === 'fixed') return local - zone.seconds;
  const before = offsetAt(zone, local - 86400);
  const after = offsetAt(zone, local + 86400);
  if (before === after || offsetAt(zone, local - before) === before) return local - before;
  return offsetAt(zone, local - after) === after ? local - after : local - before;
}
