// java.sql.Timestamp and Date: points in time shown in the local zone.

import { construct, javaClass } from '../../define.ts';
import { valueHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { INT, LONG, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import { Comparable, Serializable } from '../lang/boxes.ts';
import { IllegalArgumentException } from '../lang/exceptions.ts';
import { calendarDay, dayText, epochDay, floorDiv, floorMod, pad, parseDay, parseTime } from '../time/calendar.ts';

/** Whole seconds since 1970-01-01T00:00Z, and nanoseconds within the second. */
export interface Moment {
  readonly seconds: bigint;
  nanos: number;
}

function localDate(moment: Moment): Date {
  return new Date(Number(moment.seconds) * 1000);
}

function momentText(moment: Moment): string {
  const date = localDate(moment);
  const day = dayText(epochDay(date.getFullYear(), date.getMonth() + 1, date.getDate()) ?? 0);
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((each) => pad(each)).join(':');
  return `${day} ${time}.${pad(moment.nanos, 9).replace(/0{1,8}$/, '')}`;
}

function parseMoment(text: string): Moment {
  const [day = '', time = '00:00:00'] = text.trim().split(' ');
  const days = parseDay(day);
  const nanos = parseTime(time);
  if (days === null || nanos === null) {
    throw javaError(IllegalArgumentException, 'Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]');
  }
  const seconds = Number(nanos / 1_000_000_000n);
  const { year, month, day: dayOfMonth } = calendarDay(days);
  const date = new Date(2000, 0, 1, Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60);
  date.setFullYear(year, month - 1, dayOfMonth);
  return { seconds: BigInt(date.getTime()) / 1000n, nanos: Number(nanos % 1_000_000_000n) };
}

function momentOf(millis: bigint): Moment {
  return { seconds: floorDiv(millis, 1000n), nanos: Number(floorMod(millis, 1000n)) * 1_000_000 };
}

export const Timestamp: JavaClass<Moment> = javaClass('java.sql.Timestamp', () => ({
  interfaces: [Serializable, Comparable],
  constructors: [construct([LONG], (_, millis) => momentOf(millis))],
  methods: {
    getTime: method([], (_, self) => self.seconds * 1000n + BigInt(Math.floor(self.nanos / 1_000_000))),
    getNanos: method([], (_, self) => self.nanos),
    setNanos: method([INT], (_, self, nanos) => {
      if (nanos < 0 || nanos > 999_999_999) throw javaError(IllegalArgumentException, 'nanos > 999999999 or < 0');
      self.nanos = nanos;
    }),
  },
  statics: { valueOf: staticMethod([STRING], (_, text) => Timestamp.of(parseMoment(text))) },
  toText: momentText,
  isEqual: (self, other) =>
    Timestamp.holds(other) && other.value.seconds === self.seconds && other.value.nanos === self.nanos,
  hash: (self) => valueHash(self.seconds) ^ self.nanos,
}));

function localMidnight(days: number): number {
  const { year, month, day } = calendarDay(days);
  const date = new Date(2000, 0, 1);
  date.setFullYear(year, month - 1, day);
  return date.getTime();
}

/** Holds days since 1970-01-01. */
export const SqlDate: JavaClass<number> = javaClass('java.sql.Date', () => ({
  interfaces: [Serializable, Comparable],
  constructors: [
    construct([LONG], (_, millis) => {
      const date = new Date(Number(millis));
      return epochDay(date.getFullYear(), date.getMonth() + 1, date.getDate()) ?? 0;
    }),
  ],
  methods: { getTime: method([], (_, self) => BigInt(localMidnight(self))) },
  statics: {
    valueOf: staticMethod([STRING], (_, text) => {
      const days = parseDay(text);
      if (days === null) throw javaError(IllegalArgumentException, null);
      return SqlDate.of(days);
    }),
  },
  toText: dayText,
  isEqual: (self, other) => SqlDate.holds(other) && other.value === self,
  hash: (self) => self | 0,
}));
