// java.lang.Runtime: processors and memory.

import { availableParallelism, freemem, totalmem } from 'node:os';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';

export const Runtime: JavaClass<object> = javaClass('java.lang.Runtime', () => ({
  methods: {
    availableProcessors: method([], () => availableParallelism()),
    maxMemory: method([], () => BigInt(totalmem())),
    totalMemory: method([], () => BigInt(process.memoryUsage().rss)),
    freeMemory: method([], () => BigInt(freemem())),
    gc: method([], () => undefined),
  },
  statics: { getRuntime: staticMethod([], () => Runtime.of(Runtime)) },
}));
