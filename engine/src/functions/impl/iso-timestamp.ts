/** Instants as JSON and CSV files have them: as by a pattern, but without one being followed for each. */
import { dateText } from '../../types/datetime.ts';
import { localSeconds, timeZone } from '../../types/time-zone.ts';
import { formatIn } from './datetime-format.ts';

const DAY_SECONDS = 86_400;
const padded = (count: number, digits: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => String(i).padStart(digits, '0'));
const TWO = padded(100, 2);
const THREE = padded(1000, 3);

/** `withOffset`: of an instant; without, of a local time. */
export function isoTimestamps(zoneId: string, withOffset: boolean): (micros: bigint) => string {
  const zone = timeZone(zoneId);
  const slow = formatIn(zoneId);
  const pattern = `yyyy-MM-dd'T'HH:mm:ss.SSS${withOffset ? 'XXXXX' : ''}`;
  let day = Number.NaN;
  let date = '';
  return (micros) => {
    const exact = Number(micros);
    // Three centuries around 1970: years of four digits, and numbers that lose nothing.
    if (!Number.isSafeInteger(exact)) return slow(micros, pattern);
    const seconds = Math.floor(exact / 1_000_000);
    const local = localSeconds(zone, seconds);
    const days = Math.floor(local / DAY_SECONDS);
    if (days !== day) {
      day = days;
      date = dateText(days);
    }
    const ofDay = local - days * DAY_SECONDS;
    const offset = local - seconds;
    if (withOffset && offset % 60 !== 0) return slow(micros, pattern);
    const millis = THREE[Math.floor((exact - seconds * 1_000_000) / 1000)];
    const clock = `${TWO[Math.floor(ofDay / 3600)]}:${TWO[Math.floor(ofDay / 60) % 60]}:${TWO[ofDay % 60]}`;
    return `${date}T${clock}.${millis}${withOffset ? offsetText(offset) : ''}`;
  };
}

function offsetText(seconds: number): string {
  if (seconds === 0) return 'Z';
  const minutes = Math.abs(seconds) / 60;
  return `${seconds < 0 ? '-' : '+'}${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}`;
}
