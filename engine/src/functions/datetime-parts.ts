/** Parts of dates, timestamps and intervals. */
import { raise } from '../errors/raise.ts';
import { type Sql, sql, sqlText } from '../fragments/sql.ts';
import { type DataType, INT, quoteIdentifier, STRING, sqlName } from '../types/data-type.ts';
import { AS_DATE, AS_TIMESTAMP, LOCAL_TIMESTAMPS, TIMES } from './arg-kinds.ts';
import { foldable, kinds, one } from './arg-types.ts';
import { familyOf, strict, strictIn } from './calls.ts';
import { type Lowering, type ScalarFunction, scalar } from './define.ts';
import { weekdayOf } from './impl/datetime-code.ts';
import {
  atClock,
  type ClockField,
  type DateField,
  dayOfMonth,
  dayOfWeek,
  dayOfYear,
  type Extraction,
  extraction,
  hourOf,
  minuteOf,
  monthOf,
  quarterOf,
  secondOf,
  weekOfYear,
  yearOf,
} from './impl/datetime-fields.ts';
import { DAY_NAMES, MONTH_NAMES } from './impl/datetime-pattern.ts';

const declare = familyOf('datetime_funcs');

function dateField(
  name: string,
  since: string,
  usage: string,
  shown: string,
  run: DateField,
  native?: (date: Sql) => Sql,
): ScalarFunction {
  const duckdb: Lowering | undefined = native === undefined ? undefined : ([a]) => sql`CAST(${native(a)} AS INTEGER)`;
  const field = strict([AS_DATE], INT, run, duckdb === undefined ? {} : { duckdb });
  return scalar({ ...declare(name, since, usage, [[`${name}('2009-07-30')`, shown]], field), total: true });
}

export const year = dateField('year', '1.5.0', 'The year of a date.', '2009', yearOf, (a) => sql`year(${a})`);
export const quarter = dateField(
  'quarter',
  '1.5.0',
  'The quarter of a date, from 1 to 4.',
  '3',
  quarterOf,
  (a) => sql`quarter(${a})`,
);
export const month = dateField(
  'month',
  '1.5.0',
  'The month of a date, from 1 to 12.',
  '7',
  monthOf,
  (a) => sql`month(${a})`,
);
export const day = dateField('day', '1.5.0', 'The day of the month.', '30', dayOfMonth, (a) => sql`day(${a})`);
export const dayofmonth = dateField(
  'dayofmonth',
  '1.5.0',
  'The day of the month.',
  '30',
  dayOfMonth,
  (a) => sql`day(${a})`,
);
export const dayofyear = dateField(
  'dayofyear',
  '1.5.0',
  'The day of the year.',
  '211',
  dayOfYear,
  (a) => sql`dayofyear(${a})`,
);
export const dayofweek = dateField('dayofweek', '2.3.0', 'The day of the week, 1 being Sunday.', '5', dayOfWeek);
export const weekday = dateField('weekday', '2.4.0', 'The day of the week, 0 being Monday.', '3', weekdayOf);
export const weekofyear = dateField(
  'weekofyear',
  '1.5.0',
  'The week of the year; weeks begin on Mondays.',
  '31',
  weekOfYear,
);

export const dayname = declare(
  'dayname',
  '4.0.0',
  'The short name of the day of the week.',
  [["dayname(DATE'2008-02-20')", 'Wed']],
  strict([AS_DATE], STRING, (days: number) => (DAY_NAMES[weekdayOf(days)] as string).slice(0, 3)),
);

export const monthname = declare(
  'monthname',
  '4.0.0',
  'The short name of the month.',
  [["monthname('2008-02-20')", 'Feb']],
  strict([AS_DATE], STRING, (days: number) => (MONTH_NAMES[monthOf(days) - 1] as string).slice(0, 3)),
);

const clockField = (name: string, usage: string, shown: string, field: ClockField): ScalarFunction =>
  declare(
    name,
    '1.5.0',
    usage,
    [[`${name}('2009-07-30 12:58:59')`, shown]],
    strict([TIMES], INT, (nanos: bigint) => field(nanos / 1000n)),
    strictIn([LOCAL_TIMESTAMPS], INT, () => atClock('UTC', field)),
    strictIn([AS_TIMESTAMP], INT, (c) => atClock(c.timeZone, field)),
  );

export const hour = clockField('hour', 'The hour of a timestamp.', '12', hourOf);
export const minute = clockField('minute', 'The minute of a timestamp.', '58', minuteOf);
export const second = clockField('second', 'The second of a timestamp.', '59', secondOf);

const SOURCES = kinds(
  'DATE or TIMESTAMP or INTERVAL',
  ['date', 'time', 'timestamp', 'timestamp_ntz', 'interval', 'daytime', 'yearmonth'],
  [{ kind: 'timestamp' }],
);

function wanted(name: unknown, source: DataType, zoneId: string): Extraction {
  const found = typeof name === 'string' ? extraction(name, source, zoneId) : undefined;
  return (
    found ?? raise('INVALID_EXTRACT_FIELD', { field: quoteIdentifier(String(name)), expr: `"${sqlName(source)}"` })
  );
}

/** Names that the native engine gives the fields of a date which it takes for the same. */
const NATIVE_FIELDS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  day: 'day',
  doy: 'dayofyear',
};

const nativeField: Lowering = ([, date], { constants, argTypes }) => {
  const field = NATIVE_FIELDS[String(constants[0]).toLowerCase()];
  return field === undefined || argTypes[1]?.kind !== 'date'
    ? { none: 'fields of dates only, and not all of them' }
    : sql`CAST(${sqlText(field)}(${date}) AS INTEGER)`;
};

const extracting = (name: string, since: string, from: string): ScalarFunction =>
  scalar({
    ...declare(
      name,
      since,
      'A field of a date, timestamp or interval.',
      from === ','
        ? [
            [`${name}('YEAR', TIMESTAMP'2019-08-12 01:00:00.123456')`, '2019'],
            [`${name}('doy', DATE'2019-08-12')`, '224'],
          ]
        : [
            [
              `${name}(${name === 'extract' ? 'seconds FROM' : "'seconds',"} TIMESTAMP'2019-10-01 00:00:01.000001')`,
              '1.000001',
            ],
            [`${name}(${name === 'extract' ? 'month FROM' : "'month',"} INTERVAL '2021-11' YEAR TO MONTH)`, '11'],
          ],
      strictIn(
        [foldable(one(STRING)), SOURCES],
        ([, source], { constants }) => wanted(constants[0], source, 'UTC').type,
        (c) => {
          const { run } = wanted(c.constants[0], c.argTypes[1] as DataType, c.timeZone);
          return (_: string, value: never) => run(value);
        },
        { duckdb: nativeField },
      ),
    ),
    pretty: ([a, b]) => `${name}(${a}${from} ${b})`,
  });

export const extract = extracting('extract', '3.0.0', ' FROM');
export const datepart = extracting('datepart', '3.4.0', ' FROM');
export const datePart = extracting('date_part', '3.0.0', ',');
