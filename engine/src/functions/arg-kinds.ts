/** Argument types that accept one kind of value as it is, for overloads chosen by type. */
import { BOOLEAN, DATE, type DataType, DOUBLE, type Kind, LONG, TIMESTAMP } from '../types/data-type.ts';
import { type ArgType, kinds } from './arg-types.ts';

/** This kind without casts. */
export const only = (kind: Kind, label = kind.toUpperCase()): ArgType => kinds(label, [kind], []);

export const BYTES = only('byte', 'TINYINT');
export const SHORTS = only('short', 'SMALLINT');
export const INTS = only('integer', 'INT');
export const LONGS = only('long', 'BIGINT');
export const FLOATS = only('float');
export const DOUBLES = only('double');
export const DECIMALS = only('decimal');
export const YEARMONTHS = only('yearmonth', 'INTERVAL YEAR TO MONTH');
export const DAYTIMES = only('daytime', 'INTERVAL DAY TO SECOND');
export const CALENDARS = only('interval', 'INTERVAL');
/** How many days a date is moved by; other numbers are none. */
export const DAYS = kinds('INT', ['integer', 'short', 'byte'], []);
export const DATES = only('date');
export const TIMESTAMPS = only('timestamp');
export const TIMES = only('time');
export const LOCAL_TIMESTAMPS = only('timestamp_ntz');

/** This kind, and what is silently cast to it. */
export const castTo = (type: DataType, label: string): ArgType => kinds(label, [type.kind], [type]);
export const AS_DOUBLE = castTo(DOUBLE, 'DOUBLE');
export const AS_LONG = castTo(LONG, 'BIGINT');
export const AS_BOOLEAN = castTo(BOOLEAN, 'BOOLEAN');
export const AS_DATE = castTo(DATE, 'DATE');
export const AS_TIMESTAMP = castTo(TIMESTAMP, 'TIMESTAMP');
