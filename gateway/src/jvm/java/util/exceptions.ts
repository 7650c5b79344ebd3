// The exceptions of java.util and java.util.concurrent.

import type { JavaClass } from '../../java-class.ts';
import type { ThrowableState } from '../../throwable.ts';
import { Exception, IllegalStateException, RuntimeException } from '../lang/exceptions.ts';
import { throwableClass } from '../lang/Throwable.ts';

type ExceptionClass = JavaClass<ThrowableState>;

export const NoSuchElementException: ExceptionClass = throwableClass(
  'java.util.NoSuchElementException',
  () => RuntimeException,
);
export const ConcurrentModificationException: ExceptionClass = throwableClass(
  'java.util.ConcurrentModificationException',
  () => RuntimeException,
);
export const ExecutionException: ExceptionClass = throwableClass(
  'java.util.concurrent.ExecutionException',
  () => Exception,
);
export const TimeoutException: ExceptionClass = throwableClass(
  'java.util.concurrent.TimeoutException',
  () => Exception,
);
export const CancellationException: ExceptionClass = throwableClass(
  'java.util.concurrent.CancellationException',
  () => IllegalStateException,
);
