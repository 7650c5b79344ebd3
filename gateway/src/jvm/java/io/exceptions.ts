// The exceptions of java.io.

import type { JavaClass } from '../../java-class.ts';
import type { ThrowableState } from '../../throwable.ts';
import { Exception, RuntimeException } from '../lang/exceptions.ts';
import { throwableClass } from '../lang/Throwable.ts';

type ExceptionClass = JavaClass<ThrowableState>;

export const IOException: ExceptionClass = throwableClass('java.io.IOException', () => Exception);
export const EOFException: ExceptionClass = throwableClass('java.io.EOFException', () => IOException);
export const FileNotFoundException: ExceptionClass = throwableClass('java.io.FileNotFoundException', () => IOException);
export const UncheckedIOException: ExceptionClass = throwableClass(
  'java.io.UncheckedIOException',
  () => RuntimeException,
);
export const NotSerializableException: ExceptionClass = throwableClass(
  'java.io.NotSerializableException',
  () => IOException,
);
