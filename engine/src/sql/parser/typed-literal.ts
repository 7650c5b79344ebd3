/** `DATE '…'`, `TIMESTAMP '…'`, `TIME '…'`, `X'…'`: a type's name and a string. */
import type { SqlContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { literal as constant } from '../../tree/build.ts';
import type { Literal } from '../../tree/expression.ts';
import { BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ } from '../../types/data-type.ts';
import { floorDivide, MICROS_PER_DAY } from '../../types/datetime.ts';
import {
  parseDate,
  parseLocalTimestamp,
  parseTime,
  parseTimestamp,
  parseTimestampNtz,
  specialMoment,
} from '../../types/parse-datetime.ts';
import { type TimeZone, timeZone, toLocalMicros } from '../../types/time-zone.ts';
import type { TokenCursor } from './cursor.ts';
import { singleStringLiteral } from './string-literal.ts';

export function typedLiteral(cursor: TokenCursor): Literal {
  const start = cursor.index;
  const { key, text: written } = cursor.advance();
  const value = singleStringLiteral(cursor);
  const context = cursor.contextFrom(start);
  const made = key === 'identifier' || key === 'backquoted' ? unsupported(written, context) : make(cursor, key, value);
  if (made === 'unsupported') return unsupported(written, context);
  if (made === undefined) {
    return raise('INVALID_TYPED_LITERAL', { valueType: `"${key}"`, value: `'${value}'` }, { context, parse: context });
  }
  return { ...made, context };
}

function unsupported(written: string, context: SqlContext): never {
  return raise(
    'UNSUPPORTED_TYPED_LITERAL',
    {
      unsupportedType: `"${written.toUpperCase()}"`,
      supportedTypes: '"DATE", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP", "INTERVAL", "X", "TIME"',
    },
    { context, parse: context },
  );
}

function make(cursor: TokenCursor, key: string, value: string): Literal | undefined | 'unsupported' {
  switch (key) {
    case 'DATE':
      return dateLiteral(cursor, value);
    case 'TIMESTAMP':
      return cursor.options.timestampNtz
        ? (plainTimestamp(cursor, value) ?? zoned(cursor, value))
        : zoned(cursor, value);
    case 'TIMESTAMP_LTZ':
      return zoned(cursor, value);
    case 'TIMESTAMP_NTZ':
      return wallClock(cursor, value);
    case 'TIME': {
      const nanos = parseTime(value);
      return nanos === undefined ? undefined : constant(nanos, { kind: 'time', precision: 6 });
    }
    case 'X':
      return hexLiteral(value);
    default:
      return 'unsupported';
  }
}

const sessionZone = (cursor: TokenCursor): TimeZone => timeZone(cursor.options.timeZone);

/** `today` and its kin, by the session's clock; the epoch is 0 on any. */
function specialLocal(cursor: TokenCursor, value: string): bigint | undefined {
  const zone = sessionZone(cursor);
  const moment = specialMoment(value, zone);
  return moment === undefined || moment === 0n ? moment : toLocalMicros(moment, zone);
}

function dateLiteral(cursor: TokenCursor, value: string): Literal | undefined {
  const days = parseDate(value);
  if (days !== undefined) return constant(days, DATE);
  const local = specialLocal(cursor, value);
  return local === undefined ? undefined : constant(Number(floorDivide(local, MICROS_PER_DAY)), DATE);
}

/** A timestamp of the session's zone, unless the text names another. */
function zoned(cursor: TokenCursor, value: string): Literal | undefined {
  const zone = sessionZone(cursor);
  const micros = parseTimestamp(value, zone) ?? specialMoment(value, zone);
  return micros === undefined ? undefined : constant(micros, TIMESTAMP);
}

function wallClock(cursor: TokenCursor, value: string): Literal | undefined {
  const micros = parseTimestampNtz(value) ?? specialLocal(cursor, value);
  return micros === undefined ? undefined : constant(micros, TIMESTAMP_NTZ);
}

/** Under the NTZ default a zone in the text still makes TIMESTAMP an instant. */
function plainTimestamp(cursor: TokenCursor, value: string): Literal | undefined {
  return parseLocalTimestamp(value)?.zone === undefined ? wallClock(cursor, value) : undefined;
}

function hexLiteral(value: string): Literal | undefined {
  if (!/^[0-9A-Fa-f]*$/.test(value)) return undefined;
  const digits = value.length % 2 === 0 ? value : `0${value}`;
  return constant(Uint8Array.from(Buffer.from(digits, 'hex')), BINARY);
}
