/** A scope that falls back on columns the child has projected away, as ORDER BY and filters may use them. */
import type { Plan } from '../tree/plan.ts';
import { type Analysis, childScope } from './analysis.ts';
import { below } from './hidden-columns.ts';
import type { Scope } from './resolution.ts';

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
