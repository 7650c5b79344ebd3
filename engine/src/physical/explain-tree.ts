/** Trees as Spark draws them: `+-` before the last child, `:-` before the others. */

export interface DrawnNode {
  readonly line: string;
  readonly children: readonly DrawnNode[];
}

export function drawTree(root: DrawnNode): string {
  const lines: string[] = [];
  draw(root, '', '', lines);
  return lines.map((line) => `${line}\n`).join('');
}

function draw(node: DrawnNode, lead: string, below: string, lines: string[]): void {
  lines.push(lead + node.line);
  node.children.forEach((child, i) => {
    const last = i === node.children.length - 1;
    draw(child, `${below}${last ? '+- ' : ':- '}`, `${below}${last ? '   ' : ':  '}`, lines);
  });
}
