/** Errors that users raise themselves. */
import { raise } from '../../errors/raise.ts';

export function fail(message: string | null): never {
  return raise('USER_RAISED_EXCEPTION', { errorMessage: message ?? 'null' });
}

export function failUnless(condition: boolean | null, message: string | null): null {
  return condition === true ? null : fail(message);
}
