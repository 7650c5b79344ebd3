// The exceptions of java.time.

import type { JavaClass } from '../../java-class.ts';
import type { ThrowableState } from '../../throwable.ts';
import { RuntimeException } from '../lang/exceptions.ts';
import { throwableClass } from '../lang/Throwable.ts';

type ExceptionClass = JavaClass<ThrowableState>;

export const DateTimeException: ExceptionClass = throwableClass('java.time.DateTimeException', () => RuntimeException);
export const DateTimeParseException: ExceptionClass = throwableClass(
  'java.time.format.DateTimeParseException',
  () => DateTimeException,
);
