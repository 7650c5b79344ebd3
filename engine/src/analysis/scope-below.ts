/** A scope that falls back on columns the child has projected away, as ORDER BY and filters may use them. */
import { SparkError } from '../errors/raise.ts';
import type { Plan } from '../tree/plan.ts';
import { type Analysis, childScope } from './analysis.ts';
import { below } from './hidden-columns.ts';
import type { Scope } from './resolution.ts';

const PASSED_OVER: ReadonlySet<string> = new Set([
  'AMBIGUOUS_REFERENCE',
  'INVALID_EXTRACT_BASE_FIELD_TYPE',
  'FIELD_NOT_FOUND',
]);

/** ORDER BY takes a name that is ambiguous or has no such field for one not found. */
export function lenient(scope: Scope): Scope {
  return {
    ...scope,
    lookup(parts, context, node) {
      try {
        return scope.lookup(parts, context, node);
      } catch (error) {
        if (error instanceof SparkError && PASSED_OVER.has(error.condition)) return undefined;
        throw error;
      }
    },
  };
}

export function scopeBelow(scope: Scope, child: Plan, analysis: Analysis): Scope {
  return {
    ...scope,
    lookup(parts, context, node) {
      const found = scope.lookup(parts, context, node);
      if (found !== undefined) return found;
      for (let plan = below(child); plan !== undefined; plan = below(plan)) {
        const deeper = childScope(analysis, plan).lookup(parts, context, node);
        if (deeper !== undefined) return deeper;
      }
      return undefined;
    },
  };
}
