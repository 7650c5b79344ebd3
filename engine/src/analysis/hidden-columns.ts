/** Columns below a plan's output that may still be asked for: join keys behind USING, and columns projected away. */

import { canonicalKey } from '../tree/canonical.ts';
import type { Attribute } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan, Project } from '../tree/plan.ts';
import { markAnalyzed } from './analyzed.ts';

/** What qualified names reach besides the output. */
export function hiddenOf(plan: Plan): readonly Attribute[] {
  let node = plan;
  for (;;) {
    switch (node.kind) {
      case 'project': {
        if (node.hidden === undefined) {
          node = node.child;
          continue;
        }
        return without(node.hidden, plan);
      }
      case 'filter':
      case 'sort':
      case 'limit':
      case 'offset':
      case 'sample':
      case 'repartition':
      case 'window':
      case 'generate':
        node = node.child;
        continue;
      case 'join':
        return without([...hiddenOf(node.left), ...(isOneSided(node.type) ? [] : hiddenOf(node.right))], plan);
      default:
        return [];
    }
  }
}

const isOneSided = (type: string): boolean => type === 'left-semi' || type === 'left-anti' || type === 'existence';

function without(hidden: readonly Attribute[], plan: Plan): readonly Attribute[] {
  if (hidden.length === 0) return hidden;
  const shown = new Set(outputOf(plan).map((attribute) => attribute.id));
  return hidden.filter((attribute) => !shown.has(attribute.id));
}

/** The plan one step down whose columns ORDER BY and filters may still use; `undefined` where projections end. */
export function below(plan: Plan): Plan | undefined {
  let node = plan;
  for (;;) {
    switch (node.kind) {
      case 'project':
      case 'aggregate':
        return node.child;
      case 'filter':
      case 'sort':
      case 'limit':
      case 'offset':
      case 'sample':
      case 'repartition':
      case 'window':
      case 'hint':
        node = node.child;
        continue;
      default:
        return undefined;
    }
  }
}

/** `plan` with these columns in its output too; `undefined` where that would change its rows. */
export function exposing(plan: Plan, wanted: readonly Attribute[]): Plan | undefined {
  const shown = new Set(outputOf(plan).map((attribute) => attribute.id));
  const missing = wanted.filter((attribute) => !shown.has(attribute.id));
  if (missing.length === 0) return plan;
  switch (plan.kind) {
    case 'project':
      return exposedProject(plan, missing);
    case 'aggregate': {
      const keys = new Set(plan.grouping.map(canonicalKey));
      if (!missing.every((attribute) => keys.has(canonicalKey(attribute)))) return undefined;
      return markAnalyzed({ ...plan, list: [...plan.list, ...missing] });
    }
    case 'filter':
    case 'sort':
    case 'limit':
    case 'offset':
    case 'sample':
    case 'repartition':
    case 'window':
    case 'generate':
    case 'hint': {
      const child = exposing(plan.child, missing);
      return child === undefined ? undefined : markAnalyzed({ ...plan, child });
    }
    case 'join': {
      const ids = new Set([...outputOf(plan.left), ...hiddenOf(plan.left)].map((attribute) => attribute.id));
      const left = exposing(
        plan.left,
        missing.filter((attribute) => ids.has(attribute.id)),
      );
      const right = exposing(
        plan.right,
        missing.filter((attribute) => !ids.has(attribute.id)),
      );
      return left === undefined || right === undefined || isOneSided(plan.type)
        ? undefined
        : markAnalyzed({ ...plan, left, right });
    }
    default:
      return undefined;
  }
}

function exposedProject(plan: Project, missing: readonly Attribute[]): Plan | undefined {
  const child = exposing(plan.child, missing);
  return child === undefined ? undefined : markAnalyzed({ ...plan, list: [...plan.list, ...missing], child });
}
