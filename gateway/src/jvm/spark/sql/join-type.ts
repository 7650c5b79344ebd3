// Join types by the names users write.

import { raise } from '@tspark/engine/errors/raise.ts';
import { JOIN_TYPE_NAMES, joinTypeOf } from '@tspark/engine/session/transformations.ts';
import type { JoinType } from '@tspark/engine/tree/plan.ts';

export function joinTypeNamed(name: string): JoinType {
  const type = joinTypeOf(name);
  if (type !== undefined) return type;
  return raise('UNSUPPORTED_JOIN_TYPE', {
    typ: name,
    supported: JOIN_TYPE_NAMES.map((each) => `'${each}'`).join(', '),
  });
}
