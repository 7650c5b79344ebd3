/** Hints: join strategies go to the joins they name, partitioning hints become Repartition, others are dropped. */
import { raise } from '../../errors/raise.ts';
import type { Expression } from '../../tree/expression.ts';
import type { Hint, Join, JoinStrategy, Plan } from '../../tree/plan.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { sameIdentifier } from '../columns.ts';

const STRATEGIES: ReadonlyMap<string, JoinStrategy> = new Map([
  ['BROADCAST', 'broadcast'],
  ['BROADCASTJOIN', 'broadcast'],
  ['MAPJOIN', 'broadcast'],
  ['MERGE', 'merge'],
  ['SHUFFLE_MERGE', 'merge'],
  ['MERGEJOIN', 'merge'],
  ['SHUFFLE_HASH', 'shuffle-hash'],
  ['SHUFFLE_REPLICATE_NL', 'shuffle-replicate-nl'],
]);

export function resolveHint(plan: Hint, analysis: Analysis): Plan {
  const name = plan.name.toUpperCase();
  const strategy = STRATEGIES.get(name);
  if (strategy !== undefined) return joinHint(plan, strategy, analysis);
  switch (name) {
    case 'COALESCE':
      return partitions(plan, 'coalesce', true, analysis);
    case 'REPARTITION':
      return partitions(plan, 'hash', false, analysis);
    case 'REPARTITION_BY_RANGE':
      return partitions(plan, 'range', false, analysis);
    default:
      return plan.child;
  }
}

/** Without names (`df.hint`) the whole child is meant: the hint stays for the join above to take up. */
function joinHint(plan: Hint, strategy: JoinStrategy, analysis: Analysis): Plan {
  if (plan.args.length === 0) return plan;
  const names = plan.args.flatMap((e) => (e.kind === 'unresolved-attribute' ? [e.parts.at(-1) as string] : []));
  return withStrategy(plan.child, names, strategy, analysis);
}

function withStrategy(plan: Plan, names: readonly string[], strategy: JoinStrategy, analysis: Analysis): Plan {
  const named = (side: Plan): boolean => {
    const found = relationName(side);
    return found !== undefined && names.some((name) => sameIdentifier(name, found, analysis.mode.caseSensitive));
  };
  switch (plan.kind) {
    case 'join': {
      const left = withStrategy(plan.left, names, strategy, analysis);
      const right = withStrategy(plan.right, names, strategy, analysis);
      const hint: Join['hint'] = {
        left: named(plan.left) ? strategy : plan.hint.left,
        right: named(plan.right) ? strategy : plan.hint.right,
      };
      return markAnalyzed({ ...plan, left, right, hint });
    }
    case 'project':
    case 'filter':
    case 'aggregate':
    case 'sort':
    case 'limit':
    case 'distinct':
    case 'window':
    case 'generate':
      return markAnalyzed({ ...plan, child: withStrategy(plan.child, names, strategy, analysis) });
    default:
      return plan;
  }
}

function relationName(plan: Plan): string | undefined {
  return plan.kind === 'subquery-alias' ? plan.name.at(-1) : undefined;
}

function partitions(plan: Hint, by: 'coalesce' | 'hash' | 'range', countOnly: boolean, analysis: Analysis): Plan {
  const [first, ...rest] = plan.args;
  const count = first?.kind === 'literal' && typeof first.value === 'number' ? first.value : undefined;
  const columns: readonly Expression[] = count === undefined ? plan.args : rest;
  const name = plan.name.toUpperCase();
  if (countOnly && (count === undefined || columns.length > 0)) {
    raise('_LEGACY_ERROR_TEMP_1047', { hintName: name }, { context: plan.context });
  }
  const bad = columns.filter((e) => e.kind !== 'unresolved-attribute' && e.kind !== 'attribute');
  if (bad.length > 0) {
    raise(
      '_LEGACY_ERROR_TEMP_1046',
      { hintName: name, invalidParams: bad.map((e) => String(e.kind)).join(', ') },
      { context: plan.context },
    );
  }
  const scope = childScope(analysis, plan.child);
  const expressions = columns.map((e) => resolveIn(analysis, scope, e));
  const how = expressions.length === 0 && by === 'hash' ? 'round-robin' : by;
  return { kind: 'repartition', by: how, numPartitions: count, expressions, child: plan.child };
}
