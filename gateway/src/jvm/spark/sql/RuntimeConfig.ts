// org.apache.spark.sql.classic.RuntimeConfig: `spark.conf`.

import { raise } from '@tspark/engine/errors/raise.ts';
import type { SessionConf } from '@tspark/engine/session/session-conf.ts';
import { javaClass } from '../../define.ts';
import { IllegalArgumentException } from '../../java/lang/exceptions.ts';
import { javaMap } from '../../java/util/Map.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { BOOLEAN, LONG, nullable, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';

function required(self: SessionConf, key: string): string {
  return self.get(key) ?? raise('SQL_CONF_NOT_FOUND', { sqlConf: `"${key}"` });
}

export const RuntimeConfigClass: JavaClass<SessionConf> = javaClass(
  'org.apache.spark.sql.classic.RuntimeConfig',
  () => ({
    methods: {
      get: [
        method([STRING], (_, self, key) => required(self, key)),
        method([STRING, nullable(STRING)], (_, self, key, otherwise) => {
          if (otherwise !== null) self.validate(key, otherwise);
          return self.isSet(key) ? required(self, key) : otherwise;
        }),
      ],
      set: [
        method([STRING, nullable(STRING)], (_, self, key, value) => {
          if (value === null)
            throw javaError(IllegalArgumentException, `requirement failed: value cannot be null for key: ${key}`);
          self.set(key, value);
        }),
        method([STRING, BOOLEAN], (_, self, key, value) => {
          self.set(key, String(value));
        }),
        method([STRING, LONG], (_, self, key, value) => {
          self.set(key, String(value));
        }),
      ],
      unset: method([STRING], (_, self, key) => {
        self.unset(key);
      }),
      contains: method([STRING], (_, self, key) => self.get(key) !== undefined),
      isModifiable: method([STRING], (_, self, key) => self.isModifiable(key)),
      getAllAsJava: method([], (_, self) => javaMap(self.all())),
    },
  }),
);
