// java.time.LocalDate, LocalTime and LocalDateTime.

import { javaClass } from '../../define.ts';
import { valueHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { INT, LONG, ref, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import { Comparable, Serializable } from '../lang/boxes.ts';
import {
  calendarDay,
  dayText,
  epochDay,
  NANOS_PER_SECOND,
  nanoOfDay,
  parseDay,
  parseTime,
  timeText,
} from './calendar.ts';
import { DateTimeException, DateTimeParseException } from './exceptions.ts';

/** The value, where the calendar has it. */
function real<T>(value: T | null, what: string): T {
  if (value === null) throw javaError(DateTimeException, `Invalid ${what}`);
  return value;
}

function parsed<T>(value: T | null, text: string): T {
  if (value === null) throw javaError(DateTimeParseException, `Text '${text}' could not be parsed`);
  return value;
}

/** Holds days since 1970-01-01. */
export const LocalDate: JavaClass<number> = javaClass('java.time.LocalDate', () => ({
  interfaces: [Comparable, Serializable],
  methods: {
    toEpochDay: method([], (_, self) => BigInt(self)),
    getYear: method([], (_, self) => calendarDay(self).year),
    getMonthValue: method([], (_, self) => calendarDay(self).month),
    getDayOfMonth: method([], (_, self) => calendarDay(self).day),
  },
  statics: {
    of: staticMethod([INT, INT, INT], (_, year, month, day) =>
      LocalDate.of(real(epochDay(year, month, day), `date ${year}-${month}-${day}`)),
    ),
    ofEpochDay: staticMethod([LONG], (_, days) => LocalDate.of(Number(days))),
    parse: staticMethod([STRING], (_, text) => LocalDate.of(parsed(parseDay(text), text))),
  },
  toText: dayText,
  isEqual: (self, other) => LocalDate.holds(other) && other.value === self,
  hash: (self) => self | 0,
}));

/** Holds nanoseconds since midnight. */
export const LocalTime: JavaClass<bigint> = javaClass('java.time.LocalTime', () => ({
  interfaces: [Comparable, Serializable],
  methods: {
    toNanoOfDay: method([], (_, self) => self),
    getHour: method([], (_, self) => Number(self / NANOS_PER_SECOND / 3600n)),
    getMinute: method([], (_, self) => Number((self / NANOS_PER_SECOND / 60n) % 60n)),
    getSecond: method([], (_, self) => Number((self / NANOS_PER_SECOND) % 60n)),
    getNano: method([], (_, self) => Number(self % NANOS_PER_SECOND)),
  },
  statics: {
    of: [
      staticMethod([INT, INT], (_, hour, minute) => LocalTime.of(timeOf(hour, minute, 0, 0))),
      staticMethod([INT, INT, INT], (_, hour, minute, second) => LocalTime.of(timeOf(hour, minute, second, 0))),
      staticMethod([INT, INT, INT, INT], (_, hour, minute, second, nano) =>
        LocalTime.of(timeOf(hour, minute, second, nano)),
      ),
    ],
    ofNanoOfDay: staticMethod([LONG], (_, nanos) => LocalTime.of(nanos)),
    parse: staticMethod([STRING], (_, text) => LocalTime.of(parsed(parseTime(text), text))),
  },
  toText: timeText,
  isEqual: (self, other) => LocalTime.holds(other) && other.value === self,
  hash: (self) => valueHash(self),
}));

function timeOf(hour: number, minute: number, second: number, nano: number): bigint {
  return real(nanoOfDay(hour, minute, second, nano), `time ${hour}:${minute}:${second}.${nano}`);
}

export interface DayAndTime {
  readonly epochDay: number;
  readonly nanoOfDay: bigint;
}

export const LocalDateTime: JavaClass<DayAndTime> = javaClass('java.time.LocalDateTime', () => ({
  interfaces: [Comparable, Serializable],
  methods: {
    toLocalDate: method([], (_, self) => LocalDate.of(self.epochDay)),
    toLocalTime: method([], (_, self) => LocalTime.of(self.nanoOfDay)),
  },
  statics: {
    of: [
      staticMethod([ref(LocalDate), ref(LocalTime)], (_, day, time) =>
        LocalDateTime.of({ epochDay: day, nanoOfDay: time }),
      ),
      staticMethod([INT, INT, INT, INT, INT, INT, INT], (_, year, month, day, hour, minute, second, nano) =>
        LocalDateTime.of({
          epochDay: real(epochDay(year, month, day), `date ${year}-${month}-${day}`),
          nanoOfDay: timeOf(hour, minute, second, nano),
        }),
      ),
    ],
    parse: staticMethod([STRING], (_, text) => {
      const [day = '', time = ''] = text.split('T');
      return LocalDateTime.of({ epochDay: parsed(parseDay(day), text), nanoOfDay: parsed(parseTime(time), text) });
    }),
  },
  toText: (self) => `${dayText(self.epochDay)}T${timeText(self.nanoOfDay)}`,
  isEqual: (self, other) =>
    LocalDateTime.holds(other) && other.value.epochDay === self.epochDay && other.value.nanoOfDay === self.nanoOfDay,
  hash: (self) => (self.epochDay * 31 + valueHash(self.nanoOfDay)) | 0,
}));
