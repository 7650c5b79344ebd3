/** Aggregates as explain shows them: one done in one go is shown as the partial and final halves Spark has. */
import type { Attribute, Expression } from '../tree/expression.ts';
import { countedLine, type ExplainNode, inputLine, projectionText } from './explain-node.ts';
import { attributesText, listText } from './expression-text.ts';
import type { AggregateSpec, HashAggregate, PhysicalNode } from './node.ts';

type Below = (child: PhysicalNode) => ExplainNode;

/** `results` is the projection right above, which Spark's operator does itself. */
export function explainAggregate(
  node: HashAggregate,
  output: readonly Attribute[],
  results: readonly Expression[] | undefined,
  below: Below,
): ExplainNode {
  const child = below(node.child);
  const whole = isWhole(node);
  const input = whole ? half(node, 'partial', node.output, undefined, child) : child;
  return half(node, whole ? 'final' : undefined, output, results, input);
}

/** Done in one go: with no partial aggregate below and none above. */
function isWhole(node: HashAggregate): boolean {
  if (node.partial || !node.aggregates.every((spec) => spec.mode === 'complete')) return false;
  return node.aggregates.length > 0 || (node.child.kind !== 'exchange' && node.child.kind !== 'shuffle-read');
}

const PREFIX: Readonly<Record<AggregateSpec['mode'], string>> = {
  partial: 'partial_',
  merge: 'merge_',
  final: '',
  complete: '',
};

/** Aggregates whose buffers are objects. */
const OBJECTS = /^(collect_|array_agg|percentile|approx_percentile|percentile_approx|mode|histogram)/;

function half(
  node: HashAggregate,
  mode: AggregateSpec['mode'] | undefined,
  output: readonly Attribute[],
  results: readonly Expression[] | undefined,
  child: ExplainNode,
): ExplainNode {
  const name = node.aggregates.some((spec) => OBJECTS.test(spec.fn)) ? 'ObjectHashAggregate' : 'HashAggregate';
  const keys = listText(node.keys, node.child.output);
  const functions = `[${node.aggregates.map((spec) => `${PREFIX[mode ?? spec.mode]}${spec.label}`).join(', ')}]`;
  const text = `(keys=${keys}, functions=${functions})`;
  const made = node.output.slice(node.keys.length);
  return {
    name,
    text,
    verbose: `(keys=${keys}, functions=${functions}, output=${attributesText(output)})`,
    details: [
      inputLine(child),
      `Keys [${node.keys.length}]: ${keys}`,
      `Functions [${node.aggregates.length}]: ${functions}`,
      countedLine('Aggregate Attributes', made),
      `Results [${output.length}]: ${results === undefined ? attributesText(output) : projectionText(results, output, node.output)}`,
    ],
    fused: name === 'HashAggregate',
    output,
    children: [child],
  };
}
