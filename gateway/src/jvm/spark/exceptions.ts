// Spark's exception classes, and which of them each of the engine's conditions becomes.

import type { ConditionKind } from '@tspark/engine/errors/conditions.ts';
import type { SparkError } from '@tspark/engine/errors/raise.ts';
import { javaClass, javaInterface } from '../define.ts';
import {
  ArithmeticException,
  ArrayIndexOutOfBoundsException,
  Exception,
  IllegalArgumentException,
  NumberFormatException,
  OutOfMemoryError,
  RuntimeException,
  UnsupportedOperationException,
} from '../java/lang/exceptions.ts';
import { throwableClass } from '../java/lang/Throwable.ts';
import { DateTimeException } from '../java/time/exceptions.ts';
import { NoSuchElementException } from '../java/util/exceptions.ts';
import type { JavaClass } from '../java-class.ts';
import type { ThrowableState } from '../throwable.ts';
import type { JavaObject } from '../value.ts';

/** What instances of SparkThrowable hold beside Java's: the engine's error. */
export interface SparkThrowableState extends ThrowableState {
  readonly error: SparkError;
}

export const SparkThrowable: JavaClass<ThrowableState> = javaInterface('org.apache.spark.SparkThrowable');

const sparkThrowable = (name: string, parent: () => JavaClass<ThrowableState>): JavaClass<SparkThrowableState> =>
  javaClass(name, () => ({ superclass: parent() as JavaClass<never>, interfaces: [SparkThrowable as JavaClass] }));

/** A failed or cancelled job: no condition of its own, so no SparkThrowable here. */
export const SparkException: JavaClass<ThrowableState> = throwableClass(
  'org.apache.spark.SparkException',
  () => Exception,
);
/** A condition that Spark reports as a plain SparkException. */
export const SparkConditionException: JavaClass<SparkThrowableState> = javaClass(
  'org.apache.spark.SparkConditionException',
  () => ({
    superclass: SparkException as JavaClass<never>,
    interfaces: [SparkThrowable as JavaClass],
  }),
);
export const SparkRuntimeException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.SparkRuntimeException',
  () => RuntimeException,
);
export const SparkUpgradeException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.SparkUpgradeException',
  () => RuntimeException,
);
export const SparkArithmeticException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.SparkArithmeticException',
  () => ArithmeticException,
);
export const SparkArrayIndexOutOfBoundsException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.SparkArrayIndexOutOfBoundsException',
  () => ArrayIndexOutOfBoundsException,
);
export const SparkDateTimeException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.SparkDateTimeException',
  () => DateTimeException,
);
export const SparkNumberFormatException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.SparkNumberFormatException',
  () => NumberFormatException,
);
export const SparkIllegalArgumentException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.SparkIllegalArgumentException',
  () => IllegalArgumentException,
);
export const SparkUnsupportedOperationException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.SparkUnsupportedOperationException',
  () => UnsupportedOperationException,
);
export const SparkNoSuchElementException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.SparkNoSuchElementException',
  () => NoSuchElementException,
);
export const SparkOutOfMemoryError: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.memory.SparkOutOfMemoryError',
  () => OutOfMemoryError,
);
export const AnalysisException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.sql.AnalysisException',
  () => Exception,
);
export const ParseException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.sql.catalyst.parser.ParseException',
  () => AnalysisException as JavaClass<never>,
);
export const StreamingQueryException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.sql.streaming.StreamingQueryException',
  () => Exception,
);
export const QueryExecutionException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.sql.execution.QueryExecutionException',
  () => Exception,
);
export const PythonException: JavaClass<SparkThrowableState> = sparkThrowable(
  'org.apache.spark.api.python.PythonException',
  () => RuntimeException,
);

/** Hadoop's exceptions are none of Spark's. */
type SparkKind = Exclude<ConditionKind, 'hadoop-input'>;

const CLASS_OF: Readonly<Record<SparkKind, JavaClass<SparkThrowableState>>> = {
  parse: ParseException,
  analysis: AnalysisException,
  arithmetic: SparkArithmeticException,
  'array-index': SparkArrayIndexOutOfBoundsException,
  'date-time': SparkDateTimeException,
  'number-format': SparkNumberFormatException,
  'illegal-argument': SparkIllegalArgumentException,
  unsupported: SparkUnsupportedOperationException,
  upgrade: SparkUpgradeException,
  'no-such-element': SparkNoSuchElementException,
  'out-of-memory': SparkOutOfMemoryError,
  python: PythonException,
  runtime: SparkRuntimeException,
  spark: SparkConditionException,
};

export function sparkThrowableOf(
  error: SparkError,
  kind: SparkKind,
  cause: JavaObject<ThrowableState> | null,
): JavaObject<ThrowableState> {
  const state: SparkThrowableState = { message: error.message, cause, origin: error, error };
  return CLASS_OF[kind].of(state) as JavaObject<ThrowableState>;
}
