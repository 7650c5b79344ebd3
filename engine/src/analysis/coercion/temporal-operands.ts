/** Sums and differences of dates, timestamps and intervals with what can be read as one of them. */
import type { Expression } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { DATE, DAYTIME, type DataType, INTERVAL, type Kind, TIMESTAMP } from '../../types/data-type.ts';
import { type CoercionMode, isText, tightestCommonType } from './common-type.ts';
import { putCast } from './put-cast.ts';

export type Pair = readonly [Expression, Expression];

const TEMPORAL: ReadonlySet<Kind> = new Set([
  'date',
  'timestamp',
  'timestamp_ntz',
  'time',
  'interval',
  'daytime',
  'yearmonth',
]);

/** Dates, times and intervals have overloads of their own for mixed operands. */
export const isTemporal = (type: DataType): boolean => TEMPORAL.has(type.kind);

const isTimestamp = (type: DataType): boolean => type.kind === 'timestamp' || type.kind === 'timestamp_ntz';
const isFields = (type: DataType): boolean => type.kind === 'daytime' || type.kind === 'yearmonth';
/** Intervals that shift timestamps whatever stands on the other side. */
const isShift = (type: DataType): boolean => type.kind === 'daytime' || type.kind === 'interval';

/** `'2020-01-01' + INTERVAL '1' DAY`, either way round. */
export function isShiftedText(operator: string, left: Expression, right: Expression): boolean {
  if (!isSumOrDifference(operator)) return false;
  const [l, r] = [typeOf(left), typeOf(right)];
  return (isSum(operator) && isShift(l) && isText(r)) || (isText(l) && isShift(r));
}

export const isSum = (operator: string): boolean => operator === '+' || operator === 'try_add';
export const isSumOrDifference = (operator: string): boolean =>
  isSum(operator) || operator === '-' || operator === 'try_subtract';

/** `undefined` where no operand stands for another type than its own. */
export function temporalOperands(
  operator: string,
  left: Expression,
  right: Expression,
  mode: CoercionMode,
): Pair | undefined {
  const [l, r] = [typeOf(left), typeOf(right)];
  const intervals = intervalOperands(left, right, mode);
  if (intervals !== undefined || !isSumOrDifference(operator)) return intervals;
  if (isShiftedText(operator, left, right)) {
    return isText(l) ? [putCast(left, TIMESTAMP, mode), right] : [left, putCast(right, TIMESTAMP, mode)];
  }
  if (isSum(operator)) return shiftedByNull(left, right, mode);
  const readable = (type: DataType): boolean => (mode.ansi && isText(type)) || type.kind === 'void';
  if (isTimestamp(r) && readable(l)) return [putCast(left, r, mode), right];
  if (isTimestamp(l) && readable(r)) return [left, putCast(right, l, mode)];
  if (l.kind === 'date' && readable(r)) return [left, putCast(right, DATE, mode)];
  const isDay = isText(l) || l.kind === 'void';
  return r.kind === 'date' && isDay ? [putCast(left, DATE, mode), right] : undefined;
}

/** NULL added to a date or timestamp is an interval. */
function shiftedByNull(left: Expression, right: Expression, mode: CoercionMode): Pair | undefined {
  const [l, r] = [typeOf(left), typeOf(right)];
  if (l.kind === 'date' && r.kind === 'void') return [left, putCast(right, DAYTIME, mode)];
  if (r.kind === 'date' && l.kind === 'void') return [putCast(left, DAYTIME, mode), right];
  if (isTimestamp(l) && r.kind === 'void') return [left, putCast(right, INTERVAL, mode)];
  return isTimestamp(r) && l.kind === 'void' ? [putCast(left, INTERVAL, mode), right] : undefined;
}

/** NULL next to an interval is an interval; two intervals of one family get its common fields. */
function intervalOperands(left: Expression, right: Expression, mode: CoercionMode): Pair | undefined {
  const [l, r] = [typeOf(left), typeOf(right)];
  if (l.kind === 'void' && isFields(r)) return [putCast(left, r, mode), right];
  if (r.kind === 'void' && isFields(l)) return [left, putCast(right, l, mode)];
  const common = l.kind === r.kind && isFields(l) ? tightestCommonType(l, r, mode) : undefined;
  return common === undefined ? undefined : [putCast(left, common, mode), putCast(right, common, mode)];
}
