// org.apache.spark.sql.classic.UDFRegistration: Python functions under a name for SQL.

import { raise } from '@tspark/engine/errors/raise.ts';
import type { SparkSession } from '@tspark/engine/session/spark-session.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { nullable, ref, STRING } from '../../param-types.ts';
import { UserDefinedPythonFunction } from './execution/python/UserDefinedPythonFunction.ts';
import { DataTypeClass } from './types/DataType.ts';

const refused = (className: string) => raise('CANNOT_LOAD_FUNCTION_CLASS', { className, functionName: className });

export const UDFRegistrationClass: JavaClass<SparkSession> = javaClass(
  'org.apache.spark.sql.classic.UDFRegistration',
  () => ({
    methods: {
      registerPython: method([STRING, ref(UserDefinedPythonFunction)], (_, self, name, udf) => {
        self.catalog.registerFunction({ kind: 'python', name, function: udf.function, returnType: udf.returnType });
      }),
      registerJava: method([STRING, STRING, nullable(ref(DataTypeClass))], (_, __, ___, className) =>
        refused(className),
      ),
      registerJavaUDAF: method([STRING, STRING], (_, __, ___, className) => refused(className)),
    },
  }),
);
