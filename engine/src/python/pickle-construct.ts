/** The classes a pickle may construct; anything else is refused, so that no pickle can reach code. */
import { raise } from '../errors/raise.ts';
import type { PyArray, PyDecimal, PyFloat, PyOther, PyValue } from './py-value.ts';

export function pickleError(detail: string): never {
  raise('PICKLE_EXCEPTION', { detail });
}

/** `GLOBAL` names as protocols 0 to 5 spell them; Python 2's module names come from protocols up to 2. */
const CONSTRUCTORS: Readonly<Record<string, (args: readonly PyValue[]) => PyValue>> = {
  'decimal.Decimal': decimal,
  '_decimal.Decimal': decimal,
  'builtins.bytearray': bytes,
  '__builtin__.bytearray': bytes,
  'builtins.bytes': bytes,
  '__builtin__.bytes': bytes,
  '_codecs.encode': ([text]) => Buffer.from(text as string, 'latin1'),
  'builtins.set': setOf,
  '__builtin__.set': setOf,
  'builtins.frozenset': setOf,
  '__builtin__.frozenset': setOf,
  'builtins.complex': complex,
  '__builtin__.complex': complex,
  'array.array': arrayOf,
  'array._array_reconstructor': reconstructArray,
  'datetime.date': date,
  'datetime.datetime': datetime,
  'datetime.time': time,
  'datetime.timedelta': timedelta,
};

export function isConstructible(name: string): boolean {
  return Object.hasOwn(CONSTRUCTORS, name);
}

export function construct(name: string, args: readonly PyValue[]): PyValue {
  if (!isConstructible(name)) {
    pickleError(
      `expected zero arguments for construction of ClassDict (for ${name}). This happens when an unsupported/unregistered class is being unpickled that requires construction arguments. Fix it by registering a custom IObjectConstructor for this class.`,
    );
  }
  return CONSTRUCTORS[name]!(args);
}

export function float(value: number): PyFloat {
  return { py: 'float', value };
}

/** NaN becomes a float, as a JVM (whose decimals have no NaN) makes it. */
function decimal([value]: readonly PyValue[]): PyValue {
  if (typeof value !== 'string') return pickleError('Decimal expects its text');
  if (/^[+-]?s?NaN\d*$/i.test(value)) return float(Number.NaN);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?$/i.test(value)) return pickleError(`invalid decimal ${value}`);
  const out: PyDecimal = { py: 'decimal', text: value };
  return out;
}

function bytes(args: readonly PyValue[]): PyValue {
  const [source, encoding] = args;
  if (source === undefined) return new Uint8Array(0);
  if (source instanceof Uint8Array) return source;
  if (typeof source === 'string' && (encoding === 'latin-1' || encoding === undefined))
    return Buffer.from(source, 'latin1');
  if (typeof source === 'object' && source !== null && 'py' in source && source.py === 'list') {
    return Uint8Array.from(source.items as number[]);
  }
  return pickleError('bytes of an unknown source');
}

function itemsOf(value: PyValue | undefined): PyValue[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return [...(value as readonly PyValue[])];
  if (typeof value === 'object' && value !== null && 'py' in value && (value.py === 'list' || value.py === 'set')) {
    return [...value.items];
  }
  return pickleError('a list was expected');
}

function setOf([items]: readonly PyValue[]): PyValue {
  return { py: 'set', items: itemsOf(items) };
}

const other = (text: string): PyOther => ({ py: 'other', text });
const realOf = (value: PyValue | undefined): number =>
  typeof value === 'number' ? value : ((value as PyFloat | undefined)?.value ?? 0);

function complex([re, im]: readonly PyValue[]): PyValue {
  const text = (x: number) => (Number.isInteger(x) ? `${x}.0` : `${x}`);
  return other(`${text(realOf(re))}${realOf(im) < 0 ? '' : '+'}${text(realOf(im))}i`);
}

