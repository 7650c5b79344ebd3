/** One line for each node of a logical plan, in Spark's words. */

import { isAnalyzed } from '../analysis/analyzed.ts';
import { EVAL } from '../tree/eval-type.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Join, JoinType, Plan } from '../tree/plan.ts';
import { EXPRESSIONS, expressionsOf, PLANS } from '../tree/shapes.ts';
import { preorder } from '../tree/transform.ts';
import { type DrawnNode, drawTree } from './explain-tree.ts';
import { attributesText, attributeText, expressionText, listText } from './expression-text.ts';

/** `suffix` may add to a node's line. */
export function logicalText(plan: Plan, suffix: (node: Plan) => string = () => ''): string {
  return drawTree(drawn(plan, suffix));
}

function drawn(plan: Plan, suffix: (node: Plan) => string): DrawnNode {
  const children = PLANS.children(plan).map((child) => drawn(child, suffix));
  const mark = isUnresolved(plan) ? "'" : '';
  const line = `${mark}${lineOf(plan)}${suffix(plan)}`;
  if (plan.kind !== 'limit') return { line, children };
  return { line, children: [{ line: `${mark}LocalLimit ${expressionText(plan.count)}${suffix(plan)}`, children }] };
}

function isUnresolved(plan: Plan): boolean {
  if (isAnalyzed(plan)) return false;
  if (plan.kind.startsWith('unresolved')) return true;
  return expressionsOf(plan).some((root) => {
    for (const e of preorder<Expression>(EXPRESSIONS, root)) if (UNRESOLVED.has(e.kind)) return true;
    return false;
  });
}

const UNRESOLVED: ReadonlySet<Expression['kind']> = new Set([
  'unresolved-attribute',
  'unresolved-function',
  'unresolved-extract',
  'unresolved-window',
  'star',
  'regex-column',
]);

const flag = (value: boolean): string => String(value);

function compact(attributes: readonly Attribute[]): string {
  return `[${attributes.map(attributeText).join(',')}]`;
}

function lineOf(plan: Plan): string {
  switch (plan.kind) {
    case 'one-row':
      return 'OneRowRelation';
    case 'range': {
      const splits = plan.slices === undefined ? 'None' : `Some(${plan.slices})`;
      return `Range (${plan.start}, ${plan.end}, step=${plan.step}, splits=${splits})`;
    }
    case 'local-relation':
      return `LocalRelation ${plan.batches.length === 0 ? '<empty>, ' : ''}${attributesText(plan.output)}`;
    case 'source-relation':
      return `Relation ${plan.tableName === undefined ? '' : plan.tableName.join('.')}${compact(plan.output)} ${plan.source}`;
    case 'rdd-relation':
      return `LogicalRDD ${attributesText(plan.output)}, false`;
    case 'cached-relation':
      return `InMemoryRelation ${attributesText(plan.output)}, StorageLevel(disk, memory, deserialized, 1 replicas)`;
    case 'unresolved-relation':
      return `UnresolvedRelation [${plan.parts.join(', ')}], [], false`;
    case 'unresolved-table-function':
      return `UnresolvedTableValuedFunction [${plan.name.join('.')}], ${listText(plan.args)}`;
    case 'project':
      return `Project ${listText(plan.list)}`;
    case 'filter':
      return `Filter ${expressionText(plan.condition)}`;
    case 'aggregate':
      return `Aggregate ${listText(plan.grouping)}, ${listText(plan.list)}`;
    case 'expand':
      return `Expand [${plan.projections.map((list) => listText(list)).join(', ')}], ${attributesText(plan.output)}`;
    case 'window':
      return `Window ${listText(plan.calls)}, ${listText(plan.partitionBy)}, ${listText(plan.orderBy)}`;
    case 'sort':
      return `Sort ${listText(plan.orders)}, ${flag(plan.global)}`;
    case 'limit':
      return `GlobalLimit ${expressionText(plan.count)}`;
    case 'offset':
      return `Offset ${expressionText(plan.count)}`;
    case 'tail':
      return `Tail ${expressionText(plan.count)}`;
    case 'distinct':
      return isAnalyzed(plan) ? `Deduplicate ${attributesText(outputOf(plan))}` : 'Distinct';
    case 'deduplicate':
      return `Deduplicate ${listText(plan.keys)}`;
    case 'subquery-alias':
      return `SubqueryAlias ${plan.name.join('.')}`;
    case 'shared':
      return `CTERelationRef #${plan.id}, ${attributesText(plan.output)}`;
    case 'generate':
      return `Generate ${expressionText(plan.generator)}, ${flag(plan.outer)}, ${plan.qualifier === undefined ? '' : `${plan.qualifier}, `}${attributesText(plan.output)}`;
    case 'repartition':
      return repartitionLine(plan);
    case 'sample':
      return `Sample ${doubleText(plan.lower)}, ${doubleText(plan.upper)}, ${flag(plan.withReplacement)}, ${plan.seed}, ${plan.withReplacement ? 'Poisson' : 'Bernoulli'}`;
    case 'hint':
      return `ResolvedHint (strategy=${plan.name.toLowerCase()})`;
    case 'python-eval':
      return `${pythonEvalName(plan.udfs)} ${listText(plan.udfs.map((udf) => udf.child))}, ${attributesText(outputOf(plan).slice(-plan.udfs.length))}`;
    case 'python-map':
      return `${pythonMapName(plan.function.evalType)} ${listText(plan.grouping)}, ${attributesText(plan.output)}`;
    case 'python-cogroup':
      return `${pythonMapName(plan.function.evalType)} ${listText(plan.leftGrouping)}, ${listText(plan.rightGrouping)}, ${attributesText(plan.output)}`;
    case 'join':
      return joinLine(plan);
    case 'set-operation':
      return `${plan.op === 'intersect' ? 'Intersect' : 'Except'} ${flag(plan.all)}`;
    case 'union':
      return `Union ${flag(plan.byName)}, ${flag(plan.allowMissing)}`;
    case 'with':
      return `CTE [${plan.ctes.map((cte) => cte.name).join(', ')}]`;
    case 'command':
      return `Command ${plan.command.kind}`;
    default:
      return plan.kind;
  }
}

