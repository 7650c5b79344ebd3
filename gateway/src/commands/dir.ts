// `d`: the names of fields, methods, statics and imports, for Python's dir().

import { simpleName } from '../jvm/java/lang/Class.ts';
import type { JavaClass } from '../jvm/java-class.ts';
import type { ClassRegistry } from '../jvm/registry.ts';
import { decodeArgument } from '../protocol/decode.ts';
import { encodeValue, errorAnswer, successAnswer } from '../protocol/encode.ts';
import { classByName, objectById } from './call.ts';
import type { CommandCall, CommandHandler } from './command.ts';
import { viewById } from './jvm-view.ts';

export const dirCommand: CommandHandler = (call) => {
  const { gateway } = call;
  const [subCommand = '', target = ''] = call.fixed;
  switch (subCommand) {
    case 'f':
      return namesAnswer(objectById(target, gateway).javaClass.fieldNames(), call);
    case 'm':
      return namesAnswer(objectById(target, gateway).javaClass.methodNames(), call);
    case 's':
      return namesAnswer(staticNames(classByName(target, gateway), gateway.registry), call);
    case 'v':
      return viewNames(call, target);
    default:
      return errorAnswer(`Unknown Array SubCommand Name: ${subCommand}`);
  }
};

function namesAnswer(names: readonly string[], { gateway }: CommandCall): string {
  return successAnswer(encodeValue(names.join('\n'), gateway.objects));
}

function staticNames(owner: JavaClass, registry: ClassRegistry): string[] {
  return [
    ...registry.nested(owner).map(simpleName),
    ...owner.fieldNames().filter((name) => owner.field(name)?.isStatic === true),
    ...owner.methodNames().filter((name) => owner.overloads(name).some((each) => each.isStatic)),
  ];
}

/** Null where the imports have not changed since the sequence that Python knows. */
function viewNames(call: CommandCall, viewId: string): string {
  const { gateway, args } = call;
  const view = viewById(viewId.startsWith('r') ? viewId : `r${viewId}`, gateway);
  const known = args[0] === undefined ? null : decodeArgument(args[0], gateway);
  if (known !== null && Number(known) === view.sequence) return successAnswer(encodeValue(null, gateway.objects));
  return namesAnswer([String(view.sequence), ...view.importedNames], call);
}
