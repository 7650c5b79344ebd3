// `j`: makes views of the JVM, each with its own imports.

import type { Gateway } from '../gateway.ts';
import { JVMView, JvmViewState } from '../jvm/py4j/JVMView.ts';
import { encodeValue, errorAnswer, successAnswer } from '../protocol/encode.ts';
import { noSuchObject } from '../protocol/errors.ts';
import { unescapeText } from '../protocol/escape.ts';
import { VOID_ANSWER } from '../protocol/tags.ts';
import type { CommandHandler } from './command.ts';

/** The view of `r<id>`. */
export function viewById(reference: string, gateway: Gateway): JvmViewState {
  const object = gateway.objects.get(reference.slice(1));
  if (object === null || !JVMView.holds(object)) throw noSuchObject(reference.slice(1));
  return object.value as JvmViewState;
}

export const jvmViewCommand: CommandHandler = ({ gateway, fixed: [subCommand = '', first = '', second = ''] }) => {
  switch (subCommand) {
    case 'c': {
      const view = JVMView.of(new JvmViewState(unescapeText(first)));
      return successAnswer(encodeValue(view, gateway.objects));
    }
    case 'i':
      viewById(first, gateway).add(unescapeText(second));
      return VOID_ANSWER;
    case 'r':
      return successAnswer(encodeValue(viewById(first, gateway).remove(unescapeText(second)), gateway.objects));
    default:
      return errorAnswer(`Unknown JVM View SubCommand Name: ${subCommand}`);
  }
};