function arrayOf([code, items]: readonly PyValue[]): PyValue {
  return { py: 'array', code: String(code), items: itemsOf(items) } satisfies PyArray;
}

/** Machine formats of `array`'s pickles, by their number. */
const MACHINE_FORMATS: readonly ((data: DataView) => PyValue[])[] = [
  (d) => eachItem(d, 1, (i) => d.getUint8(i)),
  (d) => eachItem(d, 1, (i) => d.getInt8(i)),
  ...both(2, (d, little) => (i) => d.getUint16(i, little)),
  ...both(2, (d, little) => (i) => d.getInt16(i, little)),
  ...both(4, (d, little) => (i) => d.getUint32(i, little)),
  ...both(4, (d, little) => (i) => d.getInt32(i, little)),
  ...both(8, (d, little) => (i) => narrowed(d.getBigUint64(i, little))),
  ...both(8, (d, little) => (i) => narrowed(d.getBigInt64(i, little))),
  ...both(4, (d, little) => (i) => float(d.getFloat32(i, little))),
  ...both(8, (d, little) => (i) => float(d.getFloat64(i, little))),
  ...both(2, (d, little) => (i) => String.fromCharCode(d.getUint16(i, little))),
  ...both(4, (d, little) => (i) => String.fromCodePoint(d.getUint32(i, little))),
];

function both(
  size: number,
  reader: (data: DataView, little: boolean) => (at: number) => PyValue,
): ((data: DataView) => PyValue[])[] {
  return [true, false].map((little) => (data: DataView) => eachItem(data, size, reader(data, little)));
}

function eachItem(data: DataView, size: number, read: (at: number) => PyValue): PyValue[] {
  if (data.byteLength % size !== 0) return pickleError('array data of a wrong length');
  return Array.from({ length: data.byteLength / size }, (_, i) => read(i * size));
}

/** Integers are numbers while these are exact. */
export function narrowed(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function reconstructArray([, code, format, data]: readonly PyValue[]): PyValue {
  const read = MACHINE_FORMATS[format as number];
  if (read === undefined || !(data instanceof Uint8Array)) return pickleError('unknown array format');
  const items = read(new DataView(data.buffer, data.byteOffset, data.byteLength));
  return { py: 'array', code: String(code), items } satisfies PyArray;
}

function fieldsOf(state: PyValue | undefined, size: number): number[] {
  const data = typeof state === 'string' ? Buffer.from(state, 'latin1') : state;
  if (!(data instanceof Uint8Array) || data.length !== size) return pickleError('date or time of an unknown form');
  return [...data];
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
const micros = (a: number, b: number, c: number): number => (a << 16) | (b << 8) | c;

function date([state]: readonly PyValue[]): PyValue {
  const [high, low, month, day] = fieldsOf(state, 4) as [number, number, number, number];
  return other(`${pad((high << 8) | low, 4)}-${pad(month)}-${pad(day)}`);
}

function datetime([state, zone]: readonly PyValue[]): PyValue {
  if (zone !== undefined) return pickleError('datetime with a time zone');
  const f = fieldsOf(state, 10);
  const day = `${pad((f[0]! << 8) | f[1]!, 4)}-${pad(f[2]!)}-${pad(f[3]!)}`;
  return other(`${day} ${pad(f[4]!)}:${pad(f[5]!)}:${pad(f[6]!)}.${pad(micros(f[7]!, f[8]!, f[9]!), 6)}`);
}

function time([state]: readonly PyValue[]): PyValue {
  const f = fieldsOf(state, 6);
  return other(`Time: ${f[0]} hours, ${f[1]} minutes, ${f[2]} seconds, ${micros(f[3]!, f[4]!, f[5]!)} microseconds`);
}

function timedelta([days = 0, seconds = 0, fraction = 0]: readonly PyValue[]): PyValue {
  const total = Number(days) * 86400 + Number(seconds) + Number(fraction) / 1e6;
  return other(`Timedelta: ${days} days, ${seconds} seconds, ${fraction} microseconds (total: ${total} seconds)`);
}
