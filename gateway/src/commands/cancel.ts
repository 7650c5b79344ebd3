// `z`: closes another connection, named by its two ports; what runs for it is told to stop.

import type { CommandHandler } from './command.ts';

export const cancelCommand: CommandHandler = ({ gateway, fixed: [, remotePort = '', localPort = ''] }) => {
  for (const each of gateway.connections) {
    if (each.isBetween(Number(localPort), Number(remotePort))) each.close();
  }
  return null;
};
