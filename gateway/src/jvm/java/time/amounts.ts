// java.time.Instant, Duration and Period.

import { javaClass } from '../../define.ts';
import { valueHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { INT, LONG } from '../../param-types.ts';
import { Comparable, Serializable } from '../lang/boxes.ts';
import { dayText, floorDiv, floorMod, fractionText, NANOS_PER_DAY, NANOS_PER_SECOND, pad } from './calendar.ts';

/** Holds nanoseconds since 1970-01-01T00:00Z. */
export const Instant: JavaClass<bigint> = javaClass('java.time.Instant', () => ({
  interfaces: [Comparable, Serializable],
  methods: {
    getEpochSecond: method([], (_, self) => floorDiv(self, NANOS_PER_SECOND)),
    getNano: method([], (_, self) => Number(floorMod(self, NANOS_PER_SECOND))),
    toEpochMilli: method([], (_, self) => floorDiv(self, 1_000_000n)),
  },
  statics: {
    now: staticMethod([], () => Instant.of(BigInt(Date.now()) * 1_000_000n)),
    ofEpochMilli: staticMethod([LONG], (_, millis) => Instant.of(millis * 1_000_000n)),
    ofEpochSecond: [
      staticMethod([LONG], (_, seconds) => Instant.of(seconds * NANOS_PER_SECOND)),
      staticMethod([LONG, LONG], (_, seconds, nanos) => Instant.of(seconds * NANOS_PER_SECOND + nanos)),
    ],
  },
  toText: instantText,
  isEqual: (self, other) => Instant.holds(other) && other.value === self,
  hash: (self) => valueHash(BigInt.asIntN(64, self)),
}));

function instantText(nanos: bigint): string {
  const time = floorMod(nanos, NANOS_PER_DAY);
  const seconds = Number(time / NANOS_PER_SECOND);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((each) => pad(each));
  const day = dayText(Number(floorDiv(nanos, NANOS_PER_DAY)));
  return `${day}T${clock.join(':')}${fractionText(Number(time % NANOS_PER_SECOND))}Z`;
}

/** Holds nanoseconds. */
export const Duration: JavaClass<bigint> = javaClass('java.time.Duration', () => ({
  interfaces: [Comparable, Serializable],
  methods: {
    getSeconds: method([], (_, self) => floorDiv(self, NANOS_PER_SECOND)),
    getNano: method([], (_, self) => Number(floorMod(self, NANOS_PER_SECOND))),
    toMillis: method([], (_, self) => floorDiv(self, 1_000_000n)),
    toNanos: method([], (_, self) => self),
    toDays: method([], (_, self) => self / NANOS_PER_DAY),
  },
  statics: {
    ofDays: staticMethod([LONG], (_, days) => Duration.of(days * NANOS_PER_DAY)),
    ofHours: staticMethod([LONG], (_, hours) => Duration.of(hours * 3600n * NANOS_PER_SECOND)),
    ofMinutes: staticMethod([LONG], (_, minutes) => Duration.of(minutes * 60n * NANOS_PER_SECOND)),
    ofSeconds: [
      staticMethod([LONG], (_, seconds) => Duration.of(seconds * NANOS_PER_SECOND)),
      staticMethod([LONG, LONG], (_, seconds, nanos) => Duration.of(seconds * NANOS_PER_SECOND + nanos)),
    ],
    ofMillis: staticMethod([LONG], (_, millis) => Duration.of(millis * 1_000_000n)),
    ofNanos: staticMethod([LONG], (_, nanos) => Duration.of(nanos)),
  },
  toText: durationText,
  isEqual: (self, other) => Duration.holds(other) && other.value === self,
  hash: (self) => valueHash(BigInt.asIntN(64, self)),
}));

function durationText(nanos: bigint): string {
  if (nanos === 0n) return 'PT0S';
  const seconds = nanos / NANOS_PER_SECOND;
  const fraction = nanos % NANOS_PER_SECOND;
  let text = 'PT';
  if (seconds / 3600n !== 0n) text += `${seconds / 3600n}H`;
  if ((seconds % 3600n) / 60n !== 0n) text += `${(seconds % 3600n) / 60n}M`;
  const rest = seconds % 60n;
  if (rest === 0n && fraction === 0n) return text;
  const digits = pad(fraction < 0n ? -fraction : fraction, 9).replace(/0+$/, '');
  const sign = rest === 0n && fraction < 0n ? '-' : '';
  return `${text}${sign}${rest}${digits === '' ? '' : `.${digits}`}S`;
}

interface Months {
  readonly years: number;
  readonly months: number;
  readonly days: number;
}

export const Period: JavaClass<Months> = javaClass('java.time.Period', () => ({
  interfaces: [Serializable],
  methods: {
    getYears: method([], (_, self) => self.years),
    getMonths: method([], (_, self) => self.months),
    getDays: method([], (_, self) => self.days),
    toTotalMonths: method([], (_, self) => BigInt(self.years * 12 + self.months)),
  },
  statics: {
    of: staticMethod([INT, INT, INT], (_, years, months, days) => Period.of({ years, months, days })),
    ofYears: staticMethod([INT], (_, years) => Period.of({ years, months: 0, days: 0 })),
    ofMonths: staticMethod([INT], (_, months) => Period.of({ years: 0, months, days: 0 })),
    ofDays: staticMethod([INT], (_, days) => Period.of({ years: 0, months: 0, days })),
  },
  toText({ years, months, days }) {
    const parts = [years === 0 ? '' : `${years}Y`, months === 0 ? '' : `${months}M`, days === 0 ? '' : `${days}D`];
    return `P${parts.join('') || '0D'}`;
  },
  isEqual: (self, other) =>
    Period.holds(other) &&
    other.value.years === self.years &&
    other.value.months === self.months &&
    other.value.days === self.days,
  hash: (self) => self.years + self.months * 256 + self.days * 65536,
}));
