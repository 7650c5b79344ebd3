// org.apache.spark.sql.classic.UDTFRegistration: Python table functions under a name for SQL.

import type { SparkSession } from '@tspark/engine/session/spark-session.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { ref, STRING } from '../../param-types.ts';
import { UserDefinedPythonTableFunction } from './execution/python/UserDefinedPythonTableFunction.ts';

export const UDTFRegistrationClass: JavaClass<SparkSession> = javaClass(
  'org.apache.spark.sql.classic.UDTFRegistration',
  () => ({
    methods: {
      registerPython: method([STRING, ref(UserDefinedPythonTableFunction)], (_, self, name, udtf) => {
        self.catalog.registerTableFunction({ ...udtf, name });
      }),
    },
  }),
);
