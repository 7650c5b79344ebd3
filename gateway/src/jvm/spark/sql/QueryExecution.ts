// org.apache.spark.sql.execution.QueryExecution: held by PySpark to ask for plans.

import type { QueryExecution } from '@tspark/engine/session/query-execution.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';

export const QueryExecutionClass: JavaClass<QueryExecution> = javaClass(
  'org.apache.spark.sql.execution.QueryExecution',
  () => ({
    toText: (self) => self.explain('extended'),
    methods: {
      simpleString: method([], (_, self) => self.explain('simple')),
    },
  }),
);
