/** The present, and arithmetic on dates and timestamps. */
import { js } from '../fragments/js.ts';
import { BOOLEAN, DATE, type DataType, DOUBLE, INT, LONG, TIMESTAMP, TIMESTAMP_NTZ } from '../types/data-type.ts';
import { AS_DATE, AS_TIMESTAMP, LOCAL_TIMESTAMPS, only } from './arg-kinds.ts';
import { foldable, kinds, one, STRING_ARG } from './arg-types.ts';
import { familyOf, partial, partialIn, strict, strictIn } from './calls.ts';
import { type GenContext, type ScalarFunction, scalar } from './define.ts';
import {
  addUnitsIn,
  betweenZones,
  daysBetween,
  fromZone,
  lastDay,
  localNowIn,
  monthsBetweenIn,
  nextDay,
  nowMicros,
  shiftedMonths,
  todayIn,
  toZone,
  truncatedDate,
  truncateIn,
  unitsBetweenIn,
} from './impl/datetime-code.ts';
import { dayTimeBucketIn, yearMonthBucketIn } from './impl/time-bucket-code.ts';

const declare = familyOf('datetime_funcs');
const COUNT = kinds('INT', ['integer', 'short', 'byte'], [INT]);
const AS_LOCAL = kinds('TIMESTAMP_NTZ', ['timestamp_ntz'], [TIMESTAMP_NTZ]);

/** Constant folding makes one value of it for a whole query. */
const present = (
  name: string,
  since: string,
  usage: string,
  type: DataType,
  read: (context: GenContext) => () => unknown,
): ScalarFunction =>
  scalar({
    name,
    since,
    group: 'datetime_funcs',
    usage,
    examples: [[`${name}() IS NOT NULL`, 'true']],
    pretty: () => `${name}()`,
    overloads: [
      {
        args: [],
        returns: type,
        nullable: false,
        nulls: 'manual',
        gen: (_, context) => js`${read(context)}()`,
        duckdb: { none: 'fixed before planning' },
      },
    ],
  });

const today = (context: GenContext): (() => number) => todayIn(context.timeZone);
const instant = (): (() => bigint) => nowMicros;

export const currentDate = present('current_date', '1.5.0', "Today's date in the session's time zone.", DATE, today);
export const curdate = {
  ...present('curdate', '3.4.0', "Today's date in the session's time zone.", DATE, today),
  pretty: () => 'current_date()',
};
export const currentTimestamp = present(
  'current_timestamp',
  '1.5.0',
  'The time at which the query began.',
  TIMESTAMP,
  instant,
);
export const now = present('now', '1.6.0', 'The time at which the query began.', TIMESTAMP, instant);
export const localTimestamp = present(
  'localtimestamp',
  '3.4.0',
  "The session's local time at which the query began.",
  TIMESTAMP_NTZ,
  (c) => localNowIn(c.timeZone),
);

export const dateAdd = scalar({
  ...declare(
    'date_add',
    '1.5.0',
    'The date a number of days later.',
    [["date_add('2016-07-30', 1)", '2016-07-31']],
    strict([AS_DATE, COUNT], DATE, (days: number, n: number) => (days + n) | 0),
  ),
  aliases: ['dateadd'],
  pretty: ([a, b]) => `date_add(${a}, ${b})`,
});

export const dateSub = declare(
  'date_sub',
  '1.5.0',
  'The date a number of days earlier.',
  [["date_sub('2016-07-30', 1)", '2016-07-29']],
  strict([AS_DATE, COUNT], DATE, (days: number, n: number) => (days - n) | 0),
);

export const dateDiff = scalar({
  ...declare(
    'datediff',
    '1.5.0',
    'The number of days from the second date to the first.',
    [["datediff('2009-07-31', '2009-07-30')", '1']],
    strict([AS_DATE, AS_DATE], INT, daysBetween),
  ),
  aliases: ['date_diff'],
});

export const addMonths = declare(
  'add_months',
  '1.5.0',
  'The date a number of months later; at most the last day of the month.',
  [["add_months('2016-08-31', 1)", '2016-09-30']],
  strict([AS_DATE, COUNT], DATE, shiftedMonths),
);

export const monthsBetween = declare(
  'months_between',
  '1.5.0',
  'The number of months from the second time to the first, rounded to 8 digits unless told not to.',
  [["months_between('1997-02-28 10:30:00', '1996-10-30')", '3.94959677']],
  strictIn([AS_TIMESTAMP, AS_TIMESTAMP, one(BOOLEAN)], DOUBLE, (c) => monthsBetweenIn(c.timeZone), {
    defaults: [true],
  }),
);

export const lastDayOf = declare(
  'last_day',
  '1.5.0',
  "The last day of the date's month.",
  [["last_day('2009-01-12')", '2009-01-31']],
  strict([AS_DATE], DATE, lastDay),
);

export const nextDayAfter = declare(
  'next_day',
  '1.5.0',
  'The first date after this one that is the given day of the week.',
  [["next_day('2015-01-14', 'TU')", '2015-01-20']],
  partialIn([AS_DATE, STRING_ARG], DATE, (c) => nextDay(c.ansi), { nullable: true }),
);

