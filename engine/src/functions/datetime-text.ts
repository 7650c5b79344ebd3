/** Dates and timestamps from text and numbers, and back. */
import { raise } from '../errors/raise.ts';
import { DATE, type DataType, INT, LONG, STRING, TIMESTAMP, TIMESTAMP_NTZ } from '../types/data-type.ts';
import { floorDivide, MICROS_PER_DAY } from '../types/datetime.ts';
import { parseDate, parseTimestamp, parseTimestampNtz } from '../types/parse-datetime.ts';
import { timeZone } from '../types/time-zone.ts';
import { AS_DATE, AS_LONG, AS_TIMESTAMP, DATES, DECIMALS, LOCAL_TIMESTAMPS, only, TIMESTAMPS } from './arg-kinds.ts';
import { type ArgType, INTEGRAL, kinds, one, STRING_ARG } from './arg-types.ts';
import { type Extra, familyOf, partial, partialIn, strict, strictIn } from './calls.ts';
import type { GenContext, ScalarFunction, ScalarOverload } from './define.ts';
import { dayOf, fromZone, nowMicros } from './impl/datetime-code.ts';
import { formatIn } from './impl/datetime-format.ts';
import { instantOf, type ReadTime, readByPattern } from './impl/datetime-parse.ts';

const declare = familyOf('datetime_funcs');
const TEXTS = only('string', 'STRING');
const same = (value: never): never => value;

/** NULL for what cannot be read, unless ANSI mode wants an error. */
const whenUnread: Extra = { nullable: (args, { ansi }) => !ansi || args.some((n) => n) };

function reading(c: GenContext, tolerant: boolean, func: string, made: (read: ReadTime) => unknown) {
  return (text: string, pattern: string): unknown => {
    const read = readByPattern(text, pattern);
    if (!('reason' in read)) return made(read);
    if (tolerant || !c.ansi) return null;
    return raise('CANNOT_PARSE_TIMESTAMP', { message: read.reason, func: `\`${func}\`` }, { context: c.context });
  };
}

const toInstant = (c: GenContext) => (read: ReadTime) => instantOf(read, c.timeZone);
const toLocal = () => (read: ReadTime) => read.local;
const toDay = () => (read: ReadTime) => dayOf(read.local);

type Made = (c: GenContext) => (read: ReadTime) => unknown;

const byPattern = (tolerant: boolean, type: DataType, func: string, made: Made): ScalarOverload =>
  partialIn(
    [STRING_ARG, STRING_ARG],
    type,
    (c) => reading(c, tolerant, func, made(c)) as never,
    tolerant ? { nullable: true } : whenUnread,
  );

const conversions = (arg: ArgType, type: DataType, func: string, made: Made): readonly ScalarOverload[] => [
  strict([arg], type, same),
  strict([kinds('', [type.kind], []), STRING_ARG], type, same),
  byPattern(false, type, func, made),
];

const converting = (
  name: string,
  since: string,
  usage: string,
  examples: ScalarFunction['examples'],
  ...conversion: Parameters<typeof conversions>
): ScalarFunction => declare(name, since, usage, examples, ...conversions(...conversion));

/** Two sets of overloads: for either type that TIMESTAMP may mean in a session. */
const bySession = (zoned: readonly ScalarOverload[], local: readonly ScalarOverload[]): readonly ScalarOverload[] => [
  ...zoned.map((overload) => ({ ...overload, timestamps: 'timestamp' as const })),
  ...local.map((overload) => ({ ...overload, timestamps: 'timestamp_ntz' as const })),
];

export const toDate = converting(
  'to_date',
  '1.5.0',
  'The date read from a text, by a pattern or as a cast does.',
  [
    ["to_date('2009-07-30 04:17:52')", '2009-07-30'],
    ["to_date('2016-12-31', 'yyyy-MM-dd')", '2016-12-31'],
  ],
  AS_DATE,
  DATE,
  'try_to_date',
  toDay,
);

const AS_LOCAL = kinds('TIMESTAMP_NTZ', ['timestamp_ntz'], [TIMESTAMP_NTZ]);

