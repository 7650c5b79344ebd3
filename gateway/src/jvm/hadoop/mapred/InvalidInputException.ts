// org.apache.hadoop.mapred.InvalidInputException: an RDD's input files are not there.

import { IOException } from '../../java/io/exceptions.ts';
import { throwableClass } from '../../java/lang/Throwable.ts';
import type { JavaClass } from '../../java-class.ts';
import type { ThrowableState } from '../../throwable.ts';

export const InvalidInputException: JavaClass<ThrowableState> = throwableClass(
  'org.apache.hadoop.mapred.InvalidInputException',
  () => IOException,
);