export const trunc = declare(
  'trunc',
  '1.5.0',
  'The first day of the year, quarter, month or week of a date.',
  [
    ["trunc('2019-08-04', 'week')", '2019-07-29'],
    ["trunc('2009-02-12', 'MM')", '2009-02-01'],
  ],
  partial([AS_DATE, STRING_ARG], DATE, truncatedDate, { nullable: true }),
);

export const dateTrunc = declare(
  'date_trunc',
  '2.3.0',
  'The timestamp cut to a unit.',
  [
    ["date_trunc('DD', '2015-03-05T09:32:05.359')", '2015-03-05 00:00:00'],
    ["date_trunc('HOUR', '2015-03-05T09:32:05.359')", '2015-03-05 09:00:00'],
  ],
  partialIn([STRING_ARG, AS_TIMESTAMP], TIMESTAMP, (c) => truncateIn(c.timeZone), { nullable: true }),
);

export const timestampAdd = declare(
  'timestampadd',
  '3.3.0',
  'The timestamp a number of units later.',
  [["timestampadd(MONTH, 1, TIMESTAMP'2022-01-31 00:00:00')", '2022-02-28 00:00:00']],
  strictIn([STRING_ARG, one(LONG), LOCAL_TIMESTAMPS], TIMESTAMP_NTZ, () => addUnitsIn('UTC')),
  strictIn([STRING_ARG, one(LONG), AS_TIMESTAMP], TIMESTAMP, (c) => addUnitsIn(c.timeZone)),
);

export const timestampDiff = declare(
  'timestampdiff',
  '3.3.0',
  'The number of whole units from the first timestamp to the second.',
  [["timestampdiff(HOUR, TIMESTAMP'2022-02-11 20:30:00', TIMESTAMP'2022-02-12 04:30:00')", '8']],
  strictIn([STRING_ARG, AS_TIMESTAMP, AS_TIMESTAMP], LONG, (c) => unitsBetweenIn(c.timeZone)),
);

export const fromUtcTimestamp = declare(
  'from_utc_timestamp',
  '1.5.0',
  "The timestamp, taken for UTC's clock, as the clock of a time zone shows it.",
  [["from_utc_timestamp('2016-08-31', 'Asia/Seoul')", '2016-08-31 09:00:00']],
  strict([AS_TIMESTAMP, STRING_ARG], TIMESTAMP, toZone),
);

export const toUtcTimestamp = declare(
  'to_utc_timestamp',
  '1.5.0',
  "The timestamp, taken for a time zone's clock, as the clock of UTC shows it.",
  [["to_utc_timestamp('2016-08-31', 'Asia/Seoul')", '2016-08-30 15:00:00']],
  strict([AS_TIMESTAMP, STRING_ARG], TIMESTAMP, fromZone),
);

export const convertTimezone = scalar({
  ...declare(
    'convert_timezone',
    '3.4.0',
    "A local time of one time zone (by default the session's) as that of another.",
    [
      [
        "convert_timezone('Europe/Brussels', 'America/Los_Angeles', TIMESTAMP_NTZ'2021-12-06 00:00:00')",
        '2021-12-05 15:00:00',
      ],
    ],
    strictIn(
      [STRING_ARG, AS_LOCAL],
      TIMESTAMP_NTZ,
      (c) => (target: string, local: bigint) => betweenZones(c.timeZone, target, local),
    ),
    strict([STRING_ARG, STRING_ARG, AS_LOCAL], TIMESTAMP_NTZ, betweenZones),
  ),
  pretty: (args) => `convert_timezone(${[...(args.length === 2 ? ['current_timezone()'] : []), ...args].join(', ')})`,
});

const SPANS = [
  kinds('INTERVAL DAY TO SECOND', ['daytime', 'void'], []),
  kinds('INTERVAL YEAR TO MONTH', ['yearmonth'], []),
];
const ZONED_AND_LOCAL = [only('timestamp'), LOCAL_TIMESTAMPS];

/** Analysis puts in an origin that is left out, and checks size and origin. */
export const timeBucket = declare(
  'time_bucket',
  '4.2.0',
  'The beginning of the bucket that a timestamp falls into, with buckets of one size counted from an origin.',
  [
    ["time_bucket(INTERVAL '15' MINUTE, TIMESTAMP'2024-01-01 11:27:00')", '2024-01-01 11:15:00'],
    [
      "time_bucket(INTERVAL '1' MONTH, TIMESTAMP'2024-07-20 14:30:00', TIMESTAMP'2024-06-15 09:00:00')",
      '2024-07-15 09:00:00',
    ],
    [
      "time_bucket(INTERVAL '36' HOUR, TIMESTAMP'2024-11-05 11:30:00', TIMESTAMP'2024-11-01 00:00:00')",
      '2024-11-04 00:00:00',
      { 'spark.sql.session.timeZone': 'America/Los_Angeles' },
    ],
  ],
  ...SPANS.flatMap((span, i) =>
    ZONED_AND_LOCAL.map((moment, local) =>
      strictIn(
        [foldable(span), moment, moment],
        ([, type]) => type,
        (c) => (i === 0 ? dayTimeBucketIn : yearMonthBucketIn)(local === 1 ? 'UTC' : c.timeZone),
      ),
    ),
  ),
);
