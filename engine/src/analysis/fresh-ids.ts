/** Gives a plan's columns new ids where another plan already uses theirs, as both sides of a self-join do. */
import { type Attribute, type Expression, nextExpressionId } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { mapExpressions, PLANS, transformExpression } from '../tree/shapes.ts';
import { transformUp } from '../tree/transform.ts';
import { isAnalyzed, markAnalyzed } from './analyzed.ts';

/** `plan` unless one of its columns is among `taken`; then a copy in which those have other ids. */
export function withFreshIds(plan: Plan, taken: readonly Attribute[]): Plan {
  if (taken.length === 0) return plan;
  const ids = new Set(taken.map((attribute) => attribute.id));
  return renewed(
    plan,
    outputOf(plan)
      .map((attribute) => attribute.id)
      .filter((id) => ids.has(id)),
  );
}

/** A copy of a relation none of whose columns are shared with the original. */
export function independentCopy(plan: Plan): Plan {
  return renewed(
    plan,
    outputOf(plan).map((attribute) => attribute.id),
  );
}

function renewed(plan: Plan, ids: readonly number[]): Plan {
  if (ids.length === 0) return plan;
  const fresh = new Map(ids.map((id) => [id, nextExpressionId()]));
  return renameIds(plan, fresh);
}

export function renameIds(plan: Plan, fresh: ReadonlyMap<number, number>): Plan {
  const expression = (root: Expression): Expression => transformExpression(root, (e) => renamedNode(e, fresh));
  const attribute = (a: Attribute): Attribute => renamedAttribute(a, fresh);
  return transformUp(PLANS, plan, (node) => {
    const mapped = withProduced(mapExpressions(node, expression), attribute);
    return isAnalyzed(node) || isAnalyzed(plan) ? markAnalyzed(mapped) : mapped;
  });
}

function renamedAttribute(a: Attribute, fresh: ReadonlyMap<number, number>): Attribute {
  const id = fresh.get(a.id);
  return id === undefined ? a : { ...a, id };
}

function renamedNode(e: Expression, fresh: ReadonlyMap<number, number>): Expression {
  switch (e.kind) {
    case 'attribute':
      return renamedAttribute(e, fresh);
    case 'alias': {
      const id = fresh.get(e.id);
      return id === undefined ? e : { ...e, id };
    }
    case 'outer-reference': {
      const attribute = renamedAttribute(e.attribute, fresh);
      return attribute === e.attribute ? e : { ...e, attribute };
    }
    case 'scalar-subquery':
    case 'exists':
    case 'in-subquery': {
      const plan = renameIds(e.plan, fresh);
      return plan === e.plan ? e : { ...e, plan };
    }
    default:
      return e;
  }
}

/** Attributes a node makes itself are no expressions of it. */
function withProduced(node: Plan, rename: (a: Attribute) => Attribute): Plan {
  switch (node.kind) {
    case 'range':
    case 'local-relation':
    case 'source-relation':
    case 'rdd-relation':
    case 'cached-relation':
    case 'cte-reference':
    case 'expand':
    case 'python-map':
    case 'generate': {
      const output = node.output.map(rename);
      return output.every((a, i) => a === node.output[i]) ? node : { ...node, output };
    }
    case 'join': {
      if (node.exists === undefined) return node;
      const exists = rename(node.exists);
      return exists === node.exists ? node : { ...node, exists };
    }
    case 'project': {
      if (node.hidden === undefined) return node;
      return { ...node, hidden: node.hidden.map(rename) };
    }
    default:
      return node;
  }
}
