// java.lang.StackTraceElement: one frame of a stack trace.

import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { frameText, type StackFrame } from '../../throwable.ts';

export const StackTraceElement: JavaClass<StackFrame> = javaClass('java.lang.StackTraceElement', () => ({
  methods: {
    getMethodName: method([], (_, self) => self.method),
    getFileName: method([], (_, self) => self.file),
    getLineNumber: method([], (_, self) => self.line),
    getClassName: method([], () => 'tspark'),
  },
  toText: frameText,
}));
