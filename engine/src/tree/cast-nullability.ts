/** Whether a cast may turn a present value into NULL, as Spark declares it: it is what `schema` shows. */
import { type DataType, type Kind, sameType, type TypeOf } from '../types/data-type.ts';
import type { Cast } from './expression.ts';

const TEXT: ReadonlySet<Kind> = new Set(['string', 'char', 'varchar']);
const INTEGRAL: ReadonlySet<Kind> = new Set(['byte', 'short', 'integer', 'long']);
const FRACTIONAL: ReadonlySet<Kind> = new Set(['float', 'double', 'decimal']);
/** By which a number can be widened without loss, in Spark's eyes. */
const PRECEDENCE: readonly Kind[] = ['byte', 'short', 'integer', 'long', 'float', 'double'];
/** Digits of the decimal that holds every value of an integral type. */
const DIGITS: Partial<Record<Kind, number>> = { boolean: 1, byte: 3, short: 5, integer: 10, long: 20 };

/** ANSI mode makes no difference here: what raises an error is declared nullable all the same. */
export function castMayGiveNull(from: DataType, to: DataType, mode: Cast['mode']): boolean {
  return mode === 'try' ? !widens(from, to) : mayBeNull(from, to);
}

function mayBeNull(from: DataType, to: DataType): boolean {
  if (from.kind === 'void' || sameType(from, to)) return false;
  if (from.kind === 'variant') return true;
  if (TEXT.has(from.kind)) return to.kind !== 'binary' && !TEXT.has(to.kind);
  if (TEXT.has(to.kind)) return false;
  if (from.kind === 'timestamp') {
    if (to.kind === 'date') return false;
    if (to.kind === 'byte' || to.kind === 'short' || to.kind === 'integer') return true;
  }
  if (to.kind === 'timestamp' && (from.kind === 'float' || from.kind === 'double')) return true;
  if (to.kind === 'date') return true;
  if (from.kind === 'date') return to.kind !== 'timestamp';
  if (to.kind === 'interval') return true;
  if (to.kind === 'decimal') return !fitsDecimal(from, to);
  return FRACTIONAL.has(from.kind) && INTEGRAL.has(to.kind);
}

function fitsDecimal(from: DataType, to: TypeOf<'decimal'>): boolean {
  const room = to.precision - to.scale;
  if (from.kind === 'decimal') {
    const needed = from.precision - from.scale;
    return room > needed || (room === needed && to.scale >= from.scale);
  }
  const digits = DIGITS[from.kind];
  return digits !== undefined && room >= digits && to.scale >= 0;
}

function widens(from: DataType, to: DataType): boolean {
  if (from.kind === 'void' || sameType(from, to)) return true;
  if (TEXT.has(to.kind)) return from.kind !== 'array' && from.kind !== 'map' && from.kind !== 'struct';
  if (to.kind === 'decimal') return from.kind !== 'boolean' && fitsDecimal(from, to);
  switch (from.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'float':
    case 'double':
      return PRECEDENCE.indexOf(to.kind) > PRECEDENCE.indexOf(from.kind);
    case 'long':
      return to.kind === 'float' || to.kind === 'double' || to.kind === 'timestamp';
    case 'decimal':
      return from.scale === 0 && from.precision - from.scale < (DIGITS[to.kind] ?? 0);
    case 'date':
      return to.kind === 'timestamp' || to.kind === 'timestamp_ntz';
    case 'timestamp':
      return to.kind === 'timestamp_ntz' || to.kind === 'long';
    case 'timestamp_ntz':
      return to.kind === 'timestamp';
    case 'string':
      return to.kind === 'binary';
    case 'array':
      return to.kind === 'array' && (to.containsNull || !from.containsNull) && widens(from.element, to.element);
    case 'struct':
      return (
        to.kind === 'struct' &&
        from.fields.length === to.fields.length &&
        from.fields.every((f, i) => {
          const target = to.fields[i];
          return target !== undefined && (target.nullable || !f.nullable) && widens(f.type, target.type);
        })
      );
    default:
      return false;
  }
}
