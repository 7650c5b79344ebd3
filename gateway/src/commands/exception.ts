// `p`: the stack trace of an exception, for Python's str() of it.

import { Throwable } from '../jvm/java/lang/Throwable.ts';
import { stackTraceText } from '../jvm/throwable.ts';
import { decodeArgument } from '../protocol/decode.ts';
import { encodeValue, successAnswer } from '../protocol/encode.ts';
import { py4jError } from '../protocol/errors.ts';
import type { CommandHandler } from './command.ts';

export const exceptionCommand: CommandHandler = ({ gateway, fixed: [reference = ''] }) => {
  const value = decodeArgument(reference, gateway);
  if (!Throwable.holds(value)) throw py4jError('the object is not an exception');
  return successAnswer(encodeValue(stackTraceText(value), gateway.objects));
};
