/** Merges neighbouring small shuffle partitions once their sizes are known, by the rule of Spark's adaptive execution. */
import type { PhysicalNode, ShuffleRead } from '../physical/node.ts';
import { PHYSICAL } from './physical-shape.ts';

export type Range = readonly [from: number, to: number];

export interface CoalesceRule {
  /** Size partitions are merged up to. */
  readonly advisory: number;
  readonly minimum: number;
  /** Partitions there should be at least, as long as they are not smaller than `minimum`. */
  readonly parallelism: number;
}

/** `sizes[s][p]`: bytes of partition p of shuffle s; all shuffles are read together, partition by partition. */
export function coalescedRanges(sizes: readonly (readonly number[])[], rule: CoalesceRule): readonly Range[] {
  const count = sizes[0]?.length ?? 0;
  const totals = Array.from({ length: count }, (_, p) => sizes.reduce((sum, s) => sum + (s[p] as number), 0));
  const total = totals.reduce((sum, bytes) => sum + bytes, 0);
  const target = Math.max(Math.min(Math.ceil(total / rule.parallelism), rule.advisory), rule.minimum);
  const ranges: Range[] = [];
  let from = 0;
  let bytes = 0;
  for (let p = 0; p < count; p++) {
    const size = totals[p] as number;
    // Empty partitions alone make none: they are left out, or join the next.
    if (p > from && bytes + size > target) {
      if (bytes > 0) ranges.push([from, p]);
      from = p;
      bytes = 0;
    }
    bytes += size;
  }
  if (bytes > 0 || ranges.length === 0) ranges.push([from, count]);
  return ranges;
}

/** Shuffle reads whose partitions belong together; `free` when they may be merged. */
export interface ReadGroup {
  readonly reads: readonly ShuffleRead[];
  readonly free: boolean;
}

interface Walked {
  readonly groups: readonly ReadGroup[];
  /** Some partitioned leaf is no shuffle read. */
  readonly others: boolean;
}

export function readGroups(plan: PhysicalNode, isFree: (read: ShuffleRead) => boolean): readonly ReadGroup[] {
  return walk(plan, isFree).groups;
}

function walk(node: PhysicalNode, isFree: (read: ShuffleRead) => boolean): Walked {
  switch (node.kind) {
    case 'shuffle-read':
      return { groups: [{ reads: [node], free: isFree(node) }], others: false };
    case 'broadcast-read':
      return { groups: [], others: false };
    case 'coalesce': {
      // Its groups name the child's partitions.
      const { groups, others } = walk(node.child, isFree);
      return { groups: groups.map((g) => ({ ...g, free: false })), others };
    }
    case 'hash-join':
    case 'nested-loop-join':
      return zipped(walk(node.left, isFree), walk(node.right, isFree));
    default: {
      const children = PHYSICAL.children(node);
      if (children.length === 0) return { groups: [], others: true };
      const walked = children.map((child) => walk(child, isFree));
      return { groups: walked.flatMap((w) => w.groups), others: walked.some((w) => w.others) };
    }
  }
}

function zipped(left: Walked, right: Walked): Walked {
  const leftEmpty = left.groups.length === 0 && !left.others;
  const rightEmpty = right.groups.length === 0 && !right.others;
  if (leftEmpty) return right;
  if (rightEmpty) return left;
  const simple = left.groups.length === 1 && right.groups.length === 1 && !left.others && !right.others;
  const groups = [...left.groups, ...right.groups];
  const together = { reads: groups.flatMap((g) => g.reads), free: simple && groups.every((g) => g.free) };
  return { groups: groups.length === 0 ? [] : [together], others: left.others || right.others };
}
