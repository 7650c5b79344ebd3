/** Columns below a plan's output that may still be asked for: join keys behind USING, and columns projected away. */

import { raise } from '../errors/raise.ts';
import { alias } from '../tree/build.ts';
import { canonicalKey } from '../tree/canonical.ts';
import type { Attribute } from '../tree/expression.ts';
import { FILE_COLUMN, isFileColumn, noFile } from '../tree/file-column.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan, Project, Union } from '../tree/plan.ts';
import { PLANS } from '../tree/shapes.ts';
import { type StructType, sameType } from '../types/data-type.ts';
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
        return without(
          node.hidden.filter((a) => !isFileColumn(a)),
          plan,
        );
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
        return without(
          [...hiddenOf(node.left), ...(isOneSided(node.type) ? [] : hiddenOf(node.right))].filter(
            (a) => !isFileColumn(a),
          ),
          plan,
        );
      case 'source-relation':
        return node.fileColumn === undefined ? [] : without([node.fileColumn], plan);
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

/** The columns of the files that tasks read while they compute the plan's rows: none behind a shuffle. */
export function fileColumnsOf(plan: Plan): readonly Attribute[] {
  switch (plan.kind) {
    case 'source-relation':
      return plan.fileColumn === undefined ? [] : [plan.fileColumn];
    case 'project':
    case 'filter':
    case 'sample':
    case 'generate':
    case 'hint':
    case 'subquery-alias':
      return fileColumnsOf(plan.child);
    case 'join':
      return [...fileColumnsOf(plan.left), ...(isOneSided(plan.type) ? [] : fileColumnsOf(plan.right))];
    case 'union':
      return plan.children.flatMap(fileColumnsOf).slice(0, 1);
    default:
      return [];
  }
}

/** How many relations over files a plan has; those of a union take turns. */
export function fileSourcesOf(plan: Plan): number {
  if (plan.kind === 'source-relation') return 1;
  const count = PLANS.children(plan).reduce((sum, child) => sum + fileSourcesOf(child), 0);
  return plan.kind === 'union' ? Math.min(count, 1) : count;
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
    case 'subquery-alias':
    case 'hint': {
      const child = exposing(plan.child, missing);
      return child === undefined ? undefined : markAnalyzed({ ...plan, child });
    }
    case 'source-relation':
      return missing.every((attribute) => attribute.id === plan.fileColumn?.id)
        ? markAnalyzed({ ...plan, output: [...plan.output, ...missing] })
        : undefined;
    case 'join': {
      const ids = new Set(
        [...outputOf(plan.left), ...hiddenOf(plan.left), ...fileColumnsOf(plan.left)].map((a) => a.id),
      );
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
    case 'union':
      return exposedUnion(plan, missing);
    default:
      return undefined;
  }
}

/** Each child shows where its own rows are from. */
function exposedUnion(plan: Union, missing: readonly Attribute[]): Plan | undefined {
  const [wanted] = fileColumnsOf(plan);
  if (wanted === undefined || missing.some(({ id }) => id !== wanted.id)) return undefined;
  const children = plan.children.map((child, i) => {
    const [column] = fileColumnsOf(child);
    if (column !== undefined && !sameType(column.type, wanted.type))
      raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'input_file_name() over a union of different sources' });
    const source = column === undefined ? child : exposing(child, [column]);
    const list = [
      ...outputOf(child),
      alias(column ?? noFile(wanted.type as StructType), FILE_COLUMN, i === 0 ? wanted : {}),
    ];
    return source && markAnalyzed({ kind: 'project', list, child: source });
  });
  return children.every((child) => child !== undefined) ? markAnalyzed({ ...plan, children }) : undefined;
}

function exposedProject(plan: Project, missing: readonly Attribute[]): Plan | undefined {
  const child = exposing(plan.child, missing);
  return child === undefined ? undefined : markAnalyzed({ ...plan, list: [...plan.list, ...missing], child });
}
