// `m d`: Python let go of an object.

import { errorAnswer } from '../protocol/encode.ts';
import { DEFAULT_VIEW_ID, ENTRY_POINT_ID, GATEWAY_SERVER_ID, VOID_ANSWER } from '../protocol/tags.ts';
import type { CommandHandler } from './command.ts';

const PERMANENT: ReadonlySet<string> = new Set([ENTRY_POINT_ID, DEFAULT_VIEW_ID, GATEWAY_SERVER_ID]);

export const memoryCommand: CommandHandler = ({ gateway, fixed: [subCommand = '', id = ''] }) => {
  if (subCommand !== 'd') return errorAnswer(`Unknown Memory SubCommand Name: ${subCommand}`);
  if (!PERMANENT.has(id)) gateway.objects.release(id);
  return VOID_ANSWER;
};
