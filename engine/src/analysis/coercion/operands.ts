/** Brings the two operands of an operator together before its overload is chosen. */
import type { Coercion } from '../../functions/define.ts';
import type { Expression } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { DATE, type DataType, DOUBLE, sameType, TIMESTAMP } from '../../types/data-type.ts';
import { type CoercionMode, isAtomic, isText, promotedString, tightestCommonType } from './common-type.ts';
import { decimalFor, decimalForLiteral, isNumeric, widerDecimal } from './decimal-rules.ts';
import { putCast } from './put-cast.ts';
import { isTemporal, type Pair, temporalOperands } from './temporal-operands.ts';

export function coerceOperands(
  coercion: Coercion,
  operator: string,
  left: Expression,
  right: Expression,
  mode: CoercionMode,
): Pair {
  const scaled = scaledInterval(operator, left, right, mode);
  if (scaled !== undefined) return scaled;
  switch (coercion) {
    case 'arithmetic':
      return arithmetic(operator, left, right, mode);
    case 'division':
      return division(left, right, mode);
    case 'comparison':
      return comparison(left, right, mode);
    case 'decimal-any':
      return decimals(left, right, mode) ?? [left, right];
  }
}

/** NULL times an interval, or an interval divided by NULL: NULL stands for a number. */
function scaledInterval(operator: string, left: Expression, right: Expression, mode: CoercionMode): Pair | undefined {
  if (operator !== '*' && operator !== '/') return undefined;
  const [l, r] = [typeOf(left), typeOf(right)];
  if (r.kind === 'void' && isTemporal(l)) return [left, putCast(right, DOUBLE, mode)];
  if (l.kind !== 'void' || !isTemporal(r)) return undefined;
  return operator === '*' ? [putCast(left, DOUBLE, mode), right] : [left, right];
}

const both = (left: Expression, right: Expression, type: DataType, mode: CoercionMode): Pair => [
  putCast(left, type, mode),
  putCast(right, type, mode),
];

function arithmetic(operator: string, left: Expression, right: Expression, mode: CoercionMode): Pair {
  const [l, r] = [typeOf(left), typeOf(right)];
  if (l.kind === 'void' && r.kind === 'void') return both(left, right, DOUBLE, mode);
  const dated = temporalOperands(operator, left, right, mode);
  if (dated !== undefined) return dated;
  const read = mode.ansi ? undefined : textAsDouble(left, right, mode);
  if (read !== undefined) return read;
  if (isTemporal(l) || isTemporal(r)) return [left, right];
  const promoted = promoteText(left, right, mode);
  if (promoted !== undefined) return promoted;
  const exact = decimals(left, right, mode);
  if (exact !== undefined) return exact;
  const common = tightestCommonType(l, r, mode);
  return common === undefined || !isNumeric(common) ? [left, right] : both(left, right, common, mode);
}

/** Without ANSI text is read as a number next to anything but an interval. */
function textAsDouble(left: Expression, right: Expression, mode: CoercionMode): Pair | undefined {
  const [l, r] = [typeOf(left), typeOf(right)];
  const isPlain = (type: DataType): boolean => !['interval', 'daytime', 'yearmonth'].includes(type.kind);
  if ((!isText(l) && !isText(r)) || !isPlain(l) || !isPlain(r)) return undefined;
  const read = (operand: Expression, type: DataType): Expression =>
    isText(type) || isNumeric(type) || type.kind === 'void' ? putCast(operand, DOUBLE, mode) : operand;
  return [read(left, l), read(right, r)];
}

function promoteText(left: Expression, right: Expression, mode: CoercionMode): Pair | undefined {
  const [l, r] = [typeOf(left), typeOf(right)];
  if (!isText(l) && !isText(r)) return undefined;
  if (mode.ansi) {
    const type = promotedString(l, r);
    return type === undefined ? undefined : both(left, right, type, mode);
  }
  const numeric = (type: DataType): boolean => isNumeric(type) || isText(type) || type.kind === 'void';
  if (!numeric(l) || !numeric(r)) return undefined;
  return both(left, right, DOUBLE, mode);
}

/** Decimals keep their own sizes in arithmetic; whole numbers next to them become decimals, binary floats win. */
function decimals(left: Expression, right: Expression, mode: CoercionMode): Pair | undefined {
  const [l, r] = [typeOf(left), typeOf(right)];
  if (l.kind !== 'decimal' && r.kind !== 'decimal') return undefined;
  if (l.kind === 'void') return [putCast(left, r, mode), right];
  if (r.kind === 'void') return [left, putCast(right, l, mode)];
  if (!isNumeric(l) || !isNumeric(r)) return undefined;
  if ([l, r].some((type) => type.kind === 'float' || type.kind === 'double')) return both(left, right, DOUBLE, mode);
  return [asDecimal(left, mode), asDecimal(right, mode)];
}

function asDecimal(expression: Expression, mode: CoercionMode): Expression {
  const type = decimalForLiteral(expression) ?? decimalFor(typeOf(expression));
  return type === undefined ? expression : putCast(expression, type, mode);
}

function division(left: Expression, right: Expression, mode: CoercionMode): Pair {
  const [l, r] = [typeOf(left), typeOf(right)];
  if (isTemporal(l) || isTemporal(r)) return [left, right];
  const promoted = promoteText(left, right, mode) ?? [left, right];
  const exact = decimals(promoted[0], promoted[1], mode);
  if (exact !== undefined) return exact;
  const fits = (type: DataType): boolean => isNumeric(type) || type.kind === 'void';
  if (!promoted.every((operand) => fits(typeOf(operand)))) return promoted;
  return both(promoted[0], promoted[1], DOUBLE, mode);
}

function comparison(left: Expression, right: Expression, mode: CoercionMode): Pair {
  const [l, r] = [typeOf(left), typeOf(right)];
  if (sameType(l, r)) return [left, right];
  const exact = decimals(left, right, mode);
  if (exact !== undefined) {
    const [a, b] = exact.map(typeOf) as [DataType, DataType];
    if (a.kind !== 'decimal' || b.kind !== 'decimal') return exact;
    return both(exact[0], exact[1], widerDecimal(a, b), mode);
  }
  const common = tightestCommonType(l, r, mode) ?? (mode.ansi ? promotedString(l, r) : legacyCompared(l, r));
  return common === undefined ? [left, right] : both(left, right, common, mode);
}

/** Without ANSI a string next to anything atomic is read as that. */
function legacyCompared(l: DataType, r: DataType): DataType | undefined {
  const other = isText(l) ? r : isText(r) ? l : undefined;
  if (other === undefined || !isAtomic(other) || other.kind === 'daytime' || other.kind === 'yearmonth')
    return undefined;
  if (other.kind === 'date') return DATE;
  return other.kind === 'timestamp' ? TIMESTAMP : other;
}
