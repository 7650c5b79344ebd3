// org.apache.spark.api.python.PythonErrorUtils: what Python asks of a SparkThrowable.

import { javaArray } from '../../../array-class.ts';
import { javaClass } from '../../../define.ts';
import { javaMap } from '../../../java/util/Map.ts';
import type { JavaClass } from '../../../java-class.ts';
import { staticMethod } from '../../../method.ts';
import { objectOf } from '../../../param-types.ts';
import { SparkThrowable, type SparkThrowableState } from '../../exceptions.ts';
import { contextObject, QueryContextInterface } from '../../QueryContext.ts';

const asked = <R>(answer: (state: SparkThrowableState) => R) =>
  staticMethod([objectOf(SparkThrowable)], (_, throwable) => answer(throwable.value as SparkThrowableState) as never);

export const PythonErrorUtils: JavaClass<unknown> = javaClass('org.apache.spark.api.python.PythonErrorUtils', () => ({
  statics: {
    getCondition: asked((state) => state.error.condition),
    getErrorClass: asked((state) => state.error.condition),
    getSqlState: asked((state) => state.error.sqlState || null),
    getMessageParameters: asked((state) => javaMap(Object.entries(state.error.parameters))),
    getQueryContext: asked((state) =>
      javaArray(QueryContextInterface as JavaClass, state.error.context.map(contextObject)),
    ),
    getBreakingChangeInfo: asked(() => null),
  },
}));
