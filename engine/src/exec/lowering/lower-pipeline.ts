/** Filters and projections. */
import { type Sql, sql, sqlRelation } from '../../fragments/sql.ts';
import { lowerExpression } from '../../native/lower-expression.ts';
import { neverNull } from '../../optimizer/never-null.ts';
import type { Pipeline, PipelineStep } from '../../physical/node.ts';
import { allOf, conjuncts } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { columnsOf, type LowerEnv, type Ordinals, ordinalOf, select } from './relation.ts';

export function lowerPipeline(node: Pipeline, env: LowerEnv, rejected: Ordinals): Sql {
  const { steps, below } = withoutNeedlessTests(node.steps, rejected);
  let current = env.lower(node.child, below);
  let columns = columnsOf(node.child.output);
  for (const step of steps) {
    const scope = env.scope(columns);
    const from = sql`FROM ${sqlRelation(current)} AS t`;
    if (step.kind === 'filter') current = select(columns, sql`${from} WHERE ${lowerExpression(step.condition, scope)}`);
    else {
      current = select(
        step.list.map((e) => lowerExpression(e, scope)),
        from,
      );
      columns = columnsOf(step.output);
    }
  }
  return current;
}

/**
 * Tests for NULL that another condition makes needless: DuckDB takes each for a reason why few rows pass, and builds
 * its joins the wrong way round.
 */
function withoutNeedlessTests(
  steps: readonly PipelineStep[],
  rejected: Ordinals,
): { readonly steps: readonly PipelineStep[]; readonly below: Ordinals } {
  const kept: PipelineStep[] = [];
  let dropped = rejected;
  for (const step of [...steps].reverse()) {
    if (step.kind === 'project') {
      const above = dropped;
      dropped = new Set(step.list.flatMap((e, i) => (above.has(i) ? ordinalOf(withoutAlias(e)) : [])));
      kept.unshift(step);
      continue;
    }
    const parts = conjuncts(step.condition);
    const tests = parts.filter((e) => testedColumn(e) !== undefined);
    const others = parts.filter((e) => !tests.includes(e));
    const known = new Set([...dropped, ...others.flatMap(neverNull).flatMap(ordinalOf)]);
    const needed = tests.filter((e) => !known.has(testedColumn(e) as number));
    const condition = allOf([...needed, ...others]);
    if (condition !== undefined) kept.unshift({ kind: 'filter', condition });
    dropped = new Set([...known, ...tests.map((e) => testedColumn(e) as number)]);
  }
  return { steps: kept, below: dropped };
}

const withoutAlias = (e: Expression): Expression => (e.kind === 'alias' ? e.child : e);

/** The column of `c IS NOT NULL`. */
function testedColumn(e: Expression): number | undefined {
  const [column] = e.kind === 'call' && e.fn === 'isnotnull' ? e.args : [];
  return column?.kind === 'bound' ? column.ordinal : undefined;
}
