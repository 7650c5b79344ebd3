/** An instant as `java.util.Date` prints it, in the machine's zone: `Mon Nov 23 01:42:59 UTC 2026`. */
const FORMAT = new Intl.DateTimeFormat('en-US', {
  weekday: 'short',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
  year: 'numeric',
});

export function javaDateText(millis: number): string {
  const parts = new Map(FORMAT.formatToParts(millis).map(({ type, value }) => [type, value]));
  const time = `${parts.get('hour')}:${parts.get('minute')}:${parts.get('second')}`;
  return `${parts.get('weekday')} ${parts.get('month')} ${parts.get('day')} ${time} ${parts.get('timeZoneName')} ${parts.get('year')}`;
}
