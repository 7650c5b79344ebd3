// The exceptions of Py4J itself, which callbacks into Python raise.

import { RuntimeException } from '../java/lang/exceptions.ts';
import { throwableClass } from '../java/lang/Throwable.ts';
import type { JavaClass } from '../java-class.ts';
import type { ThrowableState } from '../throwable.ts';

export const Py4JException: JavaClass<ThrowableState> = throwableClass('py4j.Py4JException', () => RuntimeException);
export const Py4JNetworkException: JavaClass<ThrowableState> = throwableClass(
  'py4j.Py4JNetworkException',
  () => RuntimeException,
);
