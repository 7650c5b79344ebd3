// `l`: what Python's list protocol needs of a Java list in one command.

import { sameValue } from '../jvm/identity.ts';
import { ClassCastException, IndexOutOfBoundsException, OutOfMemoryError } from '../jvm/java/lang/exceptions.ts';
import { javaList, List, reverseList, sortList } from '../jvm/java/util/List.ts';
import { javaError } from '../jvm/throwable.ts';
import type { JavaValue } from '../jvm/value.ts';
import { compareValues } from '../objects/compare.ts';
import { decodeArgument } from '../protocol/decode.ts';
import { encodeValue, errorAnswer, successAnswer } from '../protocol/encode.ts';
import { VOID_ANSWER } from '../protocol/tags.ts';
import { objectById } from './call.ts';
import type { CommandCall, CommandHandler } from './command.ts';

const MAX_ELEMENTS = 100_000_000;

export const listCommand: CommandHandler = (call) => {
  const [subCommand = '', target = ''] = call.fixed;
  const list = listById(target, call);
  const result = (value: JavaValue): string => successAnswer(encodeValue(value, call.gateway.objects));
  switch (subCommand) {
    case 'l':
      return result(javaList(call.args.map((part) => elementAt(part, list, call))));
    case 'a':
      return result(javaList([...list, ...listById(call.args[0] ?? '', call)]));
    case 'm':
      return result(javaList(repeated(list, timesOf(call))));
    case 'i':
      return multiplyInPlace(list, timesOf(call));
    case 'f': {
      const wanted = decodeArgument(call.args[0] ?? '', call.gateway);
      return result(list.filter((each) => sameValue(each, wanted)).length);
    }
    case 's':
      return quietly(() => sortList(list));
    case 'r':
      return quietly(() => reverseList(list));
    case 'x':
      return extreme(list, 1, result);
    case 'n':
      return extreme(list, -1, result);
    default:
      return errorAnswer(null);
  }
};

function listById(id: string, { gateway }: CommandCall): JavaValue[] {
  const object = objectById(id, gateway);
  if (!List.holds(object)) throw javaError(ClassCastException, `${object.javaClass.name} is not a java.util.List`);
  return object.value as JavaValue[];
}

function elementAt(part: string, list: readonly JavaValue[], { gateway }: CommandCall): JavaValue {
  const index = decodeArgument(part, gateway);
  if (typeof index === 'number' && index >= 0 && index < list.length) return list[index] ?? null;
  throw javaError(IndexOutOfBoundsException, `Index ${String(index)} out of bounds for length ${list.length}`);
}

function timesOf({ args, gateway }: CommandCall): number {
  const times = decodeArgument(args[0] ?? '', gateway);
  return typeof times === 'number' ? times : 0;
}

function repeated(list: readonly JavaValue[], times: number): JavaValue[] {
  if (list.length * times > MAX_ELEMENTS) throw javaError(OutOfMemoryError, 'Required length exceeds limit');
  return Array.from({ length: Math.max(0, times) }, () => list).flat();
}

function multiplyInPlace(list: JavaValue[], times: number): string {
  const all = repeated(list, times);
  list.length = 0;
  for (const value of all) list.push(value);
  return VOID_ANSWER;
}

/** Elements without an order give an error without text, as Py4J does. */
function quietly(action: () => void): string {
  try {
    action();
    return VOID_ANSWER;
  } catch {
    return errorAnswer(null);
  }
}

function extreme(list: readonly JavaValue[], sign: 1 | -1, result: (value: JavaValue) => string): string {
  if (list.length === 0) return errorAnswer(null);
  try {
    return result(list.reduce((best, each) => (compareValues(each, best) * sign > 0 ? each : best)));
  } catch {
    return errorAnswer(null);
  }
}
