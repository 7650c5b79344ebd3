/** Dates, timestamps and intervals made of numbers. */
import {
  DATE,
  DAYTIME,
  type DataType,
  decimal,
  INT,
  INTERVAL,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  YEARMONTH,
} from '../types/data-type.ts';
import { kinds, one, STRING_ARG } from './arg-types.ts';
import { type Extra, familyOf, partialIn } from './calls.ts';
import type { GenContext, ScalarFunction, ScalarOverload } from './define.ts';
import {
  makeDate as dateMaker,
  failing,
  joinInstant,
  joinLocal,
  makeCalendar,
  makeDayTime,
  makeInstant,
  makeLocal,
  makeYearMonth,
} from './impl/datetime-make-code.ts';
import { intervalOverflow } from './impl/failures.ts';

const declare = familyOf('datetime_funcs');
const NUMBER = one(INT);
const SECONDS = one(decimal(16, 6));
const CLOCK = [NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, SECONDS];

const whenAnsi: Extra = { nullable: (args, { ansi }) => !ansi || args.some((n) => n) };
const always: Extra = { nullable: true };

export const makeDate = declare(
  'make_date',
  '3.0.0',
  'The date of a year, month and day.',
  [
    ['make_date(2013, 7, 15)', '2013-07-15'],
    ['make_date(2019, 7, NULL)', 'NULL'],
    ['make_date(2019, 13, 1)', 'NULL', { 'spark.sql.ansi.enabled': 'false' }],
  ],
  partialIn([NUMBER, NUMBER, NUMBER], DATE, (c) => dateMaker(failing(c.ansi, undefined)), whenAnsi),
);

const DAY = kinds('DATE', ['date', 'void'], []);
const TIME_OF_DAY = kinds('TIME', ['time', 'void'], []);

/** A date and a time put together; names that say no time zone's rule take a date alone. */
function ofParts(name: string, type: DataType): readonly ScalarOverload[] {
  const both = [DAY, TIME_OF_DAY];
  if (type.kind === 'timestamp_ntz') return [partialIn(both, type, () => joinLocal as never, always)];
  const joined = (c: GenContext) => joinInstant(c.timeZone) as never;
  const forms = [...(name.endsWith('_ltz') ? [] : [[DAY]]), both, [...both, STRING_ARG]];
  return forms.map((args) => partialIn(args, type, joined, always));
}

/** Spark shows some of these calls as the ones it makes of them, and leaves the zone out of one name. */
function shownAs(name: string, args: readonly string[]): string {
  const parts = args.join(', ');
  if (args.length > 3)
    return name === 'try_make_timestamp' ? `${name}(${args.slice(0, 6).join(', ')})` : `${name}(${parts})`;
  if (name.endsWith('_ltz')) return `make_timestamp(${parts})`;
  return name === 'try_make_timestamp_ntz' ? `${name}(make_timestamp_ntz(${parts}))` : `${name}(${parts})`;
}

/** From the year down to the seconds, with a zone where the type has one or the name promises to take it. */
function ofClock(type: DataType, tolerant: boolean, takesZone: boolean, extra: Extra = {}): readonly ScalarOverload[] {
  const isStrict = (c: GenContext): boolean => c.ansi && !tolerant;
  const made = (c: GenContext) =>
    type.kind === 'timestamp_ntz' ? makeLocal(isStrict(c), c.context) : makeInstant(isStrict(c), c.context, c.timeZone);
  const forms = takesZone ? [CLOCK, [...CLOCK, STRING_ARG]] : [CLOCK];
  const given = { ...(tolerant ? always : whenAnsi), ...extra };
  return forms.map((args) => partialIn(args, type, (c) => made(c) as never, given));
}

const making = (name: string, since: string, type: DataType, tolerant: boolean): ScalarFunction => {
  const local = type.kind === 'timestamp_ntz';
  const ofSession = !local && !name.endsWith('_ltz');
  const declaration = declare(
    name,
    since,
    'The timestamp of a year, month, day, hour, minute and seconds.',
    [
      [`${name}(2014, 12, 28, 6, 30, 45.887)`, '2014-12-28 06:30:45.887'],
      ...(local ? [] : ([[`${name}(2014, 12, 28, 6, 30, 45.887, 'CET')`, '2014-12-28 05:30:45.887']] as const)),
      ...(tolerant ? ([[`${name}(2014, 13, 28, 6, 30, 45.887)`, 'NULL']] as const) : []),
    ],
    ...(ofSession
      ? [
          ...ofClock(TIMESTAMP, tolerant, true, { timestamps: 'timestamp' }),
          ...ofClock(TIMESTAMP_NTZ, tolerant, true, { timestamps: 'timestamp_ntz' }),
        ]
      : ofClock(type, tolerant, !local)),
    ...ofParts(name, type),
  );
  return { ...declaration, pretty: (args) => shownAs(name, args) };
};

export const makeTimestamp = making('make_timestamp', '3.0.0', TIMESTAMP, false);
export const makeTimestampLtz = making('make_timestamp_ltz', '3.4.0', TIMESTAMP, false);
export const makeTimestampNtz = making('make_timestamp_ntz', '3.4.0', TIMESTAMP_NTZ, false);
export const tryMakeTimestamp = making('try_make_timestamp', '4.0.0', TIMESTAMP, true);
export const tryMakeTimestampLtz = making('try_make_timestamp_ltz', '4.0.0', TIMESTAMP, true);
export const tryMakeTimestampNtz = making('try_make_timestamp_ntz', '4.0.0', TIMESTAMP_NTZ, true);

const overflowing = (c: GenContext, tolerant: boolean): (() => null) =>
  tolerant || !c.ansi ? () => null : intervalOverflow(c.context, 'try_make_interval');

const calendar = (name: string, since: string, tolerant: boolean): ScalarFunction =>
  declare(
    name,
    since,
    'The interval of years, months, weeks, days, hours, minutes and seconds.',
    [
      [`${name}(100, 11, 1, 1, 12, 30, 01.001001)`, '100 years 11 months 8 days 12 hours 30 minutes 1.001001 seconds'],
      [`${name}(0, 1)`, '1 months'],
    ],
    partialIn(
      [NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, one(decimal(18, 6))],
      INTERVAL,
      (c) => makeCalendar(overflowing(c, tolerant)),
      { defaults: [0, 0, 0, 0, 0, 0, 0n], ...(tolerant ? always : whenAnsi) },
    ),
  );

export const makeInterval = calendar('make_interval', '3.0.0', false);
export const tryMakeInterval = calendar('try_make_interval', '4.0.0', true);

const wrong = (c: GenContext): (() => never) => intervalOverflow(c.context);

export const makeDtInterval = declare(
  'make_dt_interval',
  '3.2.0',
  'The interval of days, hours, minutes and seconds.',
  [['make_dt_interval(1, 12, 30, 01.001001)', "INTERVAL '1 12:30:01.001001' DAY TO SECOND"]],
  partialIn([NUMBER, NUMBER, NUMBER, one(decimal(18, 6))], DAYTIME, (c) => makeDayTime(wrong(c)), {
    defaults: [0, 0, 0, 0n],
    nullable: (args) => args.some((n) => n),
  }),
);

export const makeYmInterval = declare(
  'make_ym_interval',
  '3.2.0',
  'The interval of years and months.',
  [['make_ym_interval(1, 2)', "INTERVAL '1-2' YEAR TO MONTH"]],
  partialIn([NUMBER, NUMBER], YEARMONTH, (c) => makeYearMonth(wrong(c)), {
    defaults: [0, 0],
    nullable: (args) => args.some((n) => n),
  }),
);
