/** Filters and projections. */
import { sql } from '../../fragments/sql.ts';
import { lowerConditions, lowerExpression } from '../../native/lower-expression.ts';
import { neverNull } from '../../optimizer/never-null.ts';
import type { Pipeline, PipelineStep } from '../../physical/node.ts';
import { allOf, conjuncts } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { type LowerEnv, ordinalOf, type Reader, type Select, selectText, tableOf } from './relation.ts';

export function lowerPipeline(node: Pipeline, env: LowerEnv, reader: Reader): Select {
  const { steps, below } = readBelow(node.steps, reader);
  let current = env.lower(node.child, below);
  for (const step of steps) {
    const scope = env.scope(current.columns);
    if (step.kind === 'filter') {
      const conditions = lowerConditions(step.condition, scope);
      current = { ...current, conditions: [...current.conditions, ...conditions] };
      continue;
    }
    const list = step.list.map((e) => lowerExpression(e, scope));
    // What is computed is computed once, however often it is read.
    current = step.list.every((e) => ordinalOf(e).length > 0)
      ? { ...current, columns: list }
      : tableOf(sql`(${selectText(current, list)})`, list.length);
  }
  return current;
}

/**
 * What is wanted of the rows below the steps. Tests for NULL that another condition makes needless are left out: DuckDB
 * takes each for a reason why few rows pass, and builds its joins the wrong way round.
 */
function readBelow(
  steps: readonly PipelineStep[],
  reader: Reader,
): { readonly steps: readonly PipelineStep[]; readonly below: Reader } {
  const kept: PipelineStep[] = [];
  let { rejected, equal } = reader;
  for (const step of [...steps].reverse()) {
    if (step.kind === 'project') {
      const from = step.list.map((e) => ordinalOf(e)[0]);
      rejected = new Set([...rejected].flatMap((i) => from[i] ?? []));
      equal = new Map([...equal].flatMap(([i, value]) => (from[i] === undefined ? [] : [[from[i], value]])));
      kept.unshift(step);
      continue;
    }
    const parts = conjuncts(step.condition);
    const tests = parts.filter((e) => testedColumn(e) !== undefined);
    const others = parts.filter((e) => !tests.includes(e));
    const known = new Set([...rejected, ...others.flatMap(neverNull).flatMap(ordinalOf)]);
    const needed = tests.filter((e) => !known.has(testedColumn(e) as number));
    const condition = allOf([...needed, ...others]);
    if (condition !== undefined) kept.unshift({ kind: 'filter', condition });
    rejected = new Set([...known, ...tests.map((e) => testedColumn(e) as number)]);
  }
  return { steps: kept, below: { rejected, equal } };
}

/** The column of `c IS NOT NULL`. */
function testedColumn(e: Expression): number | undefined {
  const [column] = e.kind === 'call' && e.fn === 'isnotnull' ? e.args : [];
  return column?.kind === 'bound' ? column.ordinal : undefined;
}
