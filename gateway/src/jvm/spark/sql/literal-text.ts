// Literals as Column.toString writes them.

import type { Literal } from '@tspark/engine/tree/expression.ts';
import { plainDecimal } from '../../decimal.ts';
import { Timestamp } from '../../java/sql/Timestamp.ts';
import { Duration } from '../../java/time/amounts.ts';
import { LocalDate, LocalDateTime, LocalTime } from '../../java/time/local.ts';
import { doubleText } from '../../number-text.ts';
import { JavaDouble } from '../../value.ts';
import { valueText } from '../../value-text.ts';

function timestampText(micros: bigint): string {
  const nanos = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return valueText(Timestamp.of({ seconds: (micros - nanos) / 1_000_000n, nanos: Number(nanos) * 1000 }));
}

const MICROS_PER_DAY = 86_400_000_000n;

function localDateTime(micros: bigint) {
  const inDay = ((micros % MICROS_PER_DAY) + MICROS_PER_DAY) % MICROS_PER_DAY;
  return LocalDateTime.of({ epochDay: Number((micros - inDay) / MICROS_PER_DAY), nanoOfDay: inDay * 1000n });
}

export function literalText({ type, value }: Literal): string {
  if (value === null) return 'NULL';
  switch (type.kind) {
    case 'string':
      return `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    case 'long':
      return `${value}L`;
    case 'double':
    case 'float':
      return doubleText(new JavaDouble(value as number, type.kind === 'float'));
    case 'decimal':
      return plainDecimal({ unscaled: value as bigint, scale: type.scale });
    case 'date':
      return valueText(LocalDate.of(value as number));
    case 'timestamp':
      return timestampText(value as bigint);
    case 'timestamp_ntz':
      return valueText(localDateTime(value as bigint));
    case 'time':
      return valueText(LocalTime.of(value as bigint));
    case 'daytime':
      return valueText(Duration.of((value as bigint) * 1000n));
    default:
      return String(value);
  }
}