export const toTimestamp = declare(
  'to_timestamp',
  '2.2.0',
  'The timestamp read from a text, by a pattern or as a cast does.',
  [
    ["to_timestamp('2016-12-31 00:12:00')", '2016-12-31 00:12:00'],
    ["to_timestamp('31/12/2016 5:04 PM', 'dd/MM/yyyy h:mm a')", '2016-12-31 17:04:00'],
    ["typeof(to_timestamp('2016-12-31'))", 'timestamp_ntz', { 'spark.sql.timestampType': 'TIMESTAMP_NTZ' }],
  ],
  ...bySession(
    conversions(AS_TIMESTAMP, TIMESTAMP, 'try_to_timestamp', toInstant),
    conversions(AS_LOCAL, TIMESTAMP_NTZ, 'try_to_timestamp', toLocal),
  ),
);

export const toTimestampLtz = converting(
  'to_timestamp_ltz',
  '3.4.0',
  'The timestamp read from a text.',
  [["to_timestamp_ltz('2016-12-31', 'yyyy-MM-dd')", '2016-12-31 00:00:00']],
  AS_TIMESTAMP,
  TIMESTAMP,
  'try_to_timestamp',
  toInstant,
);

export const toTimestampNtz = converting(
  'to_timestamp_ntz',
  '3.4.0',
  'The local timestamp read from a text.',
  [["to_timestamp_ntz('2016-12-31', 'yyyy-MM-dd')", '2016-12-31 00:00:00']],
  AS_LOCAL,
  TIMESTAMP_NTZ,
  'try_to_timestamp',
  toLocal,
);

type Parse = (c: GenContext) => (text: string) => unknown;

const trials = (name: string, type: DataType, parse: Parse, made: Made): readonly ScalarOverload[] => [
  strict([kinds('', [type.kind], [])], type, same),
  partialIn([STRING_ARG], type, (c) => ((text: string) => parse(c)(text) ?? null) as never, { nullable: true }),
  byPattern(true, type, name, made),
];

const TRYING = 'What its namesake without try_ gives, but NULL where the text cannot be read.';

export const tryToDate = declare(
  'try_to_date',
  '4.0.0',
  TRYING,
  [
    ["try_to_date('2016-12-31', 'yyyy-MM-dd')", '2016-12-31'],
    ["try_to_date('foo', 'yyyy-MM-dd')", 'NULL'],
  ],
  ...trials('try_to_date', DATE, () => parseDate, toDay),
);
export const tryToTimestamp = declare(
  'try_to_timestamp',
  '3.5.0',
  TRYING,
  [
    ["try_to_timestamp('2016-12-31', 'yyyy-MM-dd')", '2016-12-31 00:00:00'],
    ["try_to_timestamp('foo', 'yyyy-MM-dd')", 'NULL'],
  ],
  ...bySession(
    trials('try_to_timestamp', TIMESTAMP, (c) => (text) => parseTimestamp(text, timeZone(c.timeZone)), toInstant),
    trials('try_to_timestamp', TIMESTAMP_NTZ, () => parseTimestampNtz, toLocal),
  ),
);

export const dateFormat = declare(
  'date_format',
  '1.5.0',
  'The timestamp written by a pattern.',
  [
    ["date_format('2016-04-08', 'y')", '2016'],
    [
      "date_format(TIMESTAMP'2016-04-08 13:10:15.123', 'EEEE d MMM yyyy, h:mm a (SSS)')",
      'Friday 8 Apr 2016, 1:10 PM (123)',
    ],
  ],
  strictIn([LOCAL_TIMESTAMPS, STRING_ARG], STRING, () => formatIn('UTC')),
  strictIn([AS_TIMESTAMP, STRING_ARG], STRING, (c) => formatIn(c.timeZone)),
);

const DEFAULT_PATTERN = 'yyyy-MM-dd HH:mm:ss';

export const fromUnixtime = declare(
  'from_unixtime',
  '1.5.0',
  'Seconds since 1970 written by a pattern.',
  [["from_unixtime(0, 'yyyy-MM-dd HH:mm:ss')", '1970-01-01 00:00:00']],
  strictIn(
    [AS_LONG, STRING_ARG],
    STRING,
    (c) => (seconds: bigint, pattern: string) => formatIn(c.timeZone)(seconds * 1_000_000n, pattern),
    { defaults: [DEFAULT_PATTERN], nullable: true },
  ),
);

const secondsOf = (micros: bigint): bigint => floorDivide(micros, 1_000_000n);

