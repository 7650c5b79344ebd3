/** Errors that users raise themselves. */
import { CONDITIONS, type Condition } from '../../errors/conditions.ts';
import { raise, SparkError } from '../../errors/raise.ts';
import type { MapValue } from '../../types/value.ts';

export function fail(message: string | null): never {
  return raise('USER_RAISED_EXCEPTION', { errorMessage: message ?? 'null' });
}

export function failUnless(condition: boolean | null, message: string | null): null {
  return condition === true ? null : fail(message);
}

/** A condition by its name, with its parameters. */
export function failWith(condition: string | null, parameters: MapValue | null): never {
  if (condition === null || !Object.hasOwn(CONDITIONS, condition))
    return raise('USER_RAISED_EXCEPTION_UNKNOWN_ERROR_CLASS', { errorClass: `'${condition}'` });
  const { keys = [], values = [] } = parameters ?? {};
  const byName = Object.fromEntries(keys.map((key, i) => [String(key), String(values[i])]));
  throw new SparkError(condition as Condition, byName, [], undefined);
}
