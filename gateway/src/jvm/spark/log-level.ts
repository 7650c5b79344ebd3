// Log levels by name. The engine itself logs nothing below errors, so a level only has to be one that exists.

import { IllegalArgumentException } from '../java/lang/exceptions.ts';
import { javaError } from '../throwable.ts';

const LEVELS = ['ALL', 'DEBUG', 'ERROR', 'FATAL', 'INFO', 'OFF', 'TRACE', 'WARN'];

export function checkLogLevel(level: string): void {
  if (LEVELS.includes(level.toUpperCase())) return;
  throw javaError(
    IllegalArgumentException,
    `requirement failed: Supplied level ${level} did not match one of: ${LEVELS.join(',')}`,
  );
}
