/** Interval literals in all their forms, as year-month or day-time intervals. */
import type { SqlContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { literal as constant } from '../../tree/build.ts';
import type { Literal } from '../../tree/expression.ts';
import type { TypeOf } from '../../types/data-type.ts';
import { MICROS_PER_DAY } from '../../types/datetime.ts';
import { parseCalendarInterval } from '../../types/parse-interval.ts';
import type { IntervalValue } from '../../types/value.ts';
import type { Token } from '../token.ts';
import type { TokenCursor } from './cursor.ts';
import { type FieldName, parseUnitToUnit } from './interval-range.ts';
import { isString, singleStringLiteral, stringLiteral } from './string-literal.ts';

const UNIT_WORDS: ReadonlySet<string> = new Set(
  'NANOSECOND MICROSECOND MILLISECOND SECOND MINUTE HOUR DAY WEEK MONTH YEAR'.split(' ').flatMap((u) => [u, `${u}S`]),
);
const RANGE_WORDS: ReadonlySet<string> = new Set('SECOND MINUTE HOUR DAY MONTH YEAR'.split(' '));

/** Whether INTERVAL here begins a literal: a number or string with a unit, or a lone string. */
export function startsInterval(cursor: TokenCursor): boolean {
  if (!cursor.is('INTERVAL')) return false;
  const next = cursor.peek(1);
  return isString(cursor, next) || next.key === 'integer' || next.key === 'decimal' || startsValue(cursor, 1);
}

function startsValue(cursor: TokenCursor, distance: number): boolean {
  const sign = cursor.peek(distance).key;
  const at = sign === '-' || sign === '+' ? distance + 1 : distance;
  const value = cursor.peek(at);
  if (value.key !== 'integer' && value.key !== 'decimal' && !isString(cursor, value)) return false;
  let unit = at + 1;
  while (isString(cursor, value) && isString(cursor, cursor.peek(unit))) unit += 1;
  return UNIT_WORDS.has(cursor.peek(unit).key);
}

export function intervalLiteral(cursor: TokenCursor): Literal {
  const start = cursor.index;
  cursor.expect('INTERVAL');
  if (!startsValue(cursor, 0)) {
    if (isString(cursor)) return typedInterval(cursor, start);
    cursor.advance();
    return cursor.fail();
  }
  const first = cursor.index;
  const value = intervalValue(cursor);
  if (!isRange(cursor)) return multiUnits(cursor, start, first, value);
  const range = unitToUnit(cursor, value, first);
  if (startsValue(cursor, 0)) singleRangeOnly(cursor, start);
  return { ...range, context: cursor.contextFrom(start) };
}

const isRange = (cursor: TokenCursor): boolean =>
  RANGE_WORDS.has(cursor.token.key) && cursor.peek(1).key === 'TO' && RANGE_WORDS.has(cursor.peek(2).key);

interface IntervalAmount {
  readonly text: string;
  readonly sign: string;
  readonly isString: boolean;
}

function intervalValue(cursor: TokenCursor): IntervalAmount {
  const sign = cursor.accept('-') ? '-' : '';
  if (sign === '') cursor.accept('+');
  if (isString(cursor)) return { text: stringLiteral(cursor), sign, isString: true };
  return { text: cursor.advance().text, sign, isString: false };
}

/** A unit range may not be combined with anything. */
function singleRangeOnly(cursor: TokenCursor, start: number): never {
  while (startsValue(cursor, 0)) {
    intervalValue(cursor);
    cursor.advance();
    if (cursor.accept('TO')) cursor.advance();
  }
  const context = cursor.contextFrom(start);
  return raise('_LEGACY_ERROR_TEMP_0024', {}, { context, parse: context });
}

/** `'1-2' YEAR TO MONTH`; a minus before the string turns its sign around. */
function unitToUnit(cursor: TokenCursor, value: IntervalAmount, first: number): Literal {
  const from = cursor.advance().key.toLowerCase() as FieldName;
  cursor.expect('TO');
  const to = cursor.advance().key.toLowerCase() as FieldName;
  const context = cursor.contextFrom(first);
  if (!value.isString) raise('_LEGACY_ERROR_TEMP_0027', {}, { context, parse: context });
  return parseUnitToUnit(value.sign === '-' ? turned(value.text) : value.text, from, to, context);
}

function turned(text: string): string {
  if (text.startsWith('-')) return text.slice(1);
  return `-${text.startsWith('+') ? text.slice(1) : text}`;
}

/** `1 DAY 2 HOURS`, quoted numbers allowed. */
function multiUnits(cursor: TokenCursor, start: number, first: number, firstValue: IntervalAmount): Literal {
  const parts: string[] = [];
  const units: string[] = [];
  let value: IntervalAmount | undefined = firstValue;
  while (value !== undefined) {
    if (isRange(cursor)) {
      cursor.moveTo(cursor.index + 3);
      singleRangeOnly(cursor, start);
    }
    const unit: Token = cursor.advance();
    if (/\p{L}/u.test(value.text)) {
      const context = cursor.contextFrom(first);
      raise('_LEGACY_ERROR_TEMP_0026', { value: value.text }, { context, parse: context });
    }
    units.push(singular(unit.key));
    parts.push(`${signed(value)} ${unit.text.toLowerCase()}`);
    value = startsValue(cursor, 0) ? intervalValue(cursor) : undefined;
  }
  const input = ` ${parts.join(' ')}`;
  const nanoseconds = /nanoseconds?/.exec(input);
  if (nanoseconds !== null) raise('INVALID_INTERVAL_FORMAT.INVALID_UNIT', { input, unit: nanoseconds[0] });
  const interval = parseCalendarInterval(input);
  if (interval === undefined) return raise('INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION', { input });
  return ofUnits(interval, units, cursor.contextFrom(start));
}

const signed = (value: IntervalAmount): string => (value.sign === '-' ? turned(value.text) : value.text);

const singular = (word: string): string => word.toLowerCase().replace(/s$/, '');

/** `INTERVAL '1 day 2 hours'` */
function typedInterval(cursor: TokenCursor, start: number): Literal {
  const text = singleStringLiteral(cursor);
  const context = cursor.contextFrom(start);
  const interval = parseCalendarInterval(text);
  if (interval === undefined) {
    return raise('INVALID_TYPED_LITERAL', { valueType: '"INTERVAL"', value: `'${text}'` }, { context, parse: context });
  }
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/s$/, ''));
  return ofUnits(
    interval,
    words.filter((word) => word !== 'interval' && /^[a-z]+$/.test(word)),
    context,
  );
}

