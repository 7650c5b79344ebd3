/** EXPLAIN FORMATTED: a tree of numbered operators, then what each of them does. */
import type { ExplainNode } from './explain-node.ts';
import type { NumberedTree } from './explain-stages.ts';
import { type DrawnNode, drawTree } from './explain-tree.ts';

export function formattedText(tree: NumberedTree): string {
  const order: ExplainNode[] = [];
  number(tree.root, order);
  const numbers = new Map(order.map((node, i) => [node, i + 1]));
  const drawn = (node: ExplainNode): DrawnNode => ({
    line: `${tree.stageOf(node) === undefined ? '' : '* '}${titleOf(node)} (${numbers.get(node)})`,
    children: node.children.map(drawn),
  });
  const sections = order.map((node) => {
    const stage = tree.stageOf(node);
    const heading = `(${numbers.get(node)}) ${nameOf(node)}${stage === undefined ? '' : ` [codegen id : ${stage}]`}`;
    const details = node.details.map((line) => (line.startsWith('Arguments:') ? line + tree.idText(node) : line));
    return [heading, ...details].map((line) => `${line}\n`).join('');
  });
  return `${drawTree(drawn(tree.root))}\n\n${sections.join('\n')}\n`;
}

/** Children first. */
function number(node: ExplainNode, order: ExplainNode[]): void {
  for (const child of node.children) number(child, order);
  order.push(node);
}

function titleOf(node: ExplainNode): string {
  if (node.label === undefined || node.label === '') return node.name;
  return node.label.startsWith(' ') ? node.name + node.label : node.label;
}

const nameOf = (node: ExplainNode): string => (node.label?.startsWith('Scan ') === true ? node.label : node.name);
