/** Java's `Formatter` for the kinds of values SQL has. */
import { raise } from '../../errors/raise.ts';
import type { DataType, Kind } from '../../types/data-type.ts';
import { decimalText } from '../../types/decimal.ts';
import { doubleText, floatText } from '../../types/number-text.ts';
import type { Value } from '../../types/value.ts';

interface Spec {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

const SPECS = /%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

export function printfOf(
  types: readonly DataType[],
): (format: string | null, ...values: readonly Value[]) => string | null {
  return (format, ...values) => {
    if (format === null) return null;
    let next = 0;
    return format.replaceAll(
      SPECS,
      (_, place: string | undefined, flags: string, width = '0', precision: string | undefined, conversion: string) => {
        const spec: Spec = {
          flags,
          width: Number(width),
          precision: precision === undefined ? undefined : Number(precision),
          conversion,
        };
        if (conversion === 'n') return '\n';
        if (conversion === '%') return filled('%', spec);
        if (place === '0')
          raise('INVALID_PARAMETER_VALUE.ZERO_INDEX', { parameter: '`strfmt`', functionName: '`format_string`' });
        const at = place === undefined ? next++ : Number(place) - 1;
        return filled(converted(values[at] ?? null, types[at] ?? { kind: 'void' }, spec), spec);
      },
    );
  };
}

function filled(text: string, { flags, width }: Spec): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || text.length >= width) return text.padStart(width);
  const sign = /^[+\- (]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function converted(value: Value, type: DataType, spec: Spec): string {
  const upper = spec.conversion !== spec.conversion.toLowerCase();
  const text = lowerCased(value, type, spec);
  return upper ? text.toUpperCase() : text;
}

const INTEGERS: readonly Kind[] = ['byte', 'short', 'integer', 'date', 'yearmonth'];
const WHOLE: readonly Kind[] = [...INTEGERS, 'long', 'timestamp', 'timestamp_ntz', 'daytime', 'time'];
const FRACTIONS: readonly Kind[] = ['float', 'double'];

/** What Java's conversions take of the values as Spark holds them; the others take anything. */
const TAKEN: Readonly<Record<string, readonly Kind[]>> = {
  c: INTEGERS,
  d: WHOLE,
  x: WHOLE,
  o: WHOLE,
  e: FRACTIONS,
  f: FRACTIONS,
};

/** The Java class of a value, which the error names. */
function classOf({ kind }: DataType): string {
  if (INTEGERS.includes(kind)) return `java.lang.${kind === 'byte' ? 'Byte' : kind === 'short' ? 'Short' : 'Integer'}`;
  if (WHOLE.includes(kind)) return 'java.lang.Long';
  switch (kind) {
    case 'boolean':
      return 'java.lang.Boolean';
    case 'float':
      return 'java.lang.Float';
    case 'double':
      return 'java.lang.Double';
    case 'decimal':
      return 'org.apache.spark.sql.types.Decimal';
    case 'binary':
      return '[B';
    case 'array':
      return 'org.apache.spark.sql.catalyst.util.GenericArrayData';
    case 'map':
      return 'org.apache.spark.sql.catalyst.util.ArrayBasedMapData';
    case 'struct':
      return 'org.apache.spark.sql.catalyst.expressions.GenericInternalRow';
    default:
      return 'org.apache.spark.unsafe.types.UTF8String';
  }
}

function lowerCased(value: Value, type: DataType, spec: Spec): string {
  const conversion = spec.conversion.toLowerCase();
  if (conversion === 'b') return String(value === null ? false : typeof value === 'boolean' ? value : true);
  if (value === null) return 'null';
  if (TAKEN[conversion]?.includes(type.kind) === false)
    raise('_LEGACY_FORMAT_CONVERSION', { conversion: spec.conversion, className: classOf(type) });
  switch (conversion) {
    case 's':
      return cut(plain(value, type), spec);
    case 'c':
      return String.fromCodePoint(Number(value));
    case 'd':
      return signed(BigInt(value as number) < 0n, grouped(String(value).replace('-', ''), spec), spec);
    case 'x':
    case 'o':
      return BigInt.asUintN(bitsOf(type), BigInt(value as number)).toString(conversion === 'x' ? 16 : 8);
    case 'f': {
      const number = Number(value);
      return signed(number < 0, grouped(Math.abs(number).toFixed(spec.precision ?? 6), spec), spec);
    }
    case 'e': {
      const number = Number(value);
      const [digits, exponent = '+0'] = Math.abs(number)
        .toExponential(spec.precision ?? 6)
        .split('e');
      return signed(number < 0, `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`, spec);
    }
    default:
      return raise('UNSUPPORTED_FORMAT_CONVERSION', { conversion: `%${spec.conversion}` });
  }
}

const cut = (text: string, { precision }: Spec): string => (precision === undefined ? text : text.slice(0, precision));

function bitsOf(type: DataType): number {
  return type.kind === 'long' ? 64 : type.kind === 'integer' ? 32 : type.kind === 'short' ? 16 : 8;
}

function plain(value: Value, type: DataType): string {
  switch (type.kind) {
    case 'decimal':
      return decimalText(value as bigint, type.scale);
    case 'double':
      return doubleText(value as number);
    case 'float':
      return floatText(value as number);
    default:
      return String(value);
  }
}

function grouped(digits: string, { flags }: Spec): string {
  if (!flags.includes(',')) return digits;
  const [whole = '', fraction] = digits.split('.');
  const parts = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? parts : `${parts}.${fraction}`;
}

function signed(negative: boolean, digits: string, { flags }: Spec): string {
  if (negative) return flags.includes('(') ? `(${digits})` : `-${digits}`;
  return flags.includes('+') ? `+${digits}` : flags.includes(' ') ? ` ${digits}` : digits;
}
