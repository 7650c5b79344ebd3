/** Cuts an RDD's lineage into stages at its shuffles; what lies between becomes the work of the stages' tasks. */
import { internal, unreachable } from '../errors/internal.ts';
import type { ReadSpec } from '../exec/block.ts';
import type { RddPart } from '../exec/cut-stages.ts';
import type { TaskOutput } from '../exec/messages.ts';
import type { Stage, StageTasks, StoredBlocks } from '../exec/stage.ts';
import type { PairSide, RddCompute } from './compute.ts';
import { type RddNode, recordsPerElement } from './node.ts';
import type { RddGraph } from './rdd-graph.ts';
import type { RddShuffle, RddWork } from './rdd-handler.ts';

/** The stage whose tasks give the RDD's records, one task a partition. */
export async function rddStage(graph: RddGraph, node: RddNode): Promise<Stage> {
  await graph.resolve(node);
  return stageOf(graph, node, 'result', undefined, { kind: 'result' }, undefined);
}

/** An RDD's stage that makes something else of what its tasks compute. */
export function computing(stage: Stage, make: (rdd: RddCompute) => RddCompute): Stage {
  return {
    ...stage,
    prepare: async (blocks) => {
      const tasks = await stage.prepare(blocks);
      const work = tasks.work as RddWork;
      return { ...tasks, work: { ...work, rdd: make(work.rdd) } satisfies RddWork };
    },
  };
}

/** What a query's stage needs to compute partitions of an RDD within its own tasks. */
export function rddPart(graph: RddGraph, node: RddNode): RddPart {
  const cutter = new Cutter(graph);
  const build = cutter.build(node);
  return {
    parents: cutter.parents,
    build: async (blocks) => {
      const reads = [...cutter.reads];
      return { rdd: await build(blocks, reads), reads };
    },
  };
}

function stageOf(
  graph: RddGraph,
  node: RddNode,
  name: string,
  set: number | undefined,
  output: TaskOutput,
  shuffle: RddShuffle | undefined,
): Stage {
  const { parents, build } = rddPart(graph, node);
  const partitions = graph.partitionsOf(node);
  return {
    name,
    set,
    parents,
    prepare: async (blocks): Promise<StageTasks> => {
      const { rdd, reads } = await build(blocks);
      const work: RddWork = { kind: 'rdd', rdd: rdd as RddCompute, shuffle };
      return { partitions, work, output, reads };
    },
  };
}

/** Finishes a piece of work once the blocks it reads are there. */
type Build = (blocks: StoredBlocks, reads: ReadSpec[]) => RddCompute | Promise<RddCompute>;

class Cutter {
  readonly parents: Stage[] = [];
  readonly reads: ReadSpec[] = [];
  readonly #graph: RddGraph;
  readonly #built = new Map<number, Build>();

  constructor(graph: RddGraph) {
    this.#graph = graph;
  }

  /** An RDD used twice in one stage is cut once. */
  build(node: RddNode): Build {
    const known = this.#built.get(node.id);
    if (known !== undefined) return known;
    const built = this.#withCache(node);
    this.#built.set(node.id, built);
    return built;
  }

