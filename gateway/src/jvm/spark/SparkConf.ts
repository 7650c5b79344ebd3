// org.apache.spark.SparkConf: settings as texts, mutable; defaults are those of the launch.

import { raise } from '@tspark/engine/errors/raise.ts';
import { javaArray } from '../array-class.ts';
import { construct, javaClass } from '../define.ts';
import { NoSuchElementException } from '../java/util/exceptions.ts';
import type { JavaClass } from '../java-class.ts';
import { method } from '../method.ts';
import { BOOLEAN, STRING } from '../param-types.ts';
import { Tuple2, tuple2 } from '../scala/tuples.ts';
import { javaError } from '../throwable.ts';

export type ConfState = Map<string, string>;

const loaded = (properties: ReadonlyMap<string, string>): ConfState =>
  new Map([...properties].filter(([key]) => key.startsWith('spark.')));

export const SparkConfClass: JavaClass<ConfState> = javaClass('org.apache.spark.SparkConf', () => ({
  constructors: [
    construct([], (thread) => loaded(thread.gateway.systemProperties)),
    construct([BOOLEAN], (thread, defaults) => (defaults ? loaded(thread.gateway.systemProperties) : new Map())),
  ],
  methods: {
    get: [
      method([STRING], (_, self, key) => {
        const value = self.get(key);
        if (value === undefined) throw javaError(NoSuchElementException, key);
        return value;
      }),
      method([STRING, STRING], (_, self, key, otherwise) => self.get(key) ?? otherwise),
    ],
    set: method([STRING, STRING], (_, self, key, value) => SparkConfClass.of(self.set(key, value))),
    setIfMissing: method([STRING, STRING], (_, self, key, value) =>
      SparkConfClass.of(self.has(key) ? self : self.set(key, value)),
    ),
    setMaster: method([STRING], (_, self, value) => SparkConfClass.of(self.set('spark.master', value))),
    setAppName: method([STRING], (_, self, value) => SparkConfClass.of(self.set('spark.app.name', value))),
    remove: method([STRING], (_, self, key) => {
      self.delete(key);
      return SparkConfClass.of(self);
    }),
    contains: method([STRING], (_, self, key) => self.has(key)),
    getAll: method([], (_, self) =>
      javaArray(
        Tuple2 as JavaClass,
        [...self].map(([key, value]) => tuple2(key, value)),
      ),
    ),
    toDebugString: method([], (_, self) =>
      [...self]
        .map(([key, value]) => `${key}=${value}`)
        .sort()
        .join('\n'),
    ),
  },
}));

/** What Spark demands before a context may start. */
export function checkStartable(conf: ConfState): void {
  for (const key of ['spark.master', 'spark.app.name']) {
    if (!conf.has(key)) raise('MISSING_CONFIGURATION', { key });
  }
}
