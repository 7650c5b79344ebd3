/** The type an argument is silently brought to for a function that wants another one. */
import type { ArgType } from '../../functions/arg-types.ts';
import { type DataType, type Kind, sameType } from '../../types/data-type.ts';
import { canStore } from './cast-rules.ts';
import { type CoercionMode, isAtomic, isText } from './common-type.ts';
import { isNumeric } from './decimal-rules.ts';

/** `undefined` where Spark has no silent conversion. */
export function implicitCast(from: DataType, to: DataType, mode: CoercionMode): DataType | undefined {
  if (sameType(from, to)) return from;
  if (from.kind === 'void') return to;
  if (isText(from) && isText(to)) return from;
  return (mode.ansi ? ansiAllows(from, to) : legacyAllows(from, to, mode)) ? to : undefined;
}

function ansiAllows(from: DataType, to: DataType): boolean {
  if (isText(from) && isAtomic(to)) return true;
  return canStore(from, to);
}

const FROM_TEXT: ReadonlySet<Kind> = new Set([
  'date',
  'timestamp',
  'timestamp_ntz',
  'binary',
  'daytime',
  'yearmonth',
  'time',
]);
const DATES: ReadonlySet<Kind> = new Set(['date', 'timestamp', 'timestamp_ntz']);

function legacyAllows(from: DataType, to: DataType, mode: CoercionMode): boolean {
  if (isNumeric(from) && isNumeric(to)) return true;
  if (DATES.has(from.kind) && DATES.has(to.kind)) return true;
  if (isText(from)) return isNumeric(to) || FROM_TEXT.has(to.kind);
  if (isText(to)) return isAtomic(from) || from.kind === 'interval';
  if (from.kind === 'array' && to.kind === 'array') {
    return (to.containsNull || !from.containsNull) && implicitCast(from.element, to.element, mode) !== undefined;
  }
  return false;
}

const ORDERABLE_NOT: ReadonlySet<Kind> = new Set(['map', 'interval', 'variant', 'geometry', 'geography']);

export function isOrderable(type: DataType): boolean {
  if (type.kind === 'array') return isOrderable(type.element);
  if (type.kind === 'struct') return type.fields.every((f) => isOrderable(f.type));
  return type.kind === 'udt' ? isOrderable(type.sqlType) : !ORDERABLE_NOT.has(type.kind);
}

/** Whether values of a type may stand for a type variable narrowed to `of`. */
export function allowedFor(of: Extract<ArgType, { accept: 'variable' }>['of'], type: DataType): boolean {
  switch (of) {
    case 'any':
      return true;
    case 'orderable':
      return isOrderable(type);
    case 'atomic':
      return isAtomic(type) || type.kind === 'void' || type.kind === 'interval';
    case 'numeric':
      return isNumeric(type);
  }
}
