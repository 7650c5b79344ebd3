// Java values as SQL literals, by the types Spark's `Literal` gives them.

import { raise } from '@tspark/engine/errors/raise.ts';
import { call, literal, NULL_LITERAL } from '@tspark/engine/tree/build.ts';
import type { Expression } from '@tspark/engine/tree/expression.ts';
import {
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  DAYTIME,
  type DataType,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  LONG,
  SHORT,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  YEARMONTH,
} from '@tspark/engine/types/data-type.ts';
import type { Value } from '@tspark/engine/types/value.ts';
import { BigDecimal } from '../../java/math/BigDecimal.ts';
import { SqlDate, Timestamp } from '../../java/sql/Timestamp.ts';
import { Duration, Instant, Period } from '../../java/time/amounts.ts';
import { LocalDate, LocalDateTime, LocalTime } from '../../java/time/local.ts';
import { List } from '../../java/util/List.ts';
import { MapInterface } from '../../java/util/Map.ts';
import type { JavaClass } from '../../java-class.ts';
import { JavaDouble, JavaObject, type JavaValue } from '../../value.ts';

const MICROS_PER_DAY = 86_400_000_000n;

const floorDiv = (a: bigint, b: bigint): bigint => (a % b < 0n ? a / b - 1n : a / b);

/** The precision Spark gives a decimal literal: never less than the scale. */
function decimalLiteral(unscaled: bigint, scale: number): Expression {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).length;
  if (scale < 0) return decimalLiteral(unscaled * 10n ** BigInt(-scale), 0);
  return literal(unscaled, decimal(Math.max(digits, scale), scale));
}

function objectLiteral(value: JavaObject): Expression {
  if (SqlDate.holds(value) || LocalDate.holds(value)) return literal(value.value as number, DATE);
  if (Timestamp.holds(value))
    return literal(value.value.seconds * 1_000_000n + BigInt(Math.floor(value.value.nanos / 1000)), TIMESTAMP);
  if (Instant.holds(value)) return literal(floorDiv(value.value, 1000n), TIMESTAMP);
  if (LocalDateTime.holds(value)) {
    const { epochDay, nanoOfDay } = value.value;
    return literal(BigInt(epochDay) * MICROS_PER_DAY + nanoOfDay / 1000n, TIMESTAMP_NTZ);
  }
  if (LocalTime.holds(value)) return literal(value.value, { kind: 'time', precision: 6 });
  if (Duration.holds(value)) return literal(value.value / 1000n, DAYTIME);
  if (Period.holds(value)) return literal(value.value.years * 12 + value.value.months, YEARMONTH);
  if (BigDecimal.holds(value)) return decimalLiteral(value.value.unscaled, value.value.scale);
  if (List.holds(value)) return call('array', value.value.map(literalOf));
  if (value.javaClass.kind === 'array')
    return arrayLiteral(value.javaClass.component, value.value as readonly JavaValue[]);
  if (MapInterface.holds(value))
    return call(
      'map',
      value.value.entries().flatMap(({ key, value: item }) => [literalOf(key), literalOf(item)]),
    );
  return raise('UNSUPPORTED_FEATURE.LITERAL_TYPE', { value: value.javaClass.name, type: value.javaClass.toString() });
}

/** Elements of Java arrays are of the array's type, whatever they look like on the wire. */
const ELEMENT_TYPES: Readonly<Record<string, DataType>> = {
  boolean: BOOLEAN,
  byte: BYTE,
  short: SHORT,
  int: INT,
  long: LONG,
  float: FLOAT,
  double: DOUBLE,
  'java.lang.String': STRING,
};

function arrayLiteral(component: JavaClass | null, values: readonly JavaValue[]): Expression {
  const element = ELEMENT_TYPES[component?.name ?? ''];
  if (element === undefined) return call('array', values.map(literalOf));
  const items = values.map((value): Value => (value instanceof JavaDouble ? value.value : (value as Value)));
  return literal(items, { kind: 'array', element, containsNull: element.kind === 'string' });
}

export function literalOf(value: JavaValue): Expression {
  switch (typeof value) {
    case 'boolean':
      return literal(value, BOOLEAN);
    case 'number':
      return literal(value, INT);
    case 'bigint':
      return literal(value, LONG);
    case 'string':
      return literal(value, STRING);
    default:
      if (value === null) return NULL_LITERAL;
      if (value instanceof JavaDouble) return literal(value.value, value.single ? FLOAT : DOUBLE);
      if (value instanceof JavaObject) return objectLiteral(value);
      return literal(value, BINARY);
  }
}
