/** What a failed conversion does: NULL, or Spark's error with the value as SQL would write it. */
import type { QueryContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { ANSI_CONF } from '../../functions/impl/failures.ts';
import { type DataType, sqlName } from '../../types/data-type.ts';
import { decimalText } from '../../types/decimal.ts';
import { doubleText, floatText } from '../../types/number-text.ts';
import { timestampText, timeZone } from '../../types/time-zone.ts';
import type { Value } from '../../types/value.ts';

export interface CastOptions {
  readonly mode: 'ansi' | 'legacy' | 'try';
  readonly timeZone: string;
  readonly context: QueryContext | undefined;
}

export type Convert = (value: never) => Value;
/** Handles a value that has no counterpart. */
export type Failure = (value: Value) => null;

const typeText = (type: DataType): string => `"${sqlName(type)}"`;

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export function valueText(value: Value, type: DataType, zone: string): string {
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'varchar':
      return quoted(value as string);
    case 'byte':
      return `${value}Y`;
    case 'short':
      return `${value}S`;
    case 'long':
      return `${value}L`;
    case 'decimal':
      return `${decimalText(value as bigint, type.scale)}BD`;
    case 'float':
      return floatText(value as number);
    case 'double':
      return Number.isFinite(value) ? `${doubleText(value as number)}D` : doubleText(value as number);
    case 'timestamp':
      return `TIMESTAMP '${timestampText(value as bigint, timeZone(zone))}'`;
    default:
      return String(value);
  }
}

const giveNull: Failure = () => null;

export function malformed(from: DataType, to: DataType, options: CastOptions): Failure {
  if (options.mode !== 'ansi') return giveNull;
  return (value) =>
    raise(
      'CAST_INVALID_INPUT',
      {
        expression: valueText(value, from, options.timeZone),
        sourceType: typeText(from),
        targetType: typeText(to),
        ansiConfig: ANSI_CONF,
      },
      { context: options.context },
    );
}

export function outOfRange(from: DataType, to: DataType, options: CastOptions): Failure {
  if (options.mode !== 'ansi') return giveNull;
  return (value) =>
    raise('CAST_OVERFLOW', {
      value: valueText(value, from, options.timeZone),
      sourceType: typeText(from),
      targetType: typeText(to),
      ansiConfig: ANSI_CONF,
    });
}

export function tooManyDigits(options: CastOptions): (text: string) => null {
  if (options.mode !== 'ansi') return () => null;
  return (value) => raise('NUMERIC_OUT_OF_SUPPORTED_RANGE', { value });
}

export function notRepresentable(
  to: DataType & { kind: 'decimal' },
  options: CastOptions,
): (unscaled: bigint, scale: number) => null {
  if (options.mode !== 'ansi') return () => null;
  return (unscaled, scale) =>
    raise(
      'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION',
      {
        value: decimalText(unscaled, scale),
        precision: String(to.precision),
        scale: String(to.scale),
        config: ANSI_CONF,
      },
      { context: options.context },
    );
}