  #withCache(node: RddNode): Build {
    const set = this.#graph.cacheSet(node);
    const standIn = this.#graph.standInOf(node);
    const child = standIn === undefined ? this.#plain(node) : this.build(standIn);
    if (set === undefined) return child;
    this.reads.push({ set, by: 'map' });
    return async (blocks, reads) => ({ kind: 'cached', set, child: await child(blocks, reads) });
  }

  #plain(node: RddNode): Build {
    const graph = this.#graph;
    switch (node.kind) {
      case 'parallelized':
        return () => ({ kind: 'slices', slices: node.slices });
      case 'empty':
        return () => ({ kind: 'slices', slices: [] });
      case 'text-file': {
        const splits = graph.splits(node);
        return () => ({ kind: 'text', splits });
      }
      case 'whole-text-files': {
        const groups = graph.groups(node);
        return () => ({ kind: 'whole-text', groups });
      }
      case 'python': {
        const child = this.build(node.parent);
        return async (blocks, reads) => ({
          kind: 'python',
          function: node.function,
          child: await child(blocks, reads),
        });
      }
      case 'mapped':
      case 'pairwise':
      case 'distributed':
        return this.build(node.parent);
      case 'shuffled':
        return this.#shuffled(node);
      case 'union':
        return this.#union(node);
      case 'coalesced': {
        const child = this.build(node.parent);
        const groups = coalesceGroups(graph.partitionsOf(node.parent), node.count);
        return async (blocks, reads) => ({ kind: 'coalesced', groups, child: await child(blocks, reads) });
      }
      case 'zipped': {
        graph.partitionsOf(node);
        const [left, right] = [this.#side(node.left), this.#side(node.right)];
        return async (blocks, reads) => ({
          kind: 'zipped',
          left: await left(blocks, reads),
          right: await right(blocks, reads),
        });
      }
      case 'cartesian': {
        const [left, right] = [this.#side(node.left), this.#side(node.right)];
        const rightPartitions = graph.partitionsOf(node.right);
        return async (blocks, reads) => ({
          kind: 'cartesian',
          left: await left(blocks, reads),
          right: await right(blocks, reads),
          rightPartitions,
        });
      }
      case 'query':
        return this.#query(node);
      default:
        return unreachable(node);
    }
  }

  #side(node: RddNode): (blocks: StoredBlocks, reads: ReadSpec[]) => Promise<PairSide> {
    const child = this.build(node);
    const width = recordsPerElement(node);
    return async (blocks, reads) => ({ compute: await child(blocks, reads), width });
  }

  #shuffled(node: Extract<RddNode, { kind: 'shuffled' }>): Build {
    const set = this.#graph.shuffleSet(node);
    const { partitions } = node.partitioner;
    const by = node.parent.kind === 'pairwise' ? 'bucket' : 'turn';
    const output: TaskOutput = { kind: 'split', set, partitions, partitioning: undefined };
    this.parents.push(stageOf(this.#graph, node.parent, 'shuffle', set, output, { by, partitions }));
    this.reads.push({ set, by: 'range', ranges: Array.from({ length: partitions }, (_, i) => [i, i + 1] as const) });
    return () => ({ kind: 'shuffled', set });
  }

  #union(node: Extract<RddNode, { kind: 'union' }>): Build {
    const builds = node.parents.map((p) => this.build(p));
    const counts = node.parents.map((p) => this.#graph.partitionsOf(p));
    return async (blocks, reads) => {
      const children = await Promise.all(builds.map(async (build) => build(blocks, reads)));
      if (node.aligned) return { kind: 'aligned', children };
      return {
        kind: 'union',
        children: children.map((compute, i) => ({ compute, partitions: counts[i] as number })),
      };
    };
  }

  /** The query's last stage runs inside of this one. */
  #query(node: Extract<RddNode, { kind: 'query' }>): Build {
    const { stage } = node;
    this.parents.push(...stage.parents);
    return async (blocks, reads) => {
      const tasks = await stage.prepare(blocks);
      if (tasks.partitions !== node.partitions) internal('a query behind an RDD changed its number of partitions');
      reads.push(...tasks.reads);
      return { kind: 'query', work: tasks.work, conf: stage.conf };
    };
  }
}

/** Neighbours go together, in equal numbers as far as possible (Spark's coalescer where no place is preferred). */
export function coalesceGroups(partitions: number, count: number): number[][] {
  const groups = Math.min(partitions, count);
  return Array.from({ length: groups }, (_, i) => {
    const from = Math.floor((i * partitions) / groups);
    const to = Math.floor(((i + 1) * partitions) / groups);
    return Array.from({ length: to - from }, (_unused, k) => from + k);
  });
}
