// Groups lines into command frames. Framing goes by position after the command letter, because a
// member or an object may itself be called "e", the letter that ends a list of arguments.

import { COMMAND, END, RETURN } from './tags.ts';

export type Frame =
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly fixed: readonly string[];
      readonly args: readonly string[];
    }
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'invalid'; readonly line: string };

interface Shape {
  readonly fixed: number;
  readonly terminated: boolean;
}

function shape(fixed: number, terminated = true): Shape {
  return { fixed, terminated };
}

const SHAPES: ReadonlyMap<string, Shape> = new Map([
  [COMMAND.call, shape(2)],
  [COMMAND.stream, shape(2)],
  [COMMAND.construct, shape(1)],
  [COMMAND.field, shape(3)],
  [COMMAND.memory, shape(2)],
  [COMMAND.dir, shape(2)],
  [COMMAND.array, shape(2)],
  [COMMAND.list, shape(2)],
  [COMMAND.help, shape(2)],
  [COMMAND.exception, shape(1)],
  [COMMAND.reflection, shape(3)],
  [COMMAND.jvmView, shape(3)],
  [COMMAND.auth, shape(1, false)],
  [COMMAND.shutdown, shape(0, false)],
  [COMMAND.cancel, shape(3, false)],
]);

/** Sub-commands with one fixed line fewer than their siblings. */
function isShort(command: string, subCommand: string): boolean {
  return (command === COMMAND.reflection || command === COMMAND.jvmView) && subCommand === 'c';
}

export interface FrameReader {
  /** Takes the next line; returns the frame it completes, if any. */
  push(line: string): Frame | null;
}

export function frameReader(): FrameReader {
  let name: string | null = null;
  let expected = 0;
  let terminated = false;
  let fixed: string[] = [];
  let args: string[] = [];

  function begin(line: string): Frame | null {
    if (line.startsWith(RETURN)) return { kind: 'answer', text: line.slice(1) };
    const found = SHAPES.get(line);
    if (found === undefined) return { kind: 'invalid', line };
    if (found.fixed === 0) return { kind: 'command', name: line, fixed: [], args: [] };
    name = line;
    expected = found.fixed;
    terminated = found.terminated;
    fixed = [];
    args = [];
    return null;
  }

  function finish(command: string): Frame {
    name = null;
    return { kind: 'command', name: command, fixed, args };
  }

  return {
    push(line) {
      if (name === null) return begin(line);
      if (fixed.length < expected) {
        fixed.push(line);
        if (fixed.length === 1 && isShort(name, line)) expected -= 1;
        return fixed.length === expected && !terminated ? finish(name) : null;
      }
      if (line === END || line.trim() === '') return finish(name);
      args.push(line);
      return null;
    },
  };
}
