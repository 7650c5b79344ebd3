/** Joins as explain shows them. */
import type { Expression } from '../tree/expression.ts';
import { nullableOf, typeOf } from '../tree/output.ts';
import { simpleString } from '../types/data-type.ts';
import { joinName } from './explain-logical.ts';
import type { ExplainNode } from './explain-node.ts';
import { expressionText, listText } from './expression-text.ts';
import type { HashJoin, NestedLoopJoin, PhysicalNode } from './node.ts';

type Below = (child: PhysicalNode) => ExplainNode;

export function explainJoin(node: HashJoin | NestedLoopJoin, below: Below): ExplainNode {
  const { left, right } = node;
  const columns = [...left.output, ...right.output];
  const type = joinName(node.type, node.type === 'existence' ? node.output.at(-1) : undefined);
  const build = node.build === 'left' ? 'BuildLeft' : 'BuildRight';
  const condition = node.condition === undefined ? undefined : expressionText(node.condition, columns);
  const broadcast = isBroadcast(left) || isBroadcast(right);
  const side = (child: PhysicalNode, keys: readonly Expression[]): ExplainNode => {
    const shown = below(child);
    if (!isBroadcast(child) || node.kind !== 'hash-join') return shown;
    const mode = ` HashedRelationBroadcastMode(List(${keys.map(inputKeyText).join(', ')}),${node.nullAware})`;
    return { ...shown, text: mode, details: [...shown.details.slice(0, 1), `Arguments:${mode}`] };
  };
  if (node.kind === 'nested-loop-join') {
    const text = ` ${[build, type, condition].filter((part) => part !== undefined).join(', ')}`;
    return {
      name: 'BroadcastNestedLoopJoin',
      text,
      label: ` ${type} ${build}`,
      details: [`Join type: ${type}`, `Join condition: ${condition ?? 'None'}`],
      fused: broadcast,
      output: node.output,
      children: [side(left, []), side(right, [])],
    };
  }
  const leftKeys = listText(node.leftKeys, left.output);
  const rightKeys = listText(node.rightKeys, right.output);
  const tail = broadcast ? [String(node.nullAware), 'false'] : [];
  const parts = [leftKeys, rightKeys, type, build, condition, ...tail].filter((part) => part !== undefined);
  return {
    name: broadcast ? 'BroadcastHashJoin' : 'ShuffledHashJoin',
    text: ` ${parts.join(', ')}`,
    label: ` ${type} ${build}`,
    details: [
      `Left keys [${node.leftKeys.length}]: ${leftKeys}`,
      `Right keys [${node.rightKeys.length}]: ${rightKeys}`,
      `Join type: ${type}`,
      `Join condition: ${condition ?? 'None'}`,
    ],
    fused: true,
    output: node.output,
    children: [side(left, node.leftKeys), side(right, node.rightKeys)],
  };
}

const isBroadcast = (node: PhysicalNode): boolean =>
  node.kind === 'broadcast-exchange' || node.kind === 'broadcast-read';

/** A key over the broadcast rows by position; a single integer is widened, as Spark's hash relation wants it. */
function inputKeyText(key: Expression, _: number, keys: readonly Expression[]): string {
  const text =
    key.kind === 'bound' ? `input[${key.ordinal}, ${simpleString(key.type)}, ${nullableOf(key)}]` : expressionText(key);
  const { kind } = typeOf(key);
  const narrow = kind === 'byte' || kind === 'short' || kind === 'integer' || kind === 'date';
  return keys.length === 1 && narrow ? `cast(${text} as bigint)` : text;
}
