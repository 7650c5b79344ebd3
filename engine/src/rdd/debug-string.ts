/** `toDebugString`: the lineage as text, indented at shuffles, laid out as Spark does. */
import { bytesText } from '../types/bytes-text.ts';
import type { RddNode } from './node.ts';
import type { RddGraph, RddStorage } from './rdd-graph.ts';

/** Spark marks every line with the storage level of the RDD that was asked, not of the line's own. */
export async function debugString(graph: RddGraph, node: RddNode): Promise<string> {
  await graph.resolve(node);
  const storage = graph.storageOf(node);
  const level = storage === undefined ? '' : storageText(storage);
  const { mark, inner } = partitionMark(graph, node);
  const [first, ...more] = describe(graph, node, level);
  const prefix = inner;
  const lines = [`${mark} ${first}`, ...more.map((line) => `${prefix} ${line}`)];
  return [...lines, ...children(graph, node, prefix, level)].join('\n');
}

/** As Spark words it: `Memory Serialized 1x Replicated`. */
export function storageText({ disk, memory, offHeap, deserialized, replication }: RddStorage): string {
  const places = `${disk ? 'Disk ' : ''}${memory ? (offHeap ? 'Memory (off heap) ' : 'Memory ') : ''}`;
  return `${places}${deserialized ? 'Deserialized' : 'Serialized'} ${replication}x Replicated`;
}

function partitionMark(graph: RddGraph, node: RddNode): { mark: string; inner: string } {
  const mark = `(${graph.partitionsOf(node)})`;
  const left = Math.floor((mark.length - 1) / 2);
  return { mark, inner: `${' '.repeat(left)}|${' '.repeat(mark.length - left)}` };
}

export function rddText(graph: RddGraph, node: RddNode): string {
  const name = graph.nameOf(node);
  return `${name === undefined ? '' : `${name} `}${node.className}[${node.id}] at ${node.site}`;
}

function describe(graph: RddGraph, node: RddNode, level: string): string[] {
  const use = graph.cacheUse(node);
  const line = `${rddText(graph, node)} [${level}]`;
  if (use === undefined || use.partitions === 0) return [line];
  const { partitions, memoryBytes, diskBytes } = use;
  return [
    line,
    `    CachedPartitions: ${partitions}; MemorySize: ${bytesText(memoryBytes)}; DiskSize: ${bytesText(diskBytes)}`,
  ];
}

function children(graph: RddGraph, node: RddNode, prefix: string, level: string): string[] {
  const parents = graph.parentsOf(node);
  const lines: string[] = [];
  for (const [i, parent] of parents.entries()) {
    lines.push(
      ...child(
        graph,
        parent,
        prefix,
        node.kind === 'shuffled' && graph.standInOf(node) === undefined,
        i === parents.length - 1,
        level,
      ),
    );
  }
  return lines;
}

function child(
  graph: RddGraph,
  node: RddNode,
  prefix: string,
  isShuffle: boolean,
  isLast: boolean,
  level: string,
): string[] {
  const texts = describe(graph, node, level);
  if (!isShuffle) return [...texts.map((text) => `${prefix}${text}`), ...children(graph, node, prefix, level)];
  const { mark, inner } = partitionMark(graph, node);
  const outer = prefix.replace(/\|\s+$/, '');
  const next = `${outer}${isLast ? '  ' : '| '}${inner}`;
  const lines = texts.map((text, i) => (i === 0 ? `${outer}+-${mark} ${text}` : `${next}${text}`));
  return [...lines, ...children(graph, node, next, level)];
}
