/** A join as rules make it: by type and condition alone. */
import type { Expression } from '../tree/expression.ts';
import type { Join, JoinType, Plan } from '../tree/plan.ts';

export function plainJoin(type: JoinType, left: Plan, right: Plan, condition: Expression | undefined): Join {
  return {
    kind: 'join',
    type: type === 'cross' && condition !== undefined ? 'inner' : type,
    condition,
    using: undefined,
    natural: false,
    lateral: false,
    nullAware: false,
    exists: undefined,
    hint: { left: undefined, right: undefined },
    left,
    right,
  };
}
