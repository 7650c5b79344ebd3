// Java exceptions: what they hold, how code of ours throws them, and their text with the stack trace.

import { objectText } from './identity.ts';
import type { JavaClass } from './java-class.ts';
import type { JavaObject } from './value.ts';

/** What every instance of java.lang.Throwable holds; classes of exceptions may hold more. */
export interface ThrowableState {
  readonly message: string | null;
  cause: JavaObject<ThrowableState> | null;
  /** Where it was made: the stack of a JavaScript error. */
  readonly origin: Error;
}

/** Carries a Java exception through our own stack. */
export class JavaException extends Error {
  readonly throwable: JavaObject<ThrowableState>;

  constructor(throwable: JavaObject<ThrowableState>) {
    super(throwable.value.message ?? throwable.javaClass.name);
    this.name = 'JavaException';
    this.throwable = throwable;
  }
}

export function throwableState(
  message: string | null,
  cause: JavaObject<ThrowableState> | null = null,
): ThrowableState {
  return { message, cause, origin: new Error() };
}

/** `throw javaError(IllegalArgumentException, 'why')`. */
export function javaError(
  javaClass: JavaClass<ThrowableState>,
  message: string | null,
  cause: JavaObject<ThrowableState> | null = null,
): JavaException {
  return new JavaException(javaClass.of(throwableState(message, cause)));
}

export interface StackFrame {
  readonly method: string;
  readonly file: string;
  readonly line: number;
}

export function stackFrames(state: ThrowableState): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of (state.origin.stack ?? '').split('\n')) {
    const match = /^\s+at (?:async )?(?:(.*) \()?(?:.*[/\\])?([^/\\:]+):(\d+):\d+\)?$/.exec(line);
    if (match === null || match[2]?.startsWith('throwable.')) continue;
    frames.push({ method: match[1] ?? '<anonymous>', file: match[2] ?? '', line: Number(match[3]) });
  }
  return frames;
}

export function frameText(frame: StackFrame): string {
  return `tspark.${frame.method.replaceAll(' ', '_')}(${frame.file}:${frame.line})`;
}

/** The text of printStackTrace(). */
export function stackTraceText(throwable: JavaObject<ThrowableState>): string {
  let text = '';
  let prefix = '';
  const seen = new Set<object>();
  for (let each: JavaObject<ThrowableState> | null = throwable; each !== null; each = each.value.cause) {
    if (seen.has(each.value)) break;
    seen.add(each.value);
    text += `${prefix}${objectText(each)}\n`;
    for (const frame of stackFrames(each.value)) text += `\tat ${frameText(frame)}\n`;
    prefix = 'Caused by: ';
  }
  return text;
}