const unixSecondsOverloads: readonly ScalarOverload[] = [
  partialIn(
    [TEXTS, STRING_ARG],
    LONG,
    (c) => reading(c, false, 'try_to_timestamp', (read) => secondsOf(instantOf(read, c.timeZone))) as never,
    { defaults: [DEFAULT_PATTERN], ...whenUnread },
  ),
  strict([TIMESTAMPS, STRING_ARG], LONG, secondsOf, { defaults: [DEFAULT_PATTERN] }),
  strictIn([LOCAL_TIMESTAMPS, STRING_ARG], LONG, (c) => (local: bigint) => secondsOf(fromZone(local, c.timeZone)), {
    defaults: [DEFAULT_PATTERN],
  }),
  strictIn(
    [DATES, STRING_ARG],
    LONG,
    (c) => (days: number) => secondsOf(fromZone(BigInt(days) * MICROS_PER_DAY, c.timeZone)),
    {
      defaults: [DEFAULT_PATTERN],
    },
  ),
];

export const unixTimestamp = declare(
  'unix_timestamp',
  '1.5.0',
  'Seconds since 1970: of a timestamp, of a text read by a pattern, or of now.',
  [["unix_timestamp('2016-04-08', 'yyyy-MM-dd')", '1460073600']],
  strict([], LONG, () => secondsOf(nowMicros())),
  ...unixSecondsOverloads,
);

export const toUnixTimestamp = declare(
  'to_unix_timestamp',
  '1.6.0',
  'Seconds since 1970: of a timestamp, or of a text read by a pattern.',
  [["to_unix_timestamp('2016-04-08', 'yyyy-MM-dd')", '1460073600']],
  ...unixSecondsOverloads,
);

const scaled = (scale: number): ((value: bigint) => bigint) =>
  scale <= 6 ? (value) => value * 10n ** BigInt(6 - scale) : (value) => value / 10n ** BigInt(scale - 6);

export const timestampSeconds = declare(
  'timestamp_seconds',
  '3.1.0',
  'The timestamp a number of seconds after the beginning of 1970.',
  [
    ['timestamp_seconds(1230219000)', '2008-12-25 15:30:00'],
    ['timestamp_seconds(1230219000.123)', '2008-12-25 15:30:00.123'],
  ],
  strict([INTEGRAL], TIMESTAMP, (seconds: number | bigint) => BigInt(seconds) * 1_000_000n),
  strictIn([DECIMALS], TIMESTAMP, ({ argTypes: [type] }) => scaled(type?.kind === 'decimal' ? type.scale : 0)),
  partial(
    [kinds('NUMERIC', ['double', 'float'], [{ kind: 'double' }])],
    TIMESTAMP,
    (seconds: number) => (Number.isFinite(seconds) ? BigInt(Math.trunc(seconds * 1e6)) : null),
    { nullable: true },
  ),
);

const fromUnits = (name: string, factor: bigint, example: ScalarFunction['examples'][number]): ScalarFunction =>
  declare(
    name,
    '3.1.0',
    'The timestamp a number of units after the beginning of 1970.',
    [example],
    strict([INTEGRAL], TIMESTAMP, (count: number | bigint) => BigInt(count) * factor),
  );

export const timestampMillis = fromUnits('timestamp_millis', 1000n, [
  'timestamp_millis(1230219000123)',
  '2008-12-25 15:30:00.123',
]);
export const timestampMicros = fromUnits('timestamp_micros', 1n, [
  'timestamp_micros(1230219000123123)',
  '2008-12-25 15:30:00.123123',
]);

const toUnits = (name: string, size: bigint, shown: string): ScalarFunction =>
  declare(
    name,
    '3.1.0',
    'The number of units since the beginning of 1970, rounded down.',
    [[`${name}(TIMESTAMP'1970-01-01 00:00:01Z')`, shown]],
    strict([AS_TIMESTAMP], LONG, (micros: bigint) => floorDivide(micros, size)),
  );

export const unixSeconds = toUnits('unix_seconds', 1_000_000n, '1');
export const unixMillis = toUnits('unix_millis', 1000n, '1000');
export const unixMicros = toUnits('unix_micros', 1n, '1000000');

export const unixDate = declare(
  'unix_date',
  '3.1.0',
  'The number of days since the beginning of 1970.',
  [["unix_date(DATE'1970-01-02')", '1']],
  strict([AS_DATE], INT, same),
);

export const dateFromUnixDate = declare(
  'date_from_unix_date',
  '3.1.0',
  'The date a number of days after the beginning of 1970.',
  [['date_from_unix_date(1)', '1970-01-02']],
  strict([one(INT)], DATE, same),
);
