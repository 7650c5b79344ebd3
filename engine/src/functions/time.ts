/** Times of day. */
import { raise } from '../errors/raise.ts';
import { type DataType, decimal, INT, LONG } from '../types/data-type.ts';
import { AS_LONG, DECIMALS } from './arg-kinds.ts';
import { foldable, INTEGRAL, kinds, one, STRING_ARG } from './arg-types.ts';
import { familyOf, partial, strict, strictIn } from './calls.ts';
import type { ScalarFunction } from './define.ts';
import {
  toTime as reading,
  timeDiff as timeDifference,
  timeFrom,
  makeTime as timeMaker,
  timeNowIn,
  timeTrunc as truncate,
} from './impl/time-code.ts';

const declare = familyOf('datetime_funcs');
const TIME: DataType = { kind: 'time', precision: 6 };
const AS_TIME = kinds('TIME', ['time'], [TIME]);
const FLOATS = kinds('NUMERIC', ['double', 'float'], [{ kind: 'double' }]);

export const makeTime = declare(
  'make_time',
  '4.1.0',
  'The time of an hour, a minute and seconds.',
  [
    ['make_time(6, 30, 45.887)', '06:30:45.887'],
    ['make_time(6, NULL, 0)', 'NULL'],
  ],
  strictIn([one(INT), one(INT), one(decimal(16, 6))], TIME, (c) => timeMaker(c.context)),
);

const TEXT = kinds('STRING', ['string', 'char', 'varchar'], []);

export const toTime = declare(
  'to_time',
  '4.1.0',
  'The time read from a text, by a pattern or as a cast does.',
  [
    ["to_time('00:12:00')", '00:12:00'],
    ["to_time('12.10.05', 'HH.mm.ss')", '12:10:05'],
  ],
  strict([TEXT], TIME, reading(false)),
  strict([TEXT, STRING_ARG], TIME, reading(false)),
);

/** Spark shows the call that is tried. */
export const tryToTime: ScalarFunction = {
  ...declare(
    'try_to_time',
    '4.1.0',
    'What to_time gives, but NULL where the text cannot be read.',
    [
      ["try_to_time('12:48:31')", '12:48:31'],
      ["try_to_time('foo', 'HH:mm')", 'NULL'],
    ],
    partial([TEXT], TIME, reading(true), { nullable: true }),
    partial([TEXT, STRING_ARG], TIME, reading(true), { nullable: true }),
  ),
  pretty: (args) => `try_to_time(to_time(${args.join(', ')}))`,
};

export const timeDiff = declare(
  'time_diff',
  '4.1.0',
  'How many whole units lie between two times.',
  [
    ["time_diff('HOUR', TIME'20:30:29', TIME'21:30:29')", '1'],
    ["time_diff('HOUR', TIME'20:30:29', TIME'12:00:00')", '-8'],
  ],
  strict([STRING_ARG, AS_TIME, AS_TIME], LONG, timeDifference),
);

export const timeTrunc = declare(
  'time_trunc',
  '4.1.0',
  'The time with all below a unit set to zero.',
  [["time_trunc('MILLISECOND', TIME'09:32:05.123456')", '09:32:05.123']],
  strict([STRING_ARG, AS_TIME], ([, time]) => time, truncate),
);

function precisionOf(value: unknown): number {
  const precision = typeof value === 'number' ? value : 6;
  if (precision >= 0 && precision <= 9) return precision;
  return raise('DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE', {
    sqlExpr: `"current_time(${precision})"`,
    exprName: '`precision`',
    valueRange: '[0, 9]',
    currentValue: String(precision),
  });
}

const clock = (name: string): ScalarFunction => ({
  ...declare(
    name,
    '4.1.0',
    "The time at which the query began, in the session's time zone.",
    [[`typeof(${name}(3))`, 'time(3)']],
    strictIn(
      [foldable(one(INT))],
      (_, { constants }) => ({ kind: 'time', precision: precisionOf(constants[0]) }),
      (c) => {
        const now = timeNowIn(c.timeZone, precisionOf(c.constants[0]));
        return () => now();
      },
      { defaults: [6] },
    ),
  ),
  pretty: ([precision]) => `current_time(${precision})`,
});

export const currentTime = clock('current_time');
export const localTime = clock('localtime');

const scaled = (scale: number): ((value: bigint) => bigint) =>
  scale <= 9 ? (value) => value * 10n ** BigInt(9 - scale) : (value) => value / 10n ** BigInt(scale - 9);

export const timeFromSeconds = declare(
  'time_from_seconds',
  '4.2.0',
  'The time a number of seconds after midnight.',
  [
    ['time_from_seconds(52200)', '14:30:00'],
    ['time_from_seconds(52200.5)', '14:30:00.5'],
  ],
  strict(
    [INTEGRAL],
    TIME,
    timeFrom((seconds: number | bigint) => BigInt(seconds) * 1_000_000_000n),
  ),
  strictIn([DECIMALS], TIME, ({ argTypes: [type] }) => timeFrom(scaled(type?.kind === 'decimal' ? type.scale : 0))),
  strict(
    [FLOATS],
    TIME,
    timeFrom((seconds: number) => BigInt(Math.trunc(seconds * 1e6)) * 1000n),
  ),
);

const fromUnits = (name: string, nanos: bigint, given: string): ScalarFunction =>
  declare(
    name,
    '4.2.0',
    'The time a number of units after midnight.',
    [[`${name}(${given})`, '14:30:00.5']],
    strict(
      [AS_LONG],
      TIME,
      timeFrom((count: bigint) => count * nanos),
    ),
  );

export const timeFromMillis = fromUnits('time_from_millis', 1_000_000n, '52200500');
export const timeFromMicros = fromUnits('time_from_micros', 1000n, '52200500000');

const toUnits = (name: string, nanos: bigint, type: DataType, shown: string): ScalarFunction =>
  declare(
    name,
    '4.2.0',
    'How long after midnight a time is.',
    [[`${name}(TIME'14:30:00.5')`, shown]],
    strict([AS_TIME], type, (time: bigint) => time / nanos),
  );

export const timeToSeconds = toUnits('time_to_seconds', 1000n, decimal(14, 6), '52200.500000');
export const timeToMillis = toUnits('time_to_millis', 1_000_000n, LONG, '52200500');
export const timeToMicros = toUnits('time_to_micros', 1000n, LONG, '52200500000');
