/** Cuts an RDD's lineage into stages at its shuffles; what lies between becomes the work of the stages' tasks. */
import { internal, unreachable } from '../errors/internal.ts';
import type { ReadSpec } from '../exec/block.ts';
import type { TaskOutput } from '../exec/messages.ts';
import type { Stage, StageTasks, StoredBlocks } from '../exec/stage.ts';
import type { RddCompute } from './compute.ts';
import type { RddNode } from './node.ts';
import type { RddGraph } from './rdd-graph.ts';
import type { RddShuffle, RddWork } from './rdd-handler.ts';

/** The stage whose tasks give the RDD's records, one task a partition. */
export async function rddStage(graph: RddGraph, node: RddNode): Promise<Stage> {
  return stageOf(graph, node, 'result', undefined, { kind: 'result' }, undefined);
}

async function stageOf(
  graph: RddGraph,
  node: RddNode,
  name: string,
  set: number | undefined,
  output: TaskOutput,
  shuffle: RddShuffle | undefined,
): Promise<Stage> {
  const cutter = new Cutter(graph);
  const build = await cutter.build(node);
  const partitions = await graph.partitionsOf(node);
  return {
    name,
    set,
    parents: cutter.parents,
    prepare: async (blocks): Promise<StageTasks> => {
      const reads = [...cutter.reads];
      const rdd = await build(blocks, reads);
      const work: RddWork = { kind: 'rdd', rdd, shuffle };
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
  readonly #built = new Map<number, Promise<Build>>();

  constructor(graph: RddGraph) {
    this.#graph = graph;
  }

  /** An RDD used twice in one stage is cut once. */
  build(node: RddNode): Promise<Build> {
    const known = this.#built.get(node.id);
    if (known !== undefined) return known;
    const built = this.#withCache(node);
    this.#built.set(node.id, built);
    return built;
  }

  async #withCache(node: RddNode): Promise<Build> {
    const set = this.#graph.cacheSet(node);
    const child = await this.#plain(node);
    if (set === undefined) return child;
    this.reads.push({ set, by: 'map' });
    return async (blocks, reads) => ({ kind: 'cached', set, child: await child(blocks, reads) });
  }

  async #plain(node: RddNode): Promise<Build> {
    const graph = this.#graph;
    switch (node.kind) {
      case 'parallelized':
        return () => ({ kind: 'slices', slices: node.slices });
      case 'empty':
        return () => ({ kind: 'slices', slices: [] });
      case 'text-file': {
        const splits = await graph.splits(node);
        return () => ({ kind: 'text', splits });
      }
      case 'whole-text-files': {
        const groups = await graph.groups(node);
        return () => ({ kind: 'whole-text', groups });
      }
      case 'python': {
        const child = await this.build(node.parent);
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
        const child = await this.build(node.parent);
        const groups = coalesceGroups(await graph.partitionsOf(node.parent), node.count);
        return async (blocks, reads) => ({ kind: 'coalesced', groups, child: await child(blocks, reads) });
      }
      case 'zipped': {
        await graph.partitionsOf(node);
        const [left, right] = [await this.build(node.left), await this.build(node.right)];
        return async (blocks, reads) => ({
          kind: 'zipped',
          left: await left(blocks, reads),
          right: await right(blocks, reads),
        });
      }
      case 'cartesian': {
        const [left, right] = [await this.build(node.left), await this.build(node.right)];
        const rightPartitions = await graph.partitionsOf(node.right);
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

  async #shuffled(node: Extract<RddNode, { kind: 'shuffled' }>): Promise<Build> {
    const set = this.#graph.shuffleSet(node);
    const { partitions } = node.partitioner;
    const by = node.parent.kind === 'pairwise' ? 'bucket' : 'turn';
    const output: TaskOutput = { kind: 'split', set, partitions, partitioning: undefined };
    this.parents.push(await stageOf(this.#graph, node.parent, 'shuffle', set, output, { by, partitions }));
    this.reads.push({ set, by: 'range', ranges: Array.from({ length: partitions }, (_, i) => [i, i + 1] as const) });
    return () => ({ kind: 'shuffled', set });
  }

  async #union(node: Extract<RddNode, { kind: 'union' }>): Promise<Build> {
    const builds = await Promise.all(node.parents.map((p) => this.build(p)));
    const counts = await Promise.all(node.parents.map((p) => this.#graph.partitionsOf(p)));
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
  async #query(node: Extract<RddNode, { kind: 'query' }>): Promise<Build> {
    const stage = node.stage();
    this.parents.push(...stage.parents);
    return async (blocks, reads) => {
      const tasks = await stage.prepare(blocks);
      if (tasks.partitions !== node.partitions) internal('a query behind an RDD changed its number of partitions');
      reads.push(...tasks.reads);
      return { kind: 'query', work: tasks.work };
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
