// `a`: elements, slices, lengths and construction of Java arrays.

import { arrayClass, defaultElement } from '../jvm/array-class.ts';
import { classOf } from '../jvm/class-of.ts';
import {
  ArrayIndexOutOfBoundsException,
  IllegalArgumentException,
  NegativeArraySizeException,
  OutOfMemoryError,
} from '../jvm/java/lang/exceptions.ts';
import type { JavaClass } from '../jvm/java-class.ts';
import { fitCost } from '../jvm/overload.ts';
import { BYTE_PRIMITIVE } from '../jvm/primitives.ts';
import { javaError } from '../jvm/throwable.ts';
import { JavaDouble, type JavaObject, type JavaValue } from '../jvm/value.ts';
import { decodeArgument, decodeArguments } from '../protocol/decode.ts';
import { encodeValue, errorAnswer, successAnswer } from '../protocol/encode.ts';
import { py4jError } from '../protocol/errors.ts';
import { VOID_ANSWER } from '../protocol/tags.ts';
import { classByName, objectById } from './call.ts';
import type { CommandCall, CommandHandler } from './command.ts';

const MAX_ELEMENTS = 100_000_000;

interface ArrayTarget {
  readonly component: JavaClass;
  readonly elements: JavaValue[];
}

export const arrayCommand: CommandHandler = (call) => {
  const { gateway, fixed, args } = call;
  const [subCommand = '', target = ''] = fixed;
  switch (subCommand) {
    case 'g': {
      const { elements } = arrayById(target, call);
      const index = indexOf(args[0], elements, call);
      return successAnswer(encodeValue(elements[index], gateway.objects));
    }
    case 's':
      return setElement(call, arrayById(target, call));
    case 'l': {
      const { component, elements } = arrayById(target, call);
      const slice = args.map((part) => elements[indexOf(part, elements, call)] ?? null);
      return successAnswer(encodeValue(arrayClass(component).of(slice), gateway.objects));
    }
    case 'e':
      return successAnswer(encodeValue(arrayById(target, call).elements.length, gateway.objects));
    case 'c':
      return createArray(call, target);
    default:
      return errorAnswer(`Unknown Array SubCommand Name: ${subCommand}`);
  }
};

function arrayById(id: string, { gateway }: CommandCall): ArrayTarget {
  const { javaClass, value } = objectById(id, gateway);
  if (javaClass.component === null) throw javaError(IllegalArgumentException, 'Argument is not an array');
  return { component: javaClass.component, elements: value as JavaValue[] };
}

function indexOf(part: string | undefined, elements: readonly JavaValue[], { gateway }: CommandCall): number {
  const index = decodeArgument(part ?? '', gateway);
  if (typeof index === 'number' && index >= 0 && index < elements.length) return index;
  const message = `Index ${String(index)} out of bounds for length ${elements.length}`;
  throw javaError(ArrayIndexOutOfBoundsException, message);
}

function setElement(call: CommandCall, { component, elements }: ArrayTarget): string {
  const index = indexOf(call.args[0], elements, call);
  const value = decodeArgument(call.args[1] ?? '', call.gateway);
  if (fitCost(component, value) < 0) {
    const given = value === null ? 'null' : classOf(value).name;
    throw py4jError(`Cannot convert ${given} to ${component.name}`);
  }
  elements[index] = asElement(component, value);
  return VOID_ANSWER;
}

function asElement(component: JavaClass, value: JavaValue): JavaValue {
  switch (component.name) {
    case 'long':
    case 'java.lang.Long':
      return typeof value === 'number' ? BigInt(value) : value;
    case 'float':
    case 'java.lang.Float':
      return value instanceof JavaDouble ? new JavaDouble(Math.fround(value.value), true) : value;
    case 'short':
      return typeof value === 'number' ? (value << 16) >> 16 : value;
    case 'byte':
      return typeof value === 'number' ? (value << 24) >> 24 : value;
    case 'char':
      return typeof value === 'string' ? value.charAt(0) : value;
    default:
      return value;
  }
}

/** `s<class>` and one int a dimension. */
function createArray(call: CommandCall, name: string): string {
  const { gateway } = call;
  const decoded = decodeArgument(name, gateway);
  const component = classByName(typeof decoded === 'string' ? decoded : '', gateway);
  const sizes = decodeArguments(call.args, gateway).map((size) => (typeof size === 'number' ? size : -1));
  if (sizes.length === 0 || sizes.length > 255) throw javaError(IllegalArgumentException, 'Wrong number of dimensions');
  const negative = sizes.find((size) => size < 0);
  if (negative !== undefined) throw javaError(NegativeArraySizeException, String(negative));
  if (sizes.reduce((product, size) => product * Math.max(size, 1), 1) > MAX_ELEMENTS) {
    throw javaError(OutOfMemoryError, 'Requested array size exceeds limit');
  }
  return successAnswer(encodeValue(newArray(component, sizes), gateway.objects));
}

function newArray(component: JavaClass, sizes: readonly number[]): JavaObject | Uint8Array {
  const [size = 0, ...inner] = sizes;
  if (inner.length === 0) {
    if (component === BYTE_PRIMITIVE) return new Uint8Array(size);
    return arrayClass(component).of(new Array<JavaValue>(size).fill(defaultElement(component)));
  }
  const elements = Array.from({ length: size }, () => newArray(component, inner));
  const innerClass = inner.reduce<JavaClass>((element) => arrayClass(element) as JavaClass, component);
  return arrayClass(innerClass).of(elements);
}
