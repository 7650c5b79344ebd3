// org.apache.spark.sql.execution.python.UserDefinedPythonFunction: a Python function with its type, to be applied to columns.

import type { Expression, PythonFunction, PythonUdf } from '@tspark/engine/tree/expression.ts';
import { nextExpressionId } from '@tspark/engine/tree/expression.ts';
import type { DataType } from '@tspark/engine/types/data-type.ts';
import { construct, javaClass } from '../../../../define.ts';
import { List } from '../../../../java/util/List.ts';
import type { JavaClass } from '../../../../java-class.ts';
import { method } from '../../../../method.ts';
import { BOOLEAN, INT, ref, STRING } from '../../../../param-types.ts';
import { SeqClass } from '../../../../scala/collection/Seq.ts';
import { SimplePythonFunctionClass } from '../../../api/python/SimplePythonFunction.ts';
import { ColumnClass } from '../../Column.ts';
import { columnsOf } from '../../column-list.ts';
import { column } from '../../column-value.ts';
import { DataTypeClass } from '../../types/DataType.ts';

export interface UserDefinedFunction {
  readonly name: string;
  readonly function: PythonFunction;
  readonly returnType: DataType;
}

function applied(self: UserDefinedFunction, args: readonly Expression[]): PythonUdf {
  return {
    kind: 'python-udf',
    name: self.name,
    function: self.function,
    args: args.map((arg) => (arg.kind === 'named-argument' ? arg.value : arg)),
    argNames: args.some((arg) => arg.kind === 'named-argument')
      ? args.map((arg) => (arg.kind === 'named-argument' ? arg.name : undefined))
      : [],
    type: self.returnType,
    id: nextExpressionId(),
  };
}

/** Spark's expression id of one use of a function: profilers ask for it. */
export const ExprId: JavaClass<number> = javaClass('org.apache.spark.sql.catalyst.expressions.ExprId', () => ({
  methods: { id: method([], (_, self) => BigInt(self)) },
}));

export const PythonUdfClass: JavaClass<PythonUdf> = javaClass(
  'org.apache.spark.sql.catalyst.expressions.PythonUDF',
  () => ({
    methods: { resultId: method([], (_, self) => ExprId.of(self.id)) },
  }),
);

export const UserDefinedPythonFunction: JavaClass<UserDefinedFunction> = javaClass(
  'org.apache.spark.sql.execution.python.UserDefinedPythonFunction',
  () => ({
    constructors: [
      // The last two are SQL equivalents of the function, which PySpark sends when asked to; they are not used.
      construct(
        [STRING, ref(SimplePythonFunctionClass), ref(DataTypeClass), INT, BOOLEAN, ref(List), ref(List)],
        (_, name, source, returnType, evalType, deterministic) => ({
          name,
          function: { ...source, evalType, deterministic },
          returnType,
        }),
      ),
    ],
    methods: {
      apply: method([ref(() => SeqClass)], (_, self, args) => ColumnClass.of(column(applied(self, columnsOf(args))))),
      builderWithColumns: method([ref(() => SeqClass)], (_, self, args) =>
        PythonUdfClass.of(applied(self, columnsOf(args))),
      ),
      fromUDFExpr: method([ref(PythonUdfClass)], (_, __, udf) => ColumnClass.of(column(udf))),
    },
  }),
);
