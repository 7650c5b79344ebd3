/** The text of EXPLAIN, in Spark's formats. */
import { internal } from '../errors/internal.ts';
import type { Attribute } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { bytesText } from '../types/bytes-text.ts';
import { simpleString } from '../types/data-type.ts';
import { formattedText } from './explain-formatted.ts';
import { logicalText } from './explain-logical.ts';
import type { ExplainNode } from './explain-node.ts';
import { explainNode } from './explain-physical.ts';
import { numbered } from './explain-stages.ts';
import { drawTree } from './explain-tree.ts';
import type { PhysicalNode } from './node.ts';
import { type CacheStatistics, statisticsOf } from './statistics.ts';

export type ExplainMode = 'simple' | 'extended' | 'codegen' | 'cost' | 'formatted';

interface ExplainedPlans {
  readonly parsed: Plan;
  readonly analyzed: Plan;
  readonly optimized: Plan;
  readonly physical: PhysicalNode;
  readonly cacheStatistics?: CacheStatistics;
  readonly native?: NativeNotes;
}

/** What goes to the native engine: whole subtrees, and what else might have, but for the reason given. */
export interface NativeNotes {
  readonly subtrees: readonly { readonly node: PhysicalNode; readonly inputs: readonly PhysicalNode[] }[];
  readonly breaks: readonly { readonly node: PhysicalNode; readonly reason: string }[];
}

export function explainText(plans: ExplainedPlans, mode: ExplainMode): string {
  const { parsed, analyzed, optimized } = plans;
  const tree = adaptive(explainNode(plans.physical, true));
  switch (mode) {
    case 'simple':
      return `== Physical Plan ==\n${physicalText(tree, false)}\n${nativeText(plans.native)}`;
    case 'formatted':
      return `== Physical Plan ==\n${formattedText(numbered(tree))}\n${nativeText(plans.native)}`;
    case 'extended': {
      const sections = [
        `== Parsed Logical Plan ==\n${logicalText(parsed)}`,
        `== Analyzed Logical Plan ==\n${schemaLine(outputOf(analyzed))}${logicalText(analyzed)}`,
        `== Optimized Logical Plan ==\n${logicalText(optimized)}`,
        `== Physical Plan ==\n${physicalText(tree, true)}`,
      ];
      const native = nativeText(plans.native);
      return (native === '' ? sections : [...sections, native]).join('\n');
    }
    case 'cost': {
      const caches = plans.cacheStatistics ?? ((): undefined => undefined);
      const logical = logicalText(optimized, (node) => `, ${statisticsText(node, caches)}`);
      return `== Optimized Logical Plan ==\n${logical}\n== Physical Plan ==\n${physicalText(tree, true)}\n`;
    }
    case 'codegen':
      return `Found 0 WholeStageCodegen subtrees.\n${physicalText(tree, false)}\n`;
    default:
      return internal(`no such explain mode: ${String(mode)}`);
  }
}

/** A section of our own after Spark's, where there is something to say: the operators stay as Spark prints them. */
function nativeText(notes: NativeNotes | undefined): string {
  if (notes === undefined || notes.subtrees.length + notes.breaks.length === 0) return '';
  const title = (node: PhysicalNode): string => {
    const { name, text } = explainNode(node, false);
    return name + text;
  };
  const lines = [
    ...notes.subtrees.flatMap(({ node, inputs }) => [
      `Native: ${title(node)} and everything below it`,
      ...inputs.map((input) => `  but for the rows of ${title(input)}`),
    ]),
    ...notes.breaks.map(({ node, reason }) => `Not native: ${title(node)} (${reason})`),
  ];
  return `== Native Engine ==\n${lines.map((line) => `${line}\n`).join('')}`;
}

function schemaLine(output: readonly Attribute[]): string {
  return output.length === 0 ? '' : `${output.map((a) => `${a.name}: ${simpleString(a.type)}`).join(', ')}\n`;
}

/** A plan that moves rows is adaptive: its stages may still change when it runs. */
function adaptive(tree: ExplainNode): ExplainNode {
  if (!movesRows(tree)) return tree;
  const { output } = tree;
  const initial = byRows(tree);
  const details = [
    `Output [${output.length}]: [${output.map((a) => `${a.name}#${a.id}${a.type.kind === 'long' ? 'L' : ''}`).join(', ')}]`,
    'Arguments: isFinalPlan=false',
  ];
  return {
    name: 'AdaptiveSparkPlan',
    text: ' isFinalPlan=false',
    label: '',
    details,
    fused: false,
    output,
    children: [initial],
  };
}

/** Columns are turned into rows only where stages are compiled, which an adaptive plan does later. */
function byRows(node: ExplainNode): ExplainNode {
  const [only] = node.children;
  if (node.name === 'ColumnarToRow' && only !== undefined) return byRows(only);
  return { ...node, children: node.children.map(byRows) };
}

function movesRows(node: ExplainNode): boolean {
  return node.moves === true || node.children.some(movesRows);
}

function physicalText(tree: ExplainNode, verbose: boolean): string {
  const { lineOf } = numbered(tree);
  const drawn = (node: ExplainNode): Parameters<typeof drawTree>[0] => ({
    line: lineOf(node, verbose),
    children: node.children.map(drawn),
  });
  return drawTree(drawn(tree));
}

function statisticsText(node: Plan, caches: CacheStatistics): string {
  const { sizeInBytes, rowCount } = statisticsOf(node, caches);
  const rows = rowCount === undefined ? '' : `, rowCount=${rowsText(rowCount)}`;
  return `Statistics(sizeInBytes=${bytesText(sizeInBytes)}${rows})`;
}

function rowsText(rows: number): string {
  if (rows < 1000) return String(rows);
  const [digits = '', exponent = ''] = rows.toExponential(2).split('e');
  return `${digits}E${exponent}`;
}
