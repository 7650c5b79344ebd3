/** Limits as explain shows them: collected ones and those over a sort are one operator in Spark. */
import type { Attribute } from '../tree/expression.ts';
import { argumentNode, type ExplainNode, inputLine, ordersText, projectionText } from './explain-node.ts';
import { attributesText } from './expression-text.ts';
import type { LimitNode, PhysicalNode, PipelineStep, SortNode } from './node.ts';

export function explainLimit(
  node: LimitNode,
  output: readonly Attribute[],
  root: boolean,
  below: (child: PhysicalNode) => ExplainNode,
  projection?: Extract<PipelineStep, { kind: 'project' }>,
): ExplainNode {
  const { count, offset } = node;
  const local = throughSingle(node.child);
  if (count !== undefined && local.kind === 'sort' && local.limit !== undefined) {
    return topRows(count, offset, local, output, below, projection);
  }
  if (count === undefined) return argumentNode('GlobalLimit', `-1, ${offset}`, node.output, [below(node.child)], true);
  const most = offset === 0 ? String(count) : `${count + offset}, ${offset}`;
  const inner = local.kind === 'limit' ? local.child : local;
  if (root) return argumentNode('CollectLimit', most, node.output, [below(inner)]);
  const localLimit = argumentNode('LocalLimit', String(count + offset), node.output, [below(inner)], true);
  const moved =
    node.child.kind === 'exchange'
      ? {
          ...argumentNode('Exchange', 'SinglePartition, ENSURE_REQUIREMENTS', node.output, [localLimit]),
          moves: true as const,
        }
      : localLimit;
  return argumentNode('GlobalLimit', `${count + offset}, ${offset}`, node.output, [moved], true);
}

/** What is below the exchange into one partition, and the second sort above it. */
function throughSingle(node: PhysicalNode): PhysicalNode {
  const inner = node.kind === 'sort' && node.limit !== undefined && node.child.kind === 'exchange' ? node.child : node;
  return inner.kind === 'exchange' && inner.partitioning.kind === 'single' ? inner.child : inner;
}

function topRows(
  count: number,
  offset: number,
  sort: SortNode,
  output: readonly Attribute[],
  below: (child: PhysicalNode) => ExplainNode,
  projection: Extract<PipelineStep, { kind: 'project' }> | undefined,
): ExplainNode {
  const child = below(sort.child);
  const orders = ordersText(sort);
  const most = count + offset;
  const list = projection === undefined ? attributesText(output) : projectionText(projection.list, output, sort.output);
  return {
    name: 'TakeOrderedAndProject',
    text: `(limit=${most}${offset === 0 ? '' : `, offset=${offset}`}, orderBy=${orders}, output=${attributesText(output)})`,
    details: [inputLine(child), `Arguments: ${most}${offset === 0 ? '' : `, ${offset}`}, ${orders}, ${list}`],
    fused: false,
    output,
    children: [child],
  };
}
