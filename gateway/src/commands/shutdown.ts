// `s`: Python ends the gateway.

import type { CommandHandler } from './command.ts';

export const shutdownCommand: CommandHandler = ({ gateway }) => {
  gateway.options.onShutdown?.();
  return null;
};
