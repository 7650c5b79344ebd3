// The exceptions of java.net.

import type { JavaClass } from '../../java-class.ts';
import type { ThrowableState } from '../../throwable.ts';
import { IOException } from '../io/exceptions.ts';
import { throwableClass } from '../lang/Throwable.ts';

type ExceptionClass = JavaClass<ThrowableState>;

export const SocketException: ExceptionClass = throwableClass('java.net.SocketException', () => IOException);
export const ConnectException: ExceptionClass = throwableClass('java.net.ConnectException', () => SocketException);
export const UnknownHostException: ExceptionClass = throwableClass('java.net.UnknownHostException', () => IOException);
