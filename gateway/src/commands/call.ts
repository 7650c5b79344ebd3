// `c`: calls a method of an object, or a static method of a class named `z:<class>`.

import type { Gateway } from '../gateway.ts';
import { ClassNotFoundException, NullPointerException } from '../jvm/java/lang/exceptions.ts';
import type { JavaClass, JavaReturn } from '../jvm/java-class.ts';
import { chooseOverload, describeArguments } from '../jvm/overload.ts';
import { javaError } from '../jvm/throwable.ts';
import type { JavaObject } from '../jvm/value.ts';
import { decodeArguments } from '../protocol/decode.ts';
import { encodeValue, successAnswer } from '../protocol/encode.ts';
import { GatewayError, noSuchObject, py4jError } from '../protocol/errors.ts';
import { STATIC_PREFIX } from '../protocol/tags.ts';
import type { CommandCall, CommandHandler } from './command.ts';

export const callCommand: CommandHandler = (call) => {
  const result = invokeNamed(call);
  if (result instanceof Promise) return result.then((value) => successAnswer(encodeValue(value, call.gateway.objects)));
  return successAnswer(encodeValue(result, call.gateway.objects));
};

/** Calls the method that the two fixed lines name. */
export function invokeNamed(call: CommandCall): JavaReturn {
  const { thread, gateway } = call;
  const [targetId = '', name = ''] = call.fixed;
  const args = decodeArguments(call.args, gateway);
  const target = targetId.startsWith(STATIC_PREFIX) ? null : objectById(targetId, gateway);
  const owner = target === null ? classByName(targetId.slice(STATIC_PREFIX.length), gateway) : target.javaClass;
  const method = chooseOverload(owner.methods(name, args.length), args);
  if (method === null) throw py4jError(`Method ${name}(${describeArguments(args)}) does not exist`);
  if (target === null && !method.isStatic) throw javaError(NullPointerException, `${name} is not static`);
  return method.invoke(thread, target, args);
}

export function objectById(id: string, gateway: Gateway): JavaObject {
  const object = gateway.objects.get(id);
  if (object === null) throw noSuchObject(id);
  return object;
}

export function classByName(name: string, gateway: Gateway): JavaClass {
  const found = gateway.registry.find(name);
  if (found === null) throw new GatewayError(`${ClassNotFoundException.name}: ${name}\n`);
  return found;
}
