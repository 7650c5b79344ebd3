// org.apache.spark.sql.execution.python.UserDefinedPythonTableFunction: a Python table function, to be applied to columns.

import type { UserTableFunction } from '@tspark/engine/analysis/context.ts';
import { raise } from '@tspark/engine/errors/raise.ts';
import { tableFunction } from '@tspark/engine/session/python-map.ts';
import type { StructType } from '@tspark/engine/types/data-type.ts';
import { construct, javaClass } from '../../../../define.ts';
import type { JavaClass } from '../../../../java-class.ts';
import { method } from '../../../../method.ts';
import { BOOLEAN, INT, ref, STRING } from '../../../../param-types.ts';
import { SeqClass } from '../../../../scala/collection/Seq.ts';
import { SimplePythonFunctionClass } from '../../../api/python/SimplePythonFunction.ts';
import { columnsOf } from '../../column-list.ts';
import { DatasetClass } from '../../Dataset.ts';
import { SparkSessionClass } from '../../SparkSession.ts';
import { DataTypeClass } from '../../types/DataType.ts';

export const UserDefinedPythonTableFunction: JavaClass<UserTableFunction> = javaClass(
  'org.apache.spark.sql.execution.python.UserDefinedPythonTableFunction',
  () => ({
    constructors: [
      construct(
        [STRING, ref(SimplePythonFunctionClass), ref(DataTypeClass), INT, BOOLEAN],
        (_, name, source, returnType, evalType, deterministic) => ({
          name,
          function: { ...source, evalType, deterministic },
          // Python refuses any other type.
          returnType: returnType as StructType,
        }),
      ),
      construct([STRING, ref(SimplePythonFunctionClass), INT, BOOLEAN], (_, name) =>
        raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `the 'analyze' method of the table function ${name}` }),
      ),
    ],
    methods: {
      apply: method([ref(() => SparkSessionClass), ref(() => SeqClass)], async (_, self, session, args) =>
        DatasetClass.of(await session.dataset(tableFunction(self, columnsOf(args)))),
      ),
    },
  }),
);
