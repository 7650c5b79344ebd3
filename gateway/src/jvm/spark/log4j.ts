// org.apache.log4j, as far as PySpark's tests and quiet blocks use it: one root logger with a level.

import { perGateway } from '../../gateway.ts';
import { javaClass, staticField } from '../define.ts';
import type { JavaClass } from '../java-class.ts';
import { method, staticMethod } from '../method.ts';
import { OBJECT, ref, STRING } from '../param-types.ts';

export const Level: JavaClass<string> = javaClass('org.apache.log4j.Level', () => ({
  toText: (self) => self,
  isEqual: (self, other) => Level.holds(other) && other.value === self,
  statics: { toLevel: staticMethod([STRING], (_, name) => Level.of(name.toUpperCase())) },
  staticFields: Object.fromEntries(
    ['ALL', 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'OFF'].map((name) => [
      name,
      staticField(OBJECT, () => Level.of(name)),
    ]),
  ),
}));

interface LoggerState {
  level: string;
}

const rootLogger = perGateway<LoggerState>(() => ({ level: 'WARN' }));

export const Logger: JavaClass<LoggerState> = javaClass('org.apache.log4j.Logger', () => ({
  methods: {
    getLevel: method([], (_, self) => Level.of(self.level)),
    setLevel: method([ref(Level)], (_, self, level) => {
      self.level = level;
    }),
  },
}));

export const LogManager: JavaClass<unknown> = javaClass('org.apache.log4j.LogManager', () => ({
  statics: {
    getRootLogger: staticMethod([], (thread) => Logger.of(rootLogger(thread.gateway))),
    getLogger: staticMethod([STRING], (thread) => Logger.of(rootLogger(thread.gateway))),
  },
}));
