/** Estimated size of a logical plan's rows in bytes: by it joins choose the side to broadcast or to build. */

import { estimateOf } from '../optimizer/estimate.ts';
import type { Attribute } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Join, Plan } from '../tree/plan.ts';
import { PLANS } from '../tree/shapes.ts';
import type { DataType } from '../types/data-type.ts';

export interface Statistics {
  readonly sizeInBytes: number;
  readonly rowCount: number | undefined;
}

/** What is known of a persisted plan's blocks; undefined before they exist. */
export type CacheStatistics = (cache: number) => Statistics | undefined;

/** Spark's `defaultSizeInBytes`: nothing is known, so never broadcast. */
export const UNKNOWN_SIZE = 2 ** 63;

export function statisticsOf(plan: Plan, caches: CacheStatistics): Statistics {
  const memo = new Map<Plan, Statistics>();
  const stats = (node: Plan): Statistics => {
    const known = memo.get(node);
    if (known !== undefined) return known;
    const found = withEstimate(node, compute(node, stats, caches));
    memo.set(node, found);
    return found;
  };
  return stats(plan);
}

/** How far off a guess may be before a side is taken for small that is not. */
const UNSURE = 3;

/** Spark's sizes know nothing of filters; the files' own statistics may say that much less is left. */
function withEstimate(plan: Plan, known: Statistics): Statistics {
  const rows = estimateOf(plan)?.rows;
  if (rows === undefined) return known;
  const sizeInBytes = Math.min(known.sizeInBytes, UNSURE * Math.ceil(rows) * rowSize(outputOf(plan)));
  return { ...known, sizeInBytes: Math.max(1, sizeInBytes) };
}

type Stats = (plan: Plan) => Statistics;

const bytes = (sizeInBytes: number, rowCount?: number): Statistics => ({
  sizeInBytes: Math.max(1, Math.floor(sizeInBytes)),
  rowCount,
});

function compute(plan: Plan, stats: Stats, caches: CacheStatistics): Statistics {
  switch (plan.kind) {
    case 'one-row':
      return bytes(1, 1);
    case 'range': {
      const rows = rangeLength(plan.start, plan.end, plan.step);
      return { sizeInBytes: Number(rows) * 8, rowCount: Number(rows) };
    }
    case 'local-relation': {
      const rows = plan.batches.reduce((sum, batch) => sum + batch.length, 0);
      return { sizeInBytes: rows * rowSize(plan.output), rowCount: rows };
    }
    case 'source-relation':
      return { sizeInBytes: plan.files.reduce((sum, file) => sum + file.size, 0), rowCount: undefined };
    case 'cached-relation':
      return caches(plan.cache) ?? bytes(UNKNOWN_SIZE);
    case 'join':
      return joinStatistics(plan, stats);
    case 'set-operation':
      return plan.op === 'intersect'
        ? bytes(Math.min(stats(plan.left).sizeInBytes, stats(plan.right).sizeInBytes))
        : stats(plan.left);
    case 'union':
      return bytes(plan.children.reduce((sum, child) => sum + stats(child).sizeInBytes, 0));
    case 'limit': {
      const count = plan.count.kind === 'literal' ? Number(plan.count.value) : undefined;
      const child = stats(plan.child);
      if (count === undefined) return child;
      const rows = Math.min(count, child.rowCount ?? count);
      return bytes(rows * rowSize(outputOf(plan)), rows);
    }
    case 'sample':
      return bytes(stats(plan.child).sizeInBytes * Math.min(1, plan.upper - plan.lower));
    case 'aggregate':
      if (plan.grouping.length === 0) return bytes(rowSize(outputOf(plan)), 1);
      return scaled(plan, plan.child, stats);
    case 'expand': {
      const child = scaled(plan, plan.child, stats);
      return bytes(child.sizeInBytes * plan.projections.length);
    }
    case 'filter':
    case 'sort':
    case 'repartition':
    case 'subquery-alias':
    case 'hint':
    case 'offset':
    case 'tail':
      return withoutRows(plan.kind === 'filter', stats(plan.child));
    default: {
      const [child] = PLANS.children(plan);
      return child === undefined ? bytes(UNKNOWN_SIZE) : scaled(plan, child, stats);
    }
  }
}

const withoutRows = (drop: boolean, known: Statistics): Statistics =>
  drop ? { ...known, rowCount: undefined } : known;

/** Rows stay as many, their width changes. */
function scaled(plan: Plan, child: Plan, stats: Stats): Statistics {
  return bytes((stats(child).sizeInBytes * rowSize(outputOf(plan))) / rowSize(outputOf(child)));
}

function joinStatistics(join: Join, stats: Stats): Statistics {
  switch (join.type) {
    case 'left-semi':
    case 'left-anti':
    case 'existence':
      return withoutRows(true, stats(join.left));
    default:
      return bytes(stats(join.left).sizeInBytes * stats(join.right).sizeInBytes);
  }
}

export function rangeLength(start: bigint, end: bigint, step: bigint): bigint {
  const span = end - start;
  if (span === 0n || span > 0n !== step > 0n) return 0n;
  const whole = span / step;
  return span % step === 0n ? whole : whole + 1n;
}

/** Spark's default size of a row: eight bytes and each column's default size. */
function rowSize(output: readonly Attribute[]): number {
  return output.reduce((sum, attribute) => sum + defaultSize(attribute.type), 8);
}

function defaultSize(type: DataType): number {
  switch (type.kind) {
    case 'void':
    case 'boolean':
    case 'byte':
      return 1;
    case 'short':
      return 2;
    case 'integer':
    case 'float':
    case 'date':
    case 'yearmonth':
      return 4;
    case 'long':
    case 'double':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
      return 8;
    case 'decimal':
      return type.precision <= 18 ? 8 : 16;
    case 'interval':
      return 16;
    case 'string':
      return 20;
    case 'char':
    case 'varchar':
      return type.length;
    case 'binary':
    case 'geometry':
    case 'geography':
      return 100;
    case 'variant':
      return 2048;
    case 'array':
      return defaultSize(type.element);
    case 'map':
      return defaultSize(type.key) + defaultSize(type.value);
    case 'struct':
      return type.fields.reduce((sum, f) => sum + defaultSize(f.type), 0);
    case 'udt':
      return defaultSize(type.sqlType);
  }
}
