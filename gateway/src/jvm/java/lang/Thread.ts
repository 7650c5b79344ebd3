// java.lang.Thread: the logical thread of the caller's connection.

import { setTimeout } from 'node:timers/promises';
import type { Thread as LogicalThread } from '../../../thread.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { LONG, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import { InterruptedException } from './exceptions.ts';

export const Thread: JavaClass<LogicalThread> = javaClass('java.lang.Thread', () => ({
  methods: {
    getId: method([], (_, self) => BigInt(self.id)),
    threadId: method([], (_, self) => BigInt(self.id)),
    getName: method([], (_, self) => self.name),
    setName: method([STRING], (_, self, name) => {
      self.name = name;
    }),
    isAlive: method([], (_, self) => !self.ended),
    isDaemon: method([], () => false),
    isInterrupted: method([], (_, self) => self.ended),
  },
  statics: {
    currentThread: staticMethod([], (thread) => Thread.of(thread)),
    sleep: staticMethod([LONG], async (thread, millis) => {
      try {
        await setTimeout(Number(millis), undefined, { signal: thread.signal });
      } catch {
        throw javaError(InterruptedException, 'sleep interrupted');
      }
    }),
  },
  toText: (self) => `Thread[#${self.id},${self.name},5,main]`,
}));
