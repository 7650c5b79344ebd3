// Runs one command frame and makes an answer of whatever comes of it.

import type { Gateway } from '../gateway.ts';
import { RuntimeException } from '../jvm/java/lang/exceptions.ts';
import { JavaException, type ThrowableState } from '../jvm/throwable.ts';
import type { JavaObject } from '../jvm/value.ts';
import { errorAnswer, fatalAnswer } from '../protocol/encode.ts';
import { GatewayError, ProtocolError } from '../protocol/errors.ts';
import type { Frame } from '../protocol/frame-reader.ts';
import { COMMAND } from '../protocol/tags.ts';
import type { Thread } from '../thread.ts';
import { arrayCommand } from './array.ts';
import { callCommand } from './call.ts';
import { cancelCommand } from './cancel.ts';
import type { Answer, CommandHandler } from './command.ts';
import { constructCommand } from './construct.ts';
import { dirCommand } from './dir.ts';
import { exceptionCommand } from './exception.ts';
import { fieldCommand } from './field.ts';
import { helpCommand } from './help.ts';
import { jvmViewCommand } from './jvm-view.ts';
import { listCommand } from './list.ts';
import { memoryCommand } from './memory.ts';
import { reflectionCommand } from './reflection.ts';
import { shutdownCommand } from './shutdown.ts';
import { streamCommand } from './stream.ts';

const HANDLERS: ReadonlyMap<string, CommandHandler> = new Map<string, CommandHandler>([
  [COMMAND.call, callCommand],
  [COMMAND.construct, constructCommand],
  [COMMAND.memory, memoryCommand],
  [COMMAND.reflection, reflectionCommand],
  [COMMAND.field, fieldCommand],
  [COMMAND.array, arrayCommand],
  [COMMAND.list, listCommand],
  [COMMAND.jvmView, jvmViewCommand],
  [COMMAND.dir, dirCommand],
  [COMMAND.help, helpCommand],
  [COMMAND.exception, exceptionCommand],
  [COMMAND.stream, streamCommand],
  [COMMAND.shutdown, shutdownCommand],
  [COMMAND.cancel, cancelCommand],
]);

export function runCommand(
  frame: Extract<Frame, { kind: 'command' }>,
  thread: Thread,
  gateway: Gateway,
): Answer | Promise<Answer> {
  const handler = HANDLERS.get(frame.name);
  try {
    if (handler === undefined) throw new ProtocolError(`Unknown command received: ${frame.name}`);
    const answer = handler({ thread, gateway, fixed: frame.fixed, args: frame.args });
    return answer instanceof Promise ? answer.catch((error: unknown) => failure(error, gateway)) : answer;
  } catch (error) {
    return failure(error, gateway);
  }
}

function failure(error: unknown, gateway: Gateway): string {
  if (error instanceof GatewayError) return errorAnswer(error.message);
  if (error instanceof ProtocolError) return fatalAnswer(`py4j.Py4JException: ${error.message}\n`);
  return `!xr${gateway.objects.put(throwableOf(error, gateway))}\n`;
}

/** The Java exception for anything thrown; what nobody foresaw is marked as a bug of ours. */
function throwableOf(error: unknown, gateway: Gateway): JavaObject<ThrowableState> {
  if (error instanceof JavaException) return error.throwable;
  const translated = gateway.options.translateError?.(error) ?? null;
  if (translated !== null) return translated;
  const origin = error instanceof Error ? error : new Error(String(error));
  const message = `[INTERNAL_ERROR] ${origin.name}: ${origin.message}`;
  return RuntimeException.of({ message, cause: null, origin });
}
