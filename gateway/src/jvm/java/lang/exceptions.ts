// The exceptions of java.lang: a name and what it extends.

import type { JavaClass } from '../../java-class.ts';
import type { ThrowableState } from '../../throwable.ts';
import { Throwable, throwableClass } from './Throwable.ts';

type ExceptionClass = JavaClass<ThrowableState>;

export const Exception: ExceptionClass = throwableClass('java.lang.Exception', () => Throwable);
export const ErrorClass: ExceptionClass = throwableClass('java.lang.Error', () => Throwable);
export const RuntimeException: ExceptionClass = throwableClass('java.lang.RuntimeException', () => Exception);
export const ArithmeticException: ExceptionClass = throwableClass(
  'java.lang.ArithmeticException',
  () => RuntimeException,
);
export const ArrayStoreException: ExceptionClass = throwableClass(
  'java.lang.ArrayStoreException',
  () => RuntimeException,
);
export const ClassCastException: ExceptionClass = throwableClass(
  'java.lang.ClassCastException',
  () => RuntimeException,
);
export const IllegalArgumentException: ExceptionClass = throwableClass(
  'java.lang.IllegalArgumentException',
  () => RuntimeException,
);
export const IllegalStateException: ExceptionClass = throwableClass(
  'java.lang.IllegalStateException',
  () => RuntimeException,
);
export const IllegalMonitorStateException: ExceptionClass = throwableClass(
  'java.lang.IllegalMonitorStateException',
  () => RuntimeException,
);
export const NumberFormatException: ExceptionClass = throwableClass(
  'java.lang.NumberFormatException',
  () => IllegalArgumentException,
);
export const IndexOutOfBoundsException: ExceptionClass = throwableClass(
  'java.lang.IndexOutOfBoundsException',
  () => RuntimeException,
);
export const ArrayIndexOutOfBoundsException: ExceptionClass = throwableClass(
  'java.lang.ArrayIndexOutOfBoundsException',
  () => IndexOutOfBoundsException,
);
export const StringIndexOutOfBoundsException: ExceptionClass = throwableClass(
  'java.lang.StringIndexOutOfBoundsException',
  () => IndexOutOfBoundsException,
);
export const NegativeArraySizeException: ExceptionClass = throwableClass(
  'java.lang.NegativeArraySizeException',
  () => RuntimeException,
);
export const NullPointerException: ExceptionClass = throwableClass(
  'java.lang.NullPointerException',
  () => RuntimeException,
);
export const SecurityException: ExceptionClass = throwableClass('java.lang.SecurityException', () => RuntimeException);
export const UnsupportedOperationException: ExceptionClass = throwableClass(
  'java.lang.UnsupportedOperationException',
  () => RuntimeException,
);
export const CloneNotSupportedException: ExceptionClass = throwableClass(
  'java.lang.CloneNotSupportedException',
  () => Exception,
);
export const InterruptedException: ExceptionClass = throwableClass('java.lang.InterruptedException', () => Exception);
export const ReflectiveOperationException: ExceptionClass = throwableClass(
  'java.lang.ReflectiveOperationException',
  () => Exception,
);
export const ClassNotFoundException: ExceptionClass = throwableClass(
  'java.lang.ClassNotFoundException',
  () => ReflectiveOperationException,
);
export const NoSuchFieldException: ExceptionClass = throwableClass(
  'java.lang.NoSuchFieldException',
  () => ReflectiveOperationException,
);
export const NoSuchMethodException: ExceptionClass = throwableClass(
  'java.lang.NoSuchMethodException',
  () => ReflectiveOperationException,
);
export const AssertionError: ExceptionClass = throwableClass('java.lang.AssertionError', () => ErrorClass);
export const VirtualMachineError: ExceptionClass = throwableClass('java.lang.VirtualMachineError', () => ErrorClass);
export const OutOfMemoryError: ExceptionClass = throwableClass('java.lang.OutOfMemoryError', () => VirtualMachineError);
export const StackOverflowError: ExceptionClass = throwableClass(
  'java.lang.StackOverflowError',
  () => VirtualMachineError,
);
export const LinkageError: ExceptionClass = throwableClass('java.lang.LinkageError', () => ErrorClass);
export const NoClassDefFoundError: ExceptionClass = throwableClass(
  'java.lang.NoClassDefFoundError',
  () => LinkageError,
);