function repartitionLine({ expressions, numPartitions, by }: Extract<Plan, { kind: 'repartition' }>): string {
  if (expressions.length === 0) return `Repartition ${numPartitions ?? ''}, ${by !== 'coalesce'}`;
  return `RepartitionByExpression ${listText(expressions)}${numPartitions === undefined ? '' : `, ${numPartitions}`}`;
}

export const doubleText = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

/** Pickled rows go to Python one way, Arrow batches the other. */
export function pythonEvalName(udfs: readonly Expression[]): string {
  const [first] = udfs;
  const udf = first?.kind === 'alias' ? first.child : first;
  return udf?.kind === 'python-udf' && udf.function.evalType === EVAL.batchedUdf
    ? 'BatchEvalPython'
    : 'ArrowEvalPython';
}

/** By SQL_…_MAP_… evaluation types. */
export function pythonMapName(evalType: number): string {
  return PYTHON_MAP_NAMES[evalType] ?? 'FlatMapGroupsInPandas';
}

const PYTHON_MAP_NAMES: Readonly<Record<number, string>> = {
  [EVAL.mapPandasIter]: 'MapInPandas',
  [EVAL.cogroupedMapPandas]: 'FlatMapCoGroupsInPandas',
  [EVAL.mapArrowIter]: 'MapInArrow',
  [EVAL.groupedMapArrow]: 'FlatMapGroupsInArrow',
  [EVAL.cogroupedMapArrow]: 'FlatMapCoGroupsInArrow',
  [EVAL.groupedMapArrowIter]: 'FlatMapGroupsInArrow',
};

const JOIN_NAMES: Readonly<Record<JoinType, string>> = {
  inner: 'Inner',
  cross: 'Cross',
  left: 'LeftOuter',
  right: 'RightOuter',
  full: 'FullOuter',
  'left-semi': 'LeftSemi',
  'left-anti': 'LeftAnti',
  existence: 'ExistenceJoin',
  'left-single': 'LeftSingle',
};

export function joinName(type: JoinType, exists: Attribute | undefined): string {
  return type === 'existence' && exists !== undefined ? `ExistenceJoin(${attributeText(exists)})` : JOIN_NAMES[type];
}

function joinLine({ type, exists, condition, hint, using }: Join): string {
  const name = using === undefined ? joinName(type, exists) : `UsingJoin(${JOIN_NAMES[type]}, [${using.join(', ')}])`;
  const parts = [name];
  if (condition !== undefined) parts.push(expressionText(condition));
  if (hint.left !== undefined) parts.push(`leftHint=(strategy=${hint.left.replaceAll('-', '_')})`);
  if (hint.right !== undefined) parts.push(`rightHint=(strategy=${hint.right.replaceAll('-', '_')})`);
  return `Join ${parts.join(', ')}`;
}
