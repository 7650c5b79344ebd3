// Literals as Column.toString writes them.

import type { Literal } from '@tspark/engine/tree/expression.ts';
import { formatDate, formatTime, formatTimestampNtz } from '@tspark/engine/types/datetime-text.ts';
import { JavaDouble } from '../../value.ts';
import { doubleText } from '../../number-text.ts';
import { plainDecimal } from '../../decimal.ts';
import { Duration } from '../../java/time/amounts.ts';
import { Timestamp } from '../../java/sql/Timestamp.ts';
import { valueText } from '../../value-text.ts';

function timestampText(micros: bigint): string {
  const nanos = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return valueText(Timestamp.of({ seconds: (micros - nanos) / 1_000_000n, nanos: Number(nanos) * 1000 }));
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
      return formatDate(value as number);
    case 'timestamp':
      return timestampText(value as bigint);
    case 'timestamp_ntz':
      return formatTimestampNtz(value as bigint).replace(' ', 'T');
    case 'time':
      return formatTime(value as bigint);
    case 'daytime':
      return valueText(Duration.of((value as bigint) * 1000n));
    default:
      return String(value);
  }
}