const YEAR_MONTH: readonly string[] = ['year', 'month'];
const DAY_TIME: readonly string[] = ['day', 'hour', 'minute', 'second'];
const SAME_FIELD: ReadonlyMap<string, string> = new Map([
  ['week', 'day'],
  ['millisecond', 'second'],
  ['microsecond', 'second'],
  ['nanosecond', 'second'],
]);

/** The units written decide the type: its fields go from the largest to the smallest of them. */
function ofUnits(interval: IntervalValue, units: readonly string[], context: SqlContext): Literal {
  const fields = units.map((unit) => SAME_FIELD.get(unit) ?? unit);
  const months = fields.filter((f) => YEAR_MONTH.includes(f)).map((f) => YEAR_MONTH.indexOf(f));
  const times = fields.filter((f) => DAY_TIME.includes(f)).map((f) => DAY_TIME.indexOf(f));
  if (months.length > 0 && times.length > 0) {
    const literal = context.sqlText.slice(context.start, context.stop + 1);
    raise('_LEGACY_ERROR_TEMP_0029', { literal }, { context, parse: context });
  }
  if (months.length > 0) {
    const type = { kind: 'yearmonth', start: Math.min(...months), end: Math.max(...months) } as TypeOf<'yearmonth'>;
    return { ...constant(interval.months, type), context };
  }
  const type = { kind: 'daytime', start: Math.min(...times), end: Math.max(...times) } as TypeOf<'daytime'>;
  return { ...constant(BigInt(interval.days) * MICROS_PER_DAY + interval.micros, type), context };
}
