/** Gives a plan's columns new ids where another plan already uses theirs, as both sides of a self-join do. */
import { type Attribute, type Expression, nextExpressionId } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { mapExpressions, PLANS, transformExpression } from '../tree/shapes.ts';
import { foldUp, preorder } from '../tree/transform.ts';
import { isAnalyzed, markAnalyzed } from './analyzed.ts';

/** `plan` unless one of its columns is among `taken`; then a copy in which those have other ids. */
export function withFreshIds(plan: Plan, taken: readonly Attribute[]): Plan {
  return withoutIds(
    plan,
    outputOf(plan).map((attribute) => attribute.id),
    taken,
  );
}

/**
 * As `withFreshIds` for a plan that refers to the columns of an enclosing query: no column of it, however deep, shares
 * its id with one of those, so that the two can meet in one condition.
 */
export function apartFromOuter(plan: Plan, outer: readonly Attribute[]): Plan {
  const produced = [...preorder(PLANS, plan)].flatMap((node) => outputOf(node).map((attribute) => attribute.id));
  return withoutIds(plan, produced, outer);
}

function withoutIds(plan: Plan, produced: readonly number[], taken: readonly Attribute[]): Plan {
  if (taken.length === 0) return plan;
  const ids = new Set(taken.map((attribute) => attribute.id));
  return renewed(
    plan,
    produced.filter((id) => ids.has(id)),
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
  return renameIds(plan, new Map(ids.map((id) => [id, nextExpressionId()])), false);
}

/** `withOuter`: outer references are to columns of the plan being renamed too, as they are in its subqueries. */
function renameIds(plan: Plan, fresh: ReadonlyMap<number, number>, withOuter: boolean): Plan {
  const lateral = withOuter ? NONE : lateralParts(plan);
  const attribute = (a: Attribute): Attribute => renamedAttribute(a, fresh);
  return foldUp<Plan, Plan>(PLANS, plan, (node, children) => {
    const before = PLANS.children(node);
    const rebuilt = before.every((child, i) => child === children[i]) ? node : PLANS.withChildren(node, children);
    const outer = withOuter || lateral.has(node);
    const expression = (root: Expression): Expression => transformExpression(root, (e) => renamedNode(e, fresh, outer));
    const mapped = withProduced(mapExpressions(rebuilt, expression), attribute);
    return isAnalyzed(node) || isAnalyzed(plan) ? markAnalyzed(mapped) : mapped;
  });
}

const NONE: ReadonlySet<Plan> = new Set();

/** Right sides of lateral joins, whose outer references are to the join's left side. */
function lateralParts(plan: Plan): ReadonlySet<Plan> {
  const parts = new Set<Plan>();
  for (const node of preorder(PLANS, plan)) {
    if (node.kind === 'join' && node.lateral) for (const part of preorder(PLANS, node.right)) parts.add(part);
  }
  return parts;
}

function renamedAttribute(a: Attribute, fresh: ReadonlyMap<number, number>): Attribute {
  const id = fresh.get(a.id);
  return id === undefined ? a : { ...a, id, renewedFrom: a.renewedFrom ?? a.id };
}

function renamedNode(e: Expression, fresh: ReadonlyMap<number, number>, withOuter: boolean): Expression {
  switch (e.kind) {
    case 'attribute':
      return renamedAttribute(e, fresh);
    case 'alias': {
      const id = fresh.get(e.id);
      return id === undefined ? e : { ...e, id, renewedFrom: e.renewedFrom ?? e.id };
    }
    case 'outer-reference': {
      if (!withOuter) return e;
      const attribute = renamedAttribute(e.attribute, fresh);
      return attribute === e.attribute ? e : { ...e, attribute };
    }
    case 'scalar-subquery':
    case 'exists':
    case 'in-subquery': {
      const plan = renameIds(e.plan, fresh, true);
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
    case 'rdd-relation':
    case 'cached-relation':
    case 'cte-reference':
    case 'recursion':
    case 'expand':
    case 'python-map':
    case 'python-cogroup':
    case 'generate': {
      const output = node.output.map(rename);
      return output.every((a, i) => a === node.output[i]) ? node : { ...node, output };
    }
    case 'source-relation': {
      const output = node.output.map(rename);
      if (output.every((a, i) => a === node.output[i])) return node;
      const { fileColumn } = node;
      return fileColumn === undefined ? { ...node, output } : { ...node, output, fileColumn: rename(fileColumn) };
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
