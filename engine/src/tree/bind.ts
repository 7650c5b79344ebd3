/** Turns attributes into positions of an input row. */
import { internal } from '../errors/internal.ts';
import type { Attribute, Expression } from './expression.ts';
import { transformExpression } from './shapes.ts';

/** Every attribute of `expression` becomes a BoundReference into `input`; a missing one is a bug of the planner. */
export function bindReferences<E extends Expression>(expression: E, input: readonly Attribute[]): E {
  return bindAll([expression], input)[0] as E;
}

export function bindAll<E extends Expression>(expressions: readonly E[], input: readonly Attribute[]): readonly E[] {
  const ordinals = new Map<number, number>();
  input.forEach((attribute, i) => {
    if (!ordinals.has(attribute.id)) ordinals.set(attribute.id, i);
  });
  const bind = (node: Expression): Expression => {
    if (node.kind !== 'attribute') return node;
    const ordinal = ordinals.get(node.id);
    if (ordinal === undefined) {
      return internal(`${node.name}#${node.id} is not in [${input.map((a) => `${a.name}#${a.id}`).join(', ')}]`);
    }
    return { kind: 'bound', ordinal, type: node.type, nullable: (input[ordinal] as Attribute).nullable };
  };
  return expressions.map((e) => transformExpression(e, bind) as E);
}
