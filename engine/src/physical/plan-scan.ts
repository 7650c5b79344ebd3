/** Leaves: ranges, rows of the driver, files with pruned columns and partitions, RDDs and persisted plans. */

import { isDeterministic } from '../analysis/foldable.ts';
import { estimateOf } from '../optimizer/estimate.ts';
import { hasPython } from '../optimizer/expression-traits.ts';
import { bindAll } from '../tree/bind.ts';
import { literal } from '../tree/build.ts';
import { allOf, conjuncts } from '../tree/conjunction.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { isFileColumn } from '../tree/file-column.ts';
import type { CachedRelation, LocalRelation, Range, RddRelation, SourceFile, SourceRelation } from '../tree/plan.ts';
import { idsOf, readsOnly, referencesOf } from '../tree/references.ts';
import { transformExpression } from '../tree/shapes.ts';
import { hasSubquery } from '../tree/subquery.ts';
import type { Batch } from '../types/vector.ts';
import { sliceBatch } from '../types/vector-ops.ts';
import type { PlannerContext } from './context.ts';
import { splitFiles, splitSettings } from './file-splits.ts';
import type { PhysicalNode, ScanEstimate } from './node.ts';
import { filter, project } from './node-builders.ts';
import { rangeLength } from './statistics.ts';

export function planRange(plan: Range, context: PlannerContext): PhysicalNode {
  const { start, end, step, output } = plan;
  if (rangeLength(start, end, step) === 0n) return { kind: 'local-scan', output, partitions: [] };
  return { kind: 'range-scan', output, start, end, step, slices: plan.slices ?? context.defaultParallelism };
}

export const ONE_ROW: PhysicalNode = { kind: 'local-scan', output: [], partitions: [[{ length: 1, columns: [] }]] };

/** Cut by row number as `SparkContext.parallelize` does: as many slices as can run at once, none of them empty. */
export function planLocal(plan: LocalRelation, context: PlannerContext): PhysicalNode {
  const rows = plan.batches.reduce((sum, batch) => sum + batch.length, 0);
  const slices = Math.min(rows, context.defaultParallelism);
  const partitions = Array.from({ length: slices }, (_, i) =>
    rowsBetween(plan.batches, Math.floor((i * rows) / slices), Math.floor(((i + 1) * rows) / slices)),
  );
  return { kind: 'local-scan', output: plan.output, partitions };
}

function rowsBetween(batches: readonly Batch[], from: number, to: number): readonly Batch[] {
  const found: Batch[] = [];
  let base = 0;
  for (const batch of batches) {
    const first = Math.max(from - base, 0);
    const last = Math.min(to - base, batch.length);
    if (first < last) found.push(sliceBatch(batch, first, last));
    base += batch.length;
  }
  return found;
}

export function planRdd(plan: RddRelation, context: PlannerContext): PhysicalNode {
  const { output, records, partitions } = plan;
  return { kind: 'rdd-scan', output, records, rdd: context.rddLineage(plan.rdd), partitionCount: partitions };
}

export function planCached(plan: CachedRelation, context: PlannerContext): PhysicalNode {
  return {
    kind: 'cache-scan',
    output: plan.output,
    cache: plan.cache,
    partitionCount: context.cachePartitions(plan.cache),
    rows: context.cacheStatistics(plan.cache)?.rowCount,
  };
}

/**
 * A relation with the filters and the projection above it: only the columns they need are read, files are chosen by
 * partition values, and the source is told the filters. `list` undefined keeps all columns.
 */
export function planFiles(
  relation: SourceRelation,
  condition: Expression | undefined,
  list: readonly Expression[] | undefined,
  context: PlannerContext,
): PhysicalNode {
  const partitionColumns = relation.partitionSchema.fields.flatMap((f) =>
    relation.output.filter((a) => a.name === f.name),
  );
  const partitionIds = idsOf(partitionColumns);
  const parts = conjuncts(condition);
  const usable = (e: Expression): boolean => isDeterministic(e) && !hasPython(e) && !hasSubquery(e);
  const ofPartition = parts.filter((e) => usable(e) && referencesOf(e).size > 0 && readsOnly(e, partitionIds));
  const rest = parts.filter((e) => !ofPartition.includes(e));
  const partitionFilters = [...ofPartition, ...(relation.pruning ?? [])];

  const needed = list === undefined ? undefined : referencesOf(...list, ...rest);
  const output = relation.output.filter((a) => needed === undefined || needed.has(a.id));
  const dataIds = idsOf(output.filter((a) => !partitionIds.has(a.id) && !isFileColumn(a)));
  const pushed = rest.filter((e) => usable(e) && referencesOf(e).size > 0 && readsOnly(e, dataIds));
  const files = chooseFiles(relation, partitionColumns, partitionFilters.filter(usable), context);
  const scan: PhysicalNode = {
    kind: 'file-scan',
    output,
    source: relation.source,
    options: relation.options,
    dataSchema: relation.dataSchema,
    partitionSchema: relation.partitionSchema,
    required: output.map((a) => a.name),
    filters: bindAll(pushed, output),
    partitionColumns,
    partitionFilters,
    rootPaths: relation.rootPaths,
    tableName: relation.tableName,
    partitions: splitFiles(
      files,
      (path) => context.isSplittable(relation.source, relation.options, path),
      splitSettings(context.conf, context.defaultParallelism),
    ),
    estimate: scanEstimate(relation, files, allOf(rest), output),
  };
  const filtered = filter(scan, allOf(rest));
  return list === undefined ? filtered : project(filtered, list);
}

/** Undefined where files say nothing of their rows. */
function scanEstimate(
  relation: SourceRelation,
  chosen: readonly SourceFile[],
  condition: Expression | undefined,
  output: readonly Attribute[],
): ScanEstimate | undefined {
  const { statistics, files } = relation;
  if (statistics === undefined) return undefined;
  const bytes = (of: readonly SourceFile[]): number => of.reduce((sum, { size }) => sum + size, 0);
  const share = bytes(chosen) / Math.max(1, bytes(files));
  const all = statistics.rows;
  const passing =
    condition === undefined ? all : (estimateOf({ kind: 'filter', condition, child: relation })?.rows ?? all);
  const widths = output.map(({ name }) => statistics.widths[name] ?? 0);
  return { rows: all * share, passing: passing * share, widths };
}

/** Files whose partition values the filters let through. */
function chooseFiles(
  relation: SourceRelation,
  columns: readonly Attribute[],
  filters: readonly Expression[],
  context: PlannerContext,
): readonly SourceFile[] {
  const condition = allOf(filters);
  if (condition === undefined) return relation.files;
  const verdicts = new Map<string, boolean>();
  return relation.files.filter((file) => {
    const key = file.partitionValues.map(String).join('\u0000');
    const known = verdicts.get(key);
    if (known !== undefined) return known;
    const constant = transformExpression(condition, (e) => {
      const at = e.kind === 'attribute' ? columns.findIndex((c) => c.id === e.id) : -1;
      return at < 0 || e.kind !== 'attribute' ? e : literal(file.partitionValues[at] ?? null, e.type);
    });
    const verdict = context.evaluate(constant) === true;
    verdicts.set(key, verdict);
    return verdict;
  });
}
