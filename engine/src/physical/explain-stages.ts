/** Numbers in front of the operators of a plan: which of them are compiled together, and the ids of exchanges. */
import type { ExplainNode } from './explain-node.ts';

export interface NumberedTree {
  readonly root: ExplainNode;
  /** The number of the compiled stage a node belongs to; none in adaptive plans, whose stages are made later. */
  stageOf(node: ExplainNode): number | undefined;
  lineOf(node: ExplainNode, verbose: boolean): string;
  idText(node: ExplainNode): string;
}

export function numbered(root: ExplainNode): NumberedTree {
  const stages = new Map<ExplainNode, number>();
  const ids = new Map<ExplainNode, number>();
  if (root.name !== 'AdaptiveSparkPlan') numberStages(root, stages, { last: 0 });
  numberExchanges(root, ids);
  const idText = (node: ExplainNode): string => (ids.has(node) ? `, [plan_id=${ids.get(node)}]` : '');
  return {
    root,
    stageOf: (node) => stages.get(node),
    idText,
    lineOf: (node, verbose) => {
      const stage = stages.get(node);
      const text = verbose ? (node.verbose ?? node.text) : node.text;
      return `${stage === undefined ? '' : `*(${stage}) `}${node.name}${text}${idText(node)}`;
    },
  };
}

/** Stages below are numbered first. */
function numberStages(node: ExplainNode, stages: Map<ExplainNode, number>, counter: { last: number }): void {
  if (!node.fused) {
    for (const child of node.children) numberStages(child, stages, counter);
    return;
  }
  const members: ExplainNode[] = [];
  gather(node, members, (outside) => numberStages(outside, stages, counter));
  counter.last += 1;
  for (const member of members) stages.set(member, counter.last);
}

function gather(node: ExplainNode, members: ExplainNode[], leave: (outside: ExplainNode) => void): void {
  members.push(node);
  for (const child of node.children) {
    if (child.fused) gather(child, members, leave);
    else leave(child);
  }
}

function numberExchanges(node: ExplainNode, ids: Map<ExplainNode, number>): void {
  for (const child of node.children) numberExchanges(child, ids);
  if (node.moves === true) ids.set(node, ids.size + 1);
}
