// `f`: reads and writes the public fields of an object.

import { fitCost } from '../jvm/overload.ts';
import { decodeArgument } from '../protocol/decode.ts';
import { encodeValue, errorAnswer, successAnswer } from '../protocol/encode.ts';
import { ProtocolError, py4jError } from '../protocol/errors.ts';
import { VOID_ANSWER } from '../protocol/tags.ts';
import { objectById } from './call.ts';
import type { CommandHandler } from './command.ts';

const NO_SUCH_FIELD = '!yo\n';

export const fieldCommand: CommandHandler = ({ thread, gateway, fixed, args }) => {
  const [subCommand = '', targetId = '', name = ''] = fixed;
  if (subCommand !== 'g' && subCommand !== 's') return errorAnswer(`Unknown Field SubCommand Name: ${subCommand}`);
  const target = objectById(targetId, gateway);
  const field = target.javaClass.field(name);
  if (field === null) return NO_SUCH_FIELD;
  if (subCommand === 'g') return successAnswer(encodeValue(field.get(thread, target), gateway.objects));
  const [part] = args;
  if (part === undefined) throw new ProtocolError('the value of the field is missing');
  const value = decodeArgument(part, gateway);
  if (fitCost(field.type.javaClass(), value) < 0) throw py4jError(`the value does not fit the field ${name}`);
  field.set(thread, target, value);
  return VOID_ANSWER;
};
