/** Physical plans as explain shows them: in Spark's operators, which are finer or coarser than ours in places. */
import { unreachable } from '../errors/internal.ts';
import type { Attribute } from '../tree/expression.ts';
import { explainAggregate } from './explain-aggregate.ts';
import { explainJoin } from './explain-join.ts';
import { explainLimit } from './explain-limit.ts';
import { doubleText, pythonEvalName, pythonMapName } from './explain-logical.ts';
import { argumentNode, countedLine, type ExplainNode, inputLine, ordersText, projectionText } from './explain-node.ts';
import { explainFileScan } from './explain-scan.ts';
import {
  attributesText,
  attributeText,
  expressionText,
  listText,
  sortOrderText,
  windowSpecText,
} from './expression-text.ts';
import type { Exchange, FileScan, PhysicalNode, Pipeline, PipelineStep, WindowNode } from './node.ts';
import { countOf } from './properties.ts';

export function explainNode(node: PhysicalNode, root: boolean): ExplainNode {
  const below = (child: PhysicalNode): ExplainNode => explainNode(child, false);
  switch (node.kind) {
    case 'range-scan': {
      const head = `(${node.start}, ${node.end}, step=${node.step}, splits=`;
      return {
        ...argumentNode('Range', `${head}${node.slices})`, node.output, [], true),
        details: [countedLine('Output', node.output), `Arguments: Range ${head}Some(${node.slices}))`],
      };
    }
    case 'local-scan':
      if (node.output.length === 0 && node.partitions.length === 1) {
        return { ...argumentNode('Scan OneRowRelation', '', [], [], true), text: '[]', details: ['Output: []'] };
      }
      return argumentNode(
        'LocalTableScan',
        `${node.partitions.length === 0 ? '<empty>, ' : ''}${attributesText(node.output)}`,
        node.output,
        [],
      );
    case 'file-scan':
      return withoutUnread(node, explainFileScan(node));
    case 'rdd-scan': {
      const columns = `[${node.output.map(attributeText).join(',')}]`;
      return { ...argumentNode('Scan ExistingRDD', attributesText(node.output), node.output, [], true), text: columns };
    }
    case 'cache-scan': {
      const level = 'StorageLevel(disk, memory, deserialized, 1 replicas)';
      const relation = argumentNode('InMemoryRelation', `${attributesText(node.output)}, ${level}`, node.output, []);
      return {
        ...argumentNode('InMemoryTableScan', attributesText(node.output), node.output, []),
        children: [relation],
      };
    }
    case 'native-scan':
      return argumentNode('NativeScan', '', node.output, []);
    case 'shuffle-read':
    case 'broadcast-read':
      return argumentNode('ShuffleQueryStage', '', node.output, []);
    case 'pipeline':
      return explainPipeline(node, root);
    case 'hash-aggregate':
      return explainAggregate(node, node.output, undefined, below);
    case 'sort':
      return argumentNode('Sort', `${ordersText(node)}, ${node.global}, 0`, node.output, [below(node.child)], true);
    case 'window':
      return explainWindow(node, below(node.child));
    case 'limit':
      return explainLimit(node, node.output, root, below);
    case 'tail':
      return explainTail(node, root, below);
    case 'expand': {
      const lists = node.projections.map((list) => listText(list, node.child.output)).join(', ');
      return argumentNode(
        'Expand',
        `[${lists}], ${attributesText(node.output)}`,
        node.output,
        [below(node.child)],
        true,
      );
    }
    case 'generate': {
      const input = node.child.output;
      const kept = attributesText(node.required.map((i) => input[i] as Attribute));
      const made = attributesText(node.output.slice(node.required.length));
      const args = `${expressionText(node.generator, input)}, ${kept}, ${node.outer}, ${made}`;
      return argumentNode('Generate', args, node.output, [below(node.child)], true);
    }
    case 'sample': {
      const args = `${doubleText(node.lower)}, ${doubleText(node.upper)}, ${node.withReplacement}, ${node.seed}`;
      return argumentNode('Sample', args, node.output, [below(node.child)], true);
    }
    case 'row-order':
      return below(node.child);
    case 'python-eval': {
      const made = node.output.slice(node.child.output.length);
      const name = pythonEvalName(node.udfs);
      const [udf] = node.udfs;
      const type = name === 'ArrowEvalPython' && udf?.kind === 'python-udf' ? `, ${udf.function.evalType}` : '';
      return argumentNode(
        name,
        `${listText(node.udfs, node.child.output)}, ${attributesText(made)}${type}`,
        node.output,
        [below(node.child)],
      );
    }
    case 'python-map': {
      const keys = attributesText(node.grouping.map((i) => node.child.output[i] as Attribute));
      const name = pythonMapName(node.function.evalType);
      return argumentNode(name, `${keys}, ${attributesText(node.output)}`, node.output, [below(node.child)]);
    }
    case 'python-cogroup': {
      const [left, right] = [node.left, node.right].map((side, i) =>
        attributesText((node.grouping[i] as readonly number[]).map((at) => side.output[at] as Attribute)),
      );
      const args = `${left}, ${right}, ${attributesText(node.output)}`;
      return argumentNode(pythonMapName(node.function.evalType), args, node.output, [
        below(node.left),
        below(node.right),
      ]);
    }
    case 'python-aggregate': {
      const keys = attributesText(node.grouping.map((i) => node.child.output[i] as Attribute));
      const made = attributesText(node.output.slice(node.grouping.length));
      const args = `${keys}, ${listText(node.udfs, node.child.output)}, ${made}`;
      return argumentNode('ArrowAggregatePython', args, node.output, [below(node.child)]);
    }
    case 'python-window': {
      const calls = listText(
        node.calls.map((call) => call.udf),
        node.child.output,
      );
      const keys = listText(node.partitionBy, node.child.output);
      const orders = listText(node.orderBy, node.child.output);
      return argumentNode('ArrowWindowPython', `${calls}, ${keys}, ${orders}`, node.output, [below(node.child)]);
    }
    case 'exchange':
      return { ...argumentNode('Exchange', exchangeText(node), node.output, [below(node.child)]), moves: true };
    case 'broadcast-exchange':
      return {
        ...argumentNode('BroadcastExchange', 'IdentityBroadcastMode', node.output, [below(node.child)]),
        moves: true,
      };
    case 'coalesce':
      return argumentNode('Coalesce', String(node.groups.length), node.output, [below(node.child)]);
    case 'write':
      return argumentNode('WriteFiles', '', node.output, [below(node.child)]);
    case 'union':
      return { ...argumentNode('Union', '', node.output, node.children.map(below), true), details: [] };
    case 'hash-join':
    case 'nested-loop-join':
      return explainJoin(node, below);
    default:
      return unreachable(node);
  }
}

