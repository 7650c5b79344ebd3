// What a command's handler gets and gives.

import type { Gateway } from '../gateway.ts';
import type { ByteSource } from '../jvm/java/nio/channels/ReadableByteChannel.ts';
import type { Thread } from '../thread.ts';

export interface CommandCall {
  readonly thread: Thread;
  readonly gateway: Gateway;
  /** Lines whose meaning is given by their position. */
  readonly fixed: readonly string[];
  readonly args: readonly string[];
}

/** The whole answer line, the bytes that follow a successful one, or null where the command has no answer. */
export type Answer = string | { readonly bytes: ByteSource } | null;
export type CommandHandler = (call: CommandCall) => Answer | Promise<Answer>;
