// `S`: calls a method that returns a byte channel and sends its bytes, raw, after the answer.

import { ReadableByteChannel } from '../jvm/java/nio/channels/ReadableByteChannel.ts';
import { GatewayError } from '../protocol/errors.ts';
import { invokeNamed } from './call.ts';
import type { CommandHandler } from './command.ts';

export const streamCommand: CommandHandler = async (call) => {
  const channel = await invokeNamed(call);
  if (channel === undefined || !ReadableByteChannel.holds(channel)) {
    throw new GatewayError('java.lang.ClassCastException: expected the method to return a ReadableByteChannel\n');
  }
  return { bytes: channel.value };
};
