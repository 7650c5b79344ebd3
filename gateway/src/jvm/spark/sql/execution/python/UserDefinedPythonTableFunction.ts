// org.apache.spark.sql.execution.python.UserDefinedPythonTableFunction: a Python table function, to be applied to columns.

import { raise } from '@tspark/engine/errors/raise.ts';
import { tableFunction } from '@tspark/engine/session/python-map.ts';
import type { UserTableFunction } from '@tspark/engine/tree/plan.ts';
import type { StructType } from '@tspark/engine/types/data-type.ts';
import { construct, javaClass } from '../../../../define.ts';
import type { JavaClass } from '../../../../java-class.ts';
import { method } from '../../../../method.ts';
import { BOOLEAN, INT, ref, STRING } from '../../../../param-types.ts';
import { SeqClass } from '../../../../scala/collection/Seq.ts';
import type { JavaValue } from '../../../../value.ts';
import { SimplePythonFunctionClass } from '../../../api/python/SimplePythonFunction.ts';
import { columnsOf } from '../../column-list.ts';
import { DatasetClass } from '../../Dataset.ts';
import { SparkSessionClass } from '../../SparkSession.ts';
import { TableArgClass } from '../../TableArg.ts';
import { DataTypeClass } from '../../types/DataType.ts';

function call(self: UserTableFunction, args: readonly JavaValue[]) {
  const columns = args.filter((arg) => !TableArgClass.holds(arg));
  const tables = args.flatMap((arg, index) => (TableArgClass.holds(arg) ? [{ ...arg.value, index }] : []));
  const [table, ...more] = tables;
  if (more.length > 0) raise('TABLE_VALUED_FUNCTION_TOO_MANY_TABLE_ARGUMENTS', { num: String(tables.length) });
  return tableFunction(
    self,
    columnsOf(columns),
    table && { plan: table.dataset.plan, layout: table.layout, index: table.index, name: table.name },
  );
}

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
        DatasetClass.of(await session.dataset(call(self, args))),
      ),
    },
  }),
);
