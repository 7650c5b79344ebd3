/** Which types may be cast to which: explicit CAST in each mode, and what ANSI allows silently. */

import type { Cast } from '../../tree/expression.ts';
import type { DataType, Kind } from '../../types/data-type.ts';
import { sameType } from '../../types/data-type.ts';
import { isText } from './common-type.ts';
import { isNumeric } from './decimal-rules.ts';

type Mode = Cast['mode'];

const DATES: ReadonlySet<Kind> = new Set(['date', 'timestamp', 'timestamp_ntz']);

export function canCast(from: DataType, to: DataType, mode: Mode): boolean {
  if (sameType(from, to, false)) return true;
  if (from.kind === 'udt')
    return to.kind === 'udt' ? sameType(from.sqlType, to.sqlType) : canCast(from.sqlType, to, mode);
  if (from.kind === 'void') return true;
  const spatial = spatialCast(from, to);
  if (spatial !== undefined) return spatial;
  const nested = nestedCast(from, to, mode);
  if (nested !== undefined) return nested;
  if (isText(to)) return true;
  if (from.kind === 'variant') return to.kind !== 'interval' && to.kind !== 'daytime' && to.kind !== 'yearmonth';
  if (to.kind === 'variant') return from.kind !== 'interval' && from.kind !== 'map';
  return mode === 'legacy' ? legacyCast(from, to) : ansiCast(from, to);
}

type Spatial = Extract<DataType, { readonly srid: number }>;

const isSpatial = (type: DataType): type is Spatial => type.kind === 'geometry' || type.kind === 'geography';

/** Into a mixture of reference systems, and between degrees on a plane and on the globe. */
function spatialCast(from: DataType, to: DataType): boolean | undefined {
  if (!isSpatial(from)) return isSpatial(to) ? false : undefined;
  if (!isSpatial(to)) return false;
  return from.kind === to.kind ? to.srid === -1 : from.srid === to.srid && from.srid !== -1;
}

function nestedCast(from: DataType, to: DataType, mode: Mode): boolean | undefined {
  if (from.kind === 'array' && to.kind === 'array') {
    return (
      canCast(from.element, to.element, mode) &&
      keepsNulls(from.element, from.containsNull, to.element, to.containsNull, mode)
    );
  }
  if (from.kind === 'map' && to.kind === 'map') {
    return (
      canCast(from.key, to.key, mode) &&
      (mode === 'ansi' || !mayGiveNull(from.key, to.key)) &&
      canCast(from.value, to.value, mode) &&
      keepsNulls(from.value, from.valueContainsNull, to.value, to.valueContainsNull, mode)
    );
  }
  if (from.kind === 'struct' && to.kind === 'struct') {
    return (
      from.fields.length === to.fields.length &&
      from.fields.every((f, i) => {
        const target = to.fields[i];
        return (
          target !== undefined &&
          canCast(f.type, target.type, mode) &&
          keepsNulls(f.type, f.nullable, target.type, target.nullable, mode)
        );
      })
    );
  }
  const complex = ['array', 'map', 'struct'];
  if (complex.includes(from.kind)) return isText(to) || to.kind === 'variant';
  return complex.includes(to.kind) ? from.kind === 'variant' : undefined;
}

const keepsNulls = (from: DataType, fromNull: boolean, to: DataType, toNull: boolean, mode: Mode): boolean =>
  toNull || (!fromNull && (mode === 'ansi' || !mayGiveNull(from, to)));

function mayGiveNull(from: DataType, to: DataType): boolean {
  if (from.kind === 'void') return true;
  if (sameType(from, to)) return false;
  if (isText(from)) return !isText(to) && to.kind !== 'binary';
  if (isText(to)) return false;
  return to.kind === 'decimal';
}

function ansiCast(from: DataType, to: DataType): boolean {
  if (isText(from)) return !['variant', 'void'].includes(to.kind);
  switch (to.kind) {
    case 'boolean':
      return isNumeric(from);
    case 'timestamp':
      return isNumeric(from) || DATES.has(from.kind);
    case 'timestamp_ntz':
    case 'date':
      return DATES.has(from.kind);
    case 'binary':
      return false;
    case 'time':
      return from.kind === 'time' || from.kind === 'timestamp_ntz' || from.kind === 'timestamp';
    case 'daytime':
      return from.kind === 'daytime' || isIntegralOrDecimal(from);
    case 'yearmonth':
      return from.kind === 'yearmonth' || isIntegralOrDecimal(from);
    default:
      return isNumeric(to) && numberFrom(from, to);
  }
}

function numberFrom(from: DataType, to: DataType): boolean {
  if (isNumeric(from) || from.kind === 'boolean' || from.kind === 'timestamp') return true;
  if (from.kind !== 'daytime' && from.kind !== 'yearmonth') return false;
  if (!isIntegralOrDecimal(to)) return false;
  return to.kind === 'decimal' || from.start === from.end;
}

const isIntegralOrDecimal = (type: DataType): boolean =>
  isNumeric(type) && type.kind !== 'float' && type.kind !== 'double';

function legacyCast(from: DataType, to: DataType): boolean {
  if (isText(from)) return !['variant', 'void'].includes(to.kind);
  switch (to.kind) {
    case 'boolean':
      return isNumeric(from) || from.kind === 'date' || from.kind === 'timestamp';
    case 'timestamp':
      return isNumeric(from) || from.kind === 'boolean' || DATES.has(from.kind);
    case 'timestamp_ntz':
    case 'date':
      return DATES.has(from.kind);
    case 'binary':
      return from.kind === 'byte' || from.kind === 'short' || from.kind === 'integer' || from.kind === 'long';
    case 'time':
      return from.kind === 'time';
    case 'daytime':
      return from.kind === 'daytime' || isIntegralOrDecimal(from);
    case 'yearmonth':
      return from.kind === 'yearmonth' || isIntegralOrDecimal(from);
    default:
      return isNumeric(to) && (from.kind === 'date' || numberFrom(from, to));
  }
}

/** Where ANSI converts arguments and inserted values without being asked. */
export function canStore(from: DataType, to: DataType): boolean {
  const nested = nestedStore(from, to);
  if (nested !== undefined) return nested;
  if (sameType(from, to) || from.kind === 'void') return true;
  if (isNumeric(from) && isNumeric(to)) return true;
  if (isText(to)) return !NO_TEXT.has(from.kind);
  if (DATES.has(from.kind) && DATES.has(to.kind)) return true;
  return from.kind === to.kind && ['time', 'daytime', 'yearmonth'].includes(from.kind);
}

const NO_TEXT: ReadonlySet<Kind> = new Set(['array', 'map', 'struct', 'udt', 'variant', 'geometry', 'geography']);

/** Element by element, without letting NULLs in where there were none. */
function nestedStore(from: DataType, to: DataType): boolean | undefined {
  if (from.kind === 'array' && to.kind === 'array') {
    return canStore(from.element, to.element) && (to.containsNull || !from.containsNull);
  }
  if (from.kind === 'map' && to.kind === 'map') {
    const nulls = to.valueContainsNull || !from.valueContainsNull;
    return nulls && canStore(from.key, to.key) && canStore(from.value, to.value);
  }
  if (from.kind !== 'struct' || to.kind !== 'struct') return undefined;
  return (
    from.fields.length === to.fields.length &&
    from.fields.every((f, i) => {
      const target = to.fields[i];
      return target !== undefined && canStore(f.type, target.type) && (target.nullable || !f.nullable);
    })
  );
}
