// Java values to the text Python reads: one type letter, then the value or the id of a new reference.

import { type Decimal, plainDecimal } from '../jvm/decimal.ts';
import { doubleText } from '../jvm/number-text.ts';
import { JavaDouble, JavaObject, type JavaResult } from '../jvm/value.ts';
import type { ObjectTable } from '../objects/object-table.ts';
import { escapeText } from './escape.ts';
import { TYPE } from './tags.ts';

export function encodeValue(value: JavaResult, objects: ObjectTable): string {
  switch (typeof value) {
    case 'string':
      return TYPE.string + escapeText(value);
    case 'number':
      if ((value | 0) !== value) throw new Error(`${value} was returned as an int`);
      return TYPE.int + value;
    case 'bigint':
      return TYPE.long + value;
    case 'boolean':
      return value ? 'btrue' : 'bfalse';
    case 'undefined':
      return TYPE.void;
    default:
      return value === null ? TYPE.null : encodeObject(value, objects);
  }
}

function encodeObject(value: JavaObject | JavaDouble | Uint8Array, objects: ObjectTable): string {
  if (value instanceof JavaObject) {
    const { tag } = value.javaClass;
    if (tag === TYPE.decimal) return tag + plainDecimal(value.value as Decimal);
    return tag + objects.put(value);
  }
  if (value instanceof JavaDouble) return TYPE.double + doubleText(value);
  return TYPE.bytes + Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}

export function successAnswer(part: string): string {
  return `!y${part}\n`;
}

export function errorAnswer(message: string | null): string {
  return message === null ? '!x\n' : `!xs${escapeText(message)}\n`;
}

export function fatalAnswer(message: string): string {
  return `!zs${escapeText(message)}\n`;
}
