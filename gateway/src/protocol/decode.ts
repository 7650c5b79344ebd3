// The text of one argument to a Java value.

import type { Gateway } from '../gateway.ts';
import { parseDecimal } from '../jvm/decimal.ts';
import { parseDouble, parseInt64 } from '../jvm/java/lang/boxes.ts';
import { BigDecimal } from '../jvm/java/math/BigDecimal.ts';
import { JavaDouble, type JavaValue } from '../jvm/value.ts';
import { noSuchObject, ProtocolError } from './errors.ts';
import { unescapeText } from './escape.ts';
import { TYPE } from './tags.ts';

const PYTHON_DOUBLES: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Infinity],
  ['-inf', -Infinity],
]);

export function decodeArgument(part: string, gateway: Gateway): JavaValue {
  const text = part.slice(1);
  switch (part.charAt(0)) {
    case TYPE.string:
      return unescapeText(text);
    case TYPE.int:
      return decodeInt(text);
    case TYPE.reference: {
      const object = gateway.objects.get(text);
      if (object === null) throw noSuchObject(text);
      return object;
    }
    case TYPE.boolean:
      return text.toLowerCase() === 'true';
    case TYPE.null:
    case TYPE.void:
      return null;
    case TYPE.long:
      return parseInt64(text);
    case TYPE.double:
      return new JavaDouble(PYTHON_DOUBLES.get(text) ?? parseDouble(text));
    case TYPE.bytes:
      return new Uint8Array(Buffer.from(text, 'base64'));
    case TYPE.decimal:
      return BigDecimal.of(parseDecimal(text));
    case TYPE.proxy:
      return gateway.proxies.create(text);
    default:
      throw new ProtocolError(`Command Part is unknown: ${part.slice(0, 100)}`);
  }
}

/** An int that does not fit 32 bits is taken as a long. */
function decodeInt(text: string): JavaValue {
  const value = Number(text);
  return (value | 0) === value && /^[+-]?\d+$/.test(text) ? value : parseInt64(text);
}

export function decodeArguments(parts: readonly string[], gateway: Gateway): JavaValue[] {
  return parts.map((part) => decodeArgument(part, gateway));
}
