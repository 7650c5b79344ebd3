/** SET, SET TIME ZONE and RESET: the words after them are taken as text. */
import { raise } from '../../errors/raise.ts';
import { stringLiteral as stringConstant } from '../../tree/build.ts';
import type { Command } from '../../tree/command.ts';
import { floorDivide, MICROS_PER_DAY, MICROS_PER_SECOND, pad2 } from '../../types/datetime.ts';
import type { TokenCursor } from './cursor.ts';
import { intervalLiteral, startsInterval } from './interval.ts';
import { isString, stringLiteral } from './string-literal.ts';

const KEY_AND_VALUE = /^([a-zA-Z_\d\\.:]+)\s*=([^;]*);*$/s;
const KEY = /^([a-zA-Z_\d\\.:]+)$/;

export function setCommand(cursor: TokenCursor): Command | undefined {
  const start = cursor.index;
  cursor.expect('SET');
  if (cursor.isAll('TIME', 'ZONE')) return setTimeZone(cursor, start);
  const next = cursor.token.key;
  if (next === 'ROLE') return refused(cursor, start);
  if (next === 'VAR' || next === 'VARIABLE' || next === 'CATALOG' || next === 'PATH') {
    if (cursor.peek(1).key !== '=' || next === 'PATH') return undefined;
  }
  const quoted = quotedSetting(cursor, start);
  if (quoted !== undefined) return quoted;
  const text = rest(cursor, start);
  const setting = KEY_AND_VALUE.exec(text);
  if (setting !== null) return set(setting[1], (setting[2] as string).trim());
  const key = KEY.exec(text);
  if (key !== null) return set(key[1], undefined);
  if (text === '-v') return { kind: 'set', key: undefined, value: undefined, verbose: true };
  if (text === '') return set(undefined, undefined);
  const context = cursor.contextFrom(start);
  return raise('INVALID_SET_SYNTAX', {}, { context, parse: context });
}

const set = (key: string | undefined, value: string | undefined): Command => ({
  kind: 'set',
  key,
  value,
  verbose: false,
});

function refused(cursor: TokenCursor, start: number): never {
  cursor.moveTo(cursor.endIndex);
  const context = cursor.contextFrom(start);
  return raise('INVALID_STATEMENT_OR_CLAUSE', { operation: 'SET ROLE' }, { context, parse: context });
}

/** The words after the first up to the end, without semicolons there. */
function rest(cursor: TokenCursor, start: number): string {
  cursor.moveTo(cursor.endIndex);
  return cursor.sqlText
    .slice(cursor.at(start).stop + 1)
    .trim()
    .replace(/;+$/, '')
    .trim();
}

const unquote = (text: string): string => text.slice(1, -1).replaceAll('``', '`');

/** Backquoted keys and values may hold anything. */
function quotedSetting(cursor: TokenCursor, start: number): Command | undefined {
  const first = cursor.token;
  const last = cursor.at(cursor.endIndex - 1);
  const quotedValue = last.key === 'backquoted' && cursor.at(cursor.endIndex - 2).key === '=';
  if (first.key !== 'backquoted') return quotedValue ? quotedValueOnly(cursor, start) : undefined;
  const next = cursor.peek(1);
  if (next.key !== '=' && cursor.index + 1 !== cursor.endIndex) return undefined;
  cursor.moveTo(cursor.endIndex);
  const key = unquote(first.text);
  if (next.key !== '=') return set(key, undefined);
  if (quotedValue) return set(key, unquote(last.text));
  return set(
    key,
    cursor.sqlText
      .slice(next.stop + 1)
      .trim()
      .replace(/;+$/, '')
      .trim(),
  );
}

function quotedValueOnly(cursor: TokenCursor, start: number): Command {
  const equals = cursor.at(cursor.endIndex - 2);
  const value = unquote(cursor.at(cursor.endIndex - 1).text);
  const key = cursor.sqlText.slice(cursor.token.start, equals.start).trim();
  cursor.moveTo(cursor.endIndex);
  if (KEY.test(key)) return set(key, value);
  const context = cursor.contextFrom(start);
  return raise('INVALID_PROPERTY_KEY', { key: `"${key}"`, value: `"${value}"` }, { context, parse: context });
}

function setTimeZone(cursor: TokenCursor, start: number): Command {
  cursor.expectAll('TIME', 'ZONE');
  const zone = timeZoneValue(cursor, start);
  if (zone !== undefined && (cursor.is('eof') || cursor.is(';'))) {
    return { kind: 'set-time-zone', zone: zone === 'local' ? zone : stringConstant(zone) };
  }
  cursor.moveTo(cursor.endIndex);
  const context = cursor.contextFrom(start);
  return raise('_LEGACY_ERROR_TEMP_0045', {}, { context, parse: context });
}

function timeZoneValue(cursor: TokenCursor, start: number): string | undefined {
  if (cursor.accept('LOCAL')) return 'local';
  if (isString(cursor)) return stringLiteral(cursor);
  if (!startsInterval(cursor)) return undefined;
  const { value, type } = intervalLiteral(cursor);
  if (!cursor.is('eof') && !cursor.is(';')) return undefined;
  return offsetName(cursor, start, type.kind === 'daytime' ? (value as bigint) : MICROS_PER_DAY * 31n);
}

const HOUR = 3600n;

/** `+03:00` for an interval of three hours. */
function offsetName(cursor: TokenCursor, start: number, micros: bigint): string {
  const all = micros < 0n ? -micros : micros;
  const seconds = floorDivide(all, MICROS_PER_SECOND);
  if (seconds > 18n * HOUR || all % MICROS_PER_SECOND !== 0n) {
    const days = seconds / 86400n;
    const input =
      days > 0n && seconds % 86400n === 0n && days > 1n ? days : seconds > 18n * HOUR ? seconds / HOUR : seconds;
    const context = cursor.contextFrom(start);
    raise(
      'INVALID_INTERVAL_FORMAT.TIMEZONE_INTERVAL_OUT_OF_RANGE',
      { input: String(input) },
      { context, parse: context },
    );
  }
  if (seconds === 0n) return 'Z';
  const [hour, minute, second] = [seconds / HOUR, (seconds / 60n) % 60n, seconds % 60n].map(Number) as [
    number,
    number,
    number,
  ];
  return `${micros < 0n ? '-' : '+'}${pad2(hour)}:${pad2(minute)}${second === 0 ? '' : `:${pad2(second)}`}`;
}

export function resetCommand(cursor: TokenCursor): Command {
  const start = cursor.index;
  cursor.expect('RESET');
  if (cursor.is('backquoted') && cursor.index + 1 === cursor.endIndex) {
    return { kind: 'reset', key: unquote(cursor.advance().text) };
  }
  const text = rest(cursor, start);
  if (text === '') return { kind: 'reset', key: undefined };
  const key = KEY.exec(text);
  if (key !== null) return { kind: 'reset', key: key[1] };
  const context = cursor.contextFrom(start);
  return raise('INVALID_RESET_COMMAND_FORMAT', {}, { context, parse: context });
}
