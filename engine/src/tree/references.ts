/** Sets of attributes: what expressions refer to and what plans offer. */
import type { Attribute, Expression } from './expression.ts';
import { outputOf } from './output.ts';
import type { Plan } from './plan.ts';
import { EXPRESSIONS, expressionsOf, PLANS } from './shapes.ts';
import { isSubquery } from './subquery.ts';
import { preorder } from './transform.ts';

export type AttributeIds = ReadonlySet<number>;

/** Ids of the attributes an expression reads; a subquery reads what its plan takes from outside. */
export function referencesOf(...expressions: readonly Expression[]): AttributeIds {
  const found = new Set<number>();
  for (const root of expressions) {
    for (const node of preorder(EXPRESSIONS, root)) {
      if (node.kind === 'attribute') found.add(node.id);
      else if (isSubquery(node)) {
        for (const attribute of outerReferences(node.plan)) found.add(attribute.id);
      }
    }
  }
  return found;
}

/** Columns of the enclosing query that a plan uses, each once. A subquery or LATERAL side in it asks the plan, not that query. */
export function outerReferences(plan: Plan): readonly Attribute[] {
  const found = new Map<number, Attribute>();
  const stack: Plan[] = [plan];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const root of expressionsOf(node)) {
      for (const e of preorder(EXPRESSIONS, root)) {
        if (e.kind === 'outer-reference') found.set(e.attribute.id, e.attribute);
      }
    }
    stack.push(...(node.kind === 'join' && node.lateral ? [node.left] : PLANS.children(node)).toReversed());
  }
  return [...found.values()];
}

/** The attributes themselves, in order of appearance, each once. */
export function attributesIn(...expressions: readonly Expression[]): readonly Attribute[] {
  const found = new Map<number, Attribute>();
  for (const root of expressions) {
    for (const node of preorder(EXPRESSIONS, root))
      if (node.kind === 'attribute' && !found.has(node.id)) found.set(node.id, node);
  }
  return [...found.values()];
}

export const idsOf = (attributes: readonly Attribute[]): AttributeIds => new Set(attributes.map((a) => a.id));
export const outputIds = (plan: Plan): AttributeIds => idsOf(outputOf(plan));

/** Whether all columns an expression reads are among these. */
export const readsOnly = (expression: Expression, ids: AttributeIds): boolean =>
  holdsAll(ids, referencesOf(expression));

export function holdsAll(ids: AttributeIds, wanted: AttributeIds): boolean {
  for (const id of wanted) if (!ids.has(id)) return false;
  return true;
}

export function overlaps(a: AttributeIds, b: AttributeIds): boolean {
  for (const id of a) if (b.has(id)) return true;
  return false;
}