/** Partition columns that nothing reads go away in a projection. */
function withoutUnread(scan: FileScan, below: ExplainNode): ExplainNode {
  const read = new Set(scan.output.map((a) => a.id));
  if (scan.partitionColumns.every((column) => read.has(column.id))) return below;
  return explainSteps([{ kind: 'project', list: scan.output, output: scan.output }], below.output, below);
}

/** Steps from the last to the first; a projection of an aggregate's results is shown with it, one over a limit too. */
function explainPipeline(node: Pipeline, root: boolean): ExplainNode {
  const [first] = node.steps;
  const { child } = node;
  if (first?.kind === 'project' && child.kind === 'hash-aggregate') {
    const below = explainAggregate(child, first.output, first.list, (c) => explainNode(c, false));
    return explainSteps(node.steps.slice(1), first.output, below);
  }
  if (child.kind === 'file-scan') {
    const shown = explainSteps(node.steps, child.output, explainFileScan(child));
    return node.steps.some((step) => step.kind === 'project') ? shown : withoutUnread(child, shown);
  }
  if (first?.kind === 'project' && child.kind === 'limit') {
    const shown = explainLimit(
      child,
      first.output,
      root && node.steps.length === 1,
      (c) => explainNode(c, false),
      first,
    );
    if (shown.name === 'TakeOrderedAndProject') return explainSteps(node.steps.slice(1), first.output, shown);
  }
  return explainSteps(node.steps, child.output, explainNode(child, false));
}

function explainSteps(steps: readonly PipelineStep[], columns: readonly Attribute[], bottom: ExplainNode): ExplainNode {
  let input = columns;
  let made = bottom;
  for (const step of steps) {
    if (step.kind === 'filter') {
      const condition = expressionText(step.condition, input);
      made = {
        name: 'Filter',
        text: ` ${condition}`,
        details: [inputLine(made), `Condition : ${condition}`],
        fused: true,
        output: input,
        children: [made],
      };
    } else {
      const list = projectionText(step.list, step.output, input);
      made = {
        name: 'Project',
        text: ` ${list}`,
        details: [`Output [${step.output.length}]: ${list}`, inputLine(made)],
        fused: true,
        output: step.output,
        children: [made],
      };
      input = step.output;
    }
  }
  return made;
}

function explainWindow(node: WindowNode, child: ExplainNode): ExplainNode {
  const input = node.child.output;
  const calls = node.calls.map((call, i) => {
    const column = node.output[input.length + i] as Attribute;
    const spec = windowSpecText(node.partitionBy, node.orderBy, call.frame, input);
    return `${expressionText(call.function, input)} ${spec} AS ${attributeText(column)}`;
  });
  const args = `[${calls.join(', ')}], ${listText(node.partitionBy, input)}, [${node.orderBy.map((o) => sortOrderText(o, input)).join(', ')}]`;
  return argumentNode('Window', args, node.output, [child]);
}

function explainTail(
  node: Extract<PhysicalNode, { kind: 'tail' }>,
  root: boolean,
  below: (child: PhysicalNode) => ExplainNode,
): ExplainNode {
  const inner = node.child.kind === 'exchange' ? node.child.child : node.child;
  const child = inner.kind === 'tail' ? inner.child : inner;
  return argumentNode(root ? 'CollectTail' : 'Tail', String(node.count), node.output, [below(child)]);
}

const ORIGINS = {
  'ensure-requirements': 'ENSURE_REQUIREMENTS',
  'repartition-by-num': 'REPARTITION_BY_NUM',
  'repartition-by-col': 'REPARTITION_BY_COL',
} as const;

function exchangeText({ partitioning, origin, child }: Exchange): string {
  const input = child.output;
  const count = countOf(partitioning);
  const how = (): string => {
    switch (partitioning.kind) {
      case 'hash':
        return `hashpartitioning(${[...partitioning.keys.map((key) => expressionText(key, input)), count].join(', ')})`;
      case 'range':
        return `rangepartitioning(${[...partitioning.orders.map((order) => sortOrderText(order, input)), count].join(', ')})`;
      case 'round-robin':
        return `RoundRobinPartitioning(${count})`;
      default:
        return 'SinglePartition';
    }
  };
  return `${how()}, ${ORIGINS[origin]}`;
}
