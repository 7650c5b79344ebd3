/** Literals as explain prints them: bare text, dates and numbers in Spark's spelling. */
import type { Literal } from '../tree/expression.ts';
import type { DataType } from '../types/data-type.ts';
import type { MapValue, Value } from '../types/value.ts';

export function literalText(literal: Literal): string {
  return valueText(literal.value, literal.type);
}

export function valueText(value: Value, type: DataType): string {
  if (value === null) return 'null';
  switch (type.kind) {
    case 'float':
    case 'double':
      return doubleText(value as number);
    case 'decimal':
      return decimalText(value as bigint, type.scale);
    case 'date':
      return new Date((value as number) * 86_400_000).toISOString().slice(0, 10);
    case 'timestamp':
    case 'timestamp_ntz':
      return timestampText(value as bigint);
    case 'binary':
      return `0x${Buffer.from(value as Uint8Array)
        .toString('hex')
        .toUpperCase()}`;
    case 'array':
      return `[${(value as readonly Value[]).map((item) => valueText(item, type.element)).join(',')}]`;
    case 'struct':
      return `[${type.fields.map((f, i) => valueText((value as readonly Value[])[i] ?? null, f.type)).join(',')}]`;
    case 'map': {
      const { keys, values } = value as MapValue;
      const entries = keys.map(
        (key, i) => `${valueText(key, type.key)} -> ${valueText(values[i] ?? null, type.value)}`,
      );
      return `keys: [${entries.join(',')}]`;
    }
    case 'udt':
      return valueText(value, type.sqlType);
    default:
      return typeof value === 'object'
        ? JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v))
        : String(value);
  }
}

function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled);
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Java's Double.toString. */
function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const magnitude = Math.abs(value);
  if (magnitude === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (magnitude >= 1e-3 && magnitude < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

function timestampText(micros: bigint): string {
  const millis = micros >= 0n ? micros / 1000n : (micros - 999n) / 1000n;
  const text = new Date(Number(millis)).toISOString().replace('T', ' ').slice(0, 19);
  const fraction = (((micros % 1_000_000n) + 1_000_000n) % 1_000_000n).toString().padStart(6, '0').replace(/0+$/, '');
  return fraction === '' ? text : `${text}.${fraction}`;
}
