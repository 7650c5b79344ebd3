/** What explain knows of one operator, and the texts many operators share. */
import type { Attribute, Expression, SortOrder } from '../tree/expression.ts';
import { attributesText, attributeText, expressionText, sortOrderText } from './expression-text.ts';
import type { PhysicalNode } from './node.ts';

export interface ExplainNode {
  readonly name: string;
  /** What follows the name. */
  readonly text: string;
  /** What follows it where plans are shown at length; the same unless given. */
  readonly verbose?: string;
  /** What follows the name in the tree of `formatted`. */
  readonly label?: string;
  /** The lines below the node's heading in `formatted`. */
  readonly details: readonly string[];
  /** Compiled together with its neighbours. */
  readonly fused: boolean;
  /** Moves rows between tasks: the plan is then adaptive. */
  readonly moves?: true;
  readonly output: readonly Attribute[];
  readonly children: readonly ExplainNode[];
}

export const inputLine = (child: ExplainNode): string => countedLine('Input', child.output);

export function countedLine(title: string, attributes: readonly Attribute[]): string {
  return `${title} [${attributes.length}]: ${attributesText(attributes)}`;
}

/** A node whose text is its arguments. */
export function argumentNode(
  name: string,
  args: string,
  output: readonly Attribute[],
  children: readonly ExplainNode[],
  fused = false,
): ExplainNode {
  const details = children.length === 1 ? [inputLine(children[0] as ExplainNode)] : [];
  if (children.length === 0) details.push(countedLine('Output', output));
  if (args !== '') details.push(`Arguments: ${args}`);
  return { name, text: args === '' ? '' : ` ${args}`, details, fused, output, children };
}

export function ordersText(node: { readonly orders: readonly SortOrder[]; readonly child: PhysicalNode }): string {
  return `[${node.orders.map((order) => sortOrderText(order, node.child.output)).join(', ')}]`;
}

/** Plain columns by themselves, the rest with the names they get. */
export function projectionText(
  list: readonly Expression[],
  output: readonly Attribute[],
  input: readonly Attribute[],
): string {
  const items = list.map((item, i) => {
    const column = output[i] as Attribute;
    const text = expressionText(item, input);
    return text === attributeText(column) ? text : `${text} AS ${attributeText(column)}`;
  });
  return `[${items.join(', ')}]`;
}
