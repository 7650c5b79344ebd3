/** Recursive CTEs are run before the query they stand in; their rows take their place. */
import { raise } from '../errors/raise.ts';
import type { LocalRelation, Plan, Recursion } from '../tree/plan.ts';
import { PLANS, transformPlan } from '../tree/shapes.ts';
import type { Batch } from '../types/vector.ts';
import type { QueryExecution } from './query-execution.ts';
import { queryBatches, type RunOptions } from './run-query.ts';

type Limits = ReadonlyMap<Recursion, number>;

export async function replaceRecursions(query: QueryExecution, plan: Plan, options: RunOptions): Promise<Plan> {
  const limits = recursionsOf(plan);
  if (limits.size === 0) return plan;
  const rows = new Map<Recursion, LocalRelation>();
  for (const [recursion, limit] of limits) rows.set(recursion, await run(query, recursion, limit, options));
  return transformPlan(plan, (node) => (node.kind === 'recursion' ? (rows.get(node) ?? node) : node));
}

/** Each with the number of rows that are enough of it. */
function recursionsOf(plan: Plan): Limits {
  const found = new Map<Recursion, number>();
  const visit = (node: Plan, limit: number): void => {
    if (node.kind === 'recursion') found.set(node, Math.max(limit, found.get(node) ?? 0));
    for (const child of PLANS.children(node)) visit(child, limitBelow(node, limit));
  };
  visit(plan, Number.POSITIVE_INFINITY);
  return found;
}

/** A limit holds below what takes rows one by one, or one after another. */
function limitBelow(node: Plan, limit: number): number {
  switch (node.kind) {
    case 'limit':
      return node.count.kind === 'literal' ? Math.min(limit, Number(node.count.value)) : limit;
    case 'project':
    case 'subquery-alias':
    case 'union':
      return limit;
    default:
      return Number.POSITIVE_INFINITY;
  }
}

async function run(query: QueryExecution, recursion: Recursion, enough: number, options: RunOptions) {
  const conf = query.session.conf.snapshot();
  const levelLimit = recursion.maxDepth ?? conf.getNumber('spark.sql.cteRecursionLevelLimit');
  const rowLimit = Number.isFinite(enough) ? -1 : conf.getNumber('spark.sql.cteRecursionRowLimit');
  const all: Batch[] = [];
  let count = 0;
  let last = await batchesOf(query, recursion.anchor, options);
  for (let level = 1; ; level++) {
    const rows = last.reduce((sum, batch) => sum + batch.length, 0);
    count += rows;
    all.push(...last);
    if (rows === 0 || count >= enough) break;
    if (rowLimit >= 0 && count > rowLimit) raise('RECURSION_ROW_LIMIT_EXCEEDED', { rowLimit: String(rowLimit) });
    if (levelLimit >= 0 && level > levelLimit) {
      raise('RECURSION_LEVEL_LIMIT_EXCEEDED', { levelLimit: String(levelLimit) });
    }
    last = await batchesOf(query, stepFrom(recursion, last), options);
  }
  return { kind: 'local-relation', output: recursion.output, batches: all } as const;
}

async function batchesOf(query: QueryExecution, plan: Plan, options: RunOptions): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of queryBatches(query.of(plan), { kind: 'columns' }, options)) {
    if (batch.length > 0) batches.push(batch);
  }
  return batches;
}

/** The step over the rows before; inner recursions may refer to them too. */
function stepFrom({ cte, step }: Recursion, batches: readonly Batch[]): Plan {
  const replace = (plan: Plan): Plan =>
    transformPlan(plan, (node) => {
      if (node.kind === 'cte-reference' && node.cte === cte)
        return { kind: 'local-relation', output: node.output, batches };
      if (node.kind === 'recursion') return { ...node, anchor: replace(node.anchor), step: replace(node.step) };
      return node;
    });
  return replace(step);
}

/** For EXPLAIN, which runs nothing: a local relation stands where the rows will be. */
export const withoutRows = (plan: Plan): Plan =>
  transformPlan(plan, (node) =>
    node.kind === 'recursion' ? { kind: 'local-relation', output: node.output, batches: [] } : node,
  );
