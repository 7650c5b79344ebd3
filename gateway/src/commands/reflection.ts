// `r`: what a dotted name or a member of a class is.

import { Class, simpleName } from '../jvm/java/lang/Class.ts';
import { encodeValue, errorAnswer, successAnswer } from '../protocol/encode.ts';
import type { CommandCall, CommandHandler } from './command.ts';
import { viewById } from './jvm-view.ts';

export const reflectionCommand: CommandHandler = (call) => {
  switch (call.fixed[0]) {
    case 'u':
      return unknownName(call);
    case 'c':
      return classObject(call);
    default:
      return staticMember(call);
  }
};

/** A name nobody declared is a package, so that Python can walk on or say that it cannot be called. */
function unknownName({ gateway, fixed: [, name = '', viewId = ''] }: CommandCall): string {
  const found = viewById(viewId, gateway).resolve(name, gateway.registry);
  return successAnswer(found === null ? 'p' : `c${found.name}`);
}

function classObject({ gateway, fixed: [, name = ''] }: CommandCall): string {
  const found = gateway.registry.find(name);
  if (found === null) return errorAnswer(`The class ${name} does not exist.`);
  return successAnswer(encodeValue(Class.of(found), gateway.objects));
}

function staticMember({ thread, gateway, fixed: [, className = '', member = ''] }: CommandCall): string {
  const owner = gateway.registry.find(className);
  if (owner === null) return errorAnswer(null);
  const field = owner.field(member);
  if (field?.isStatic === true) return successAnswer(encodeValue(field.get(thread, null), gateway.objects));
  const overloads = owner.overloads(member);
  if (overloads.some((each) => each.isStatic)) return successAnswer('m');
  if (overloads.length > 0) return errorAnswer('Trying to access a non-static member from a static context.');
  const isNested = gateway.registry.nested(owner).some((each) => simpleName(each) === member);
  return isNested ? successAnswer('c') : errorAnswer(null);
}
