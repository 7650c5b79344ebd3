// The session's state and its SQLConf, as far as PySpark looks inside.

import { raise } from '@tspark/engine/errors/raise.ts';
import { SessionConf } from '@tspark/engine/session/session-conf.ts';
import type { SparkSession } from '@tspark/engine/session/spark-session.ts';
import { javaArray } from '../../array-class.ts';
import { javaClass } from '../../define.ts';
import { StringClass } from '../../java/lang/String.ts';
import { List } from '../../java/util/List.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { ref, STRING } from '../../param-types.ts';
import { activeSession, application } from '../application.ts';

export const SessionStateClass: JavaClass<SparkSession> = javaClass(
  'org.apache.spark.sql.internal.SessionState',
  () => ({
    methods: { conf: method([], (_, self) => SQLConfClass.of(self.conf)) },
  }),
);

function required(self: SessionConf, key: string): string {
  return self.get(key) ?? raise('SQL_CONF_NOT_FOUND', { sqlConf: `"${key}"` });
}

const flag = (key: string) => method([], (_, self: SessionConf) => self.get(key)?.toLowerCase() === 'true');

export const SQLConfClass: JavaClass<SessionConf> = javaClass('org.apache.spark.sql.internal.SQLConf', () => ({
  methods: {
    getConfs: method([ref(List)], (_, self, keys) =>
      javaArray(
        StringClass as JavaClass,
        keys.map((key) => required(self, String(key))),
      ),
    ),
    getConfString: [
      method([STRING], (_, self, key) => required(self, key)),
      method([STRING, STRING], (_, self, key, otherwise) => self.get(key) ?? otherwise),
    ],
    setConfString: method([STRING, STRING], (_, self, key, value) => {
      self.set(key, value);
    }),
    defaultDataSourceName: method([], (_, self) => required(self, 'spark.sql.sources.default')),
    pysparkJVMStacktraceEnabled: flag('spark.sql.pyspark.jvmStacktrace.enabled'),
    pysparkToJSONReturnDataFrame: flag('spark.sql.pyspark.toJSON.returnDataFrame'),
    isReplEagerEvalEnabled: flag('spark.sql.repl.eagerEval.enabled'),
    arrowPySparkEnabled: flag('spark.sql.execution.arrow.pyspark.enabled'),
    replEagerEvalMaxNumRows: method([], (_, self) => Number(required(self, 'spark.sql.repl.eagerEval.maxNumRows'))),
    replEagerEvalTruncate: method([], (_, self) => Number(required(self, 'spark.sql.repl.eagerEval.truncate'))),
    sessionLocalTimeZone: method([], (_, self) => required(self, 'spark.sql.session.timeZone')),
  },
  statics: {
    /** The settings of the caller's session; before there is one, the launch's. */
    get: staticMethod([], (thread) => {
      const session = activeSession.get(thread) ?? application(thread.gateway).defaultSession;
      return SQLConfClass.of(session?.conf ?? new SessionConf(thread.gateway.systemProperties));
    }),
  },
}));
