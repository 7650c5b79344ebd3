// Errors of the engine as Java exceptions: its conditions by their kind, failed and cancelled jobs as SparkException.

import { SparkError } from '@tspark/engine/errors/raise.ts';
import { JobAborted, JobCancelled } from '@tspark/engine/exec/job.ts';
import { InvalidInputException } from '../hadoop/mapred/InvalidInputException.ts';
import type { ThrowableState } from '../throwable.ts';
import type { JavaObject } from '../value.ts';
import { SparkException, sparkThrowableOf } from './exceptions.ts';

/** Null for what the engine does not know: the gateway marks it as an internal error. */
export function translateError(error: unknown): JavaObject<ThrowableState> | null {
  if (error instanceof SparkError) {
    if (error.kind === 'hadoop-input')
      return InvalidInputException.of({ message: error.message, cause: null, origin: error });
    return sparkThrowableOf(error, error.kind, translateError(error.cause));
  }
  if (error instanceof JobAborted || error instanceof JobCancelled) {
    return SparkException.of({ message: error.message, cause: translateError(error.cause), origin: error });
  }
  return null;
}
