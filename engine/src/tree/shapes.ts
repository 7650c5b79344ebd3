/** Which fields of each expression and plan kind hold children: the tables behind `transform`. */
import { assert } from '../errors/internal.ts';
import type { Expression } from './expression.ts';
import type { Plan } from './plan.ts';
import { exists, type Shape, transformDown, transformUp } from './transform.ts';

type FieldTable<N extends { readonly kind: string }> = {
  readonly [K in N['kind']]: readonly Exclude<keyof Extract<N, { kind: K }>, 'kind'>[];
};

/** Fields that hold an Expression, a list of them, a list of lists, or undefined. Window frames and subquery plans are not children. */
const EXPRESSION_CHILDREN: FieldTable<Expression> = {
  'unresolved-attribute': [],
  star: ['replace'],
  'regex-column': [],
  'unresolved-function': ['args', 'filter', 'withinGroup'],
  'unresolved-extract': ['child', 'key'],
  'named-argument': ['value'],
  'multi-alias': ['child'],
  'unresolved-window': ['function'],
  parameter: [],
  'grouping-analytics': ['sets', 'columns'],
  literal: [],
  attribute: [],
  alias: ['child'],
  call: ['args'],
  cast: ['child'],
  case: ['whens', 'thens', 'otherwise'],
  in: ['child', 'list'],
  'get-field': ['child'],
  lambda: ['params', 'body'],
  'lambda-variable': [],
  'aggregate-call': ['call', 'filter'],
  'window-call': ['function', 'partitionBy', 'orderBy'],
  'sort-order': ['child'],
  'python-udf': ['args'],
  'scalar-subquery': [],
  exists: [],
  'in-subquery': ['values'],
  'outer-reference': [],
  bound: [],
};

const PLAN_CHILDREN: FieldTable<Plan> = {
  'unresolved-relation': [],
  'unresolved-table-function': ['table'],
  'inline-table': [],
  'one-row': [],
  range: [],
  'local-relation': [],
  'source-relation': [],
  'rdd-relation': [],
  'cached-relation': [],
  'cte-reference': [],
  recursion: [],
  project: ['child'],
  filter: ['child'],
  having: ['child'],
  qualify: ['child'],
  aggregate: ['child'],
  expand: ['child'],
  window: ['child'],
  'with-windows': ['child'],
  sort: ['child'],
  limit: ['child'],
  offset: ['child'],
  tail: ['child'],
  distinct: ['child'],
  deduplicate: ['child'],
  'subquery-alias': ['child'],
  shared: ['child'],
  with: ['child'],
  generate: ['child'],
  repartition: ['child'],
  sample: ['child'],
  hint: ['child'],
  pivot: ['child'],
  unpivot: ['child'],
  'python-map': ['child'],
  'python-cogroup': ['left', 'right'],
  'python-eval': ['child'],
  join: ['left', 'right'],
  'set-operation': ['left', 'right'],
  union: ['children'],
  command: [],
};

/** Fields of a plan node that hold expressions to be resolved against its children; produced attributes are not among them. */
const PLAN_EXPRESSIONS: FieldTable<Plan> = {
  'unresolved-relation': [],
  'unresolved-table-function': ['args'],
  'inline-table': ['rows'],
  'one-row': [],
  range: [],
  'local-relation': [],
  'source-relation': ['pruning'],
  'rdd-relation': [],
  'cached-relation': [],
  'cte-reference': [],
  recursion: [],
  project: ['list'],
  filter: ['condition'],
  having: ['condition'],
  qualify: ['condition'],
  aggregate: ['grouping', 'list'],
  expand: ['projections'],
  window: ['calls', 'partitionBy', 'orderBy'],
  'with-windows': [],
  sort: ['orders'],
  limit: ['count'],
  offset: ['count'],
  tail: ['count'],
  distinct: [],
  deduplicate: ['keys'],
  'subquery-alias': [],
  shared: [],
  with: [],
  generate: ['generator'],
  repartition: ['expressions'],
  sample: [],
  hint: ['args'],
  pivot: ['grouping', 'column', 'values', 'aggregates'],
  unpivot: ['ids', 'values'],
  'python-map': ['grouping', 'values'],
  'python-cogroup': ['leftGrouping', 'rightGrouping', 'leftValues', 'rightValues'],
  'python-eval': ['udfs'],
  join: ['condition'],
  'set-operation': [],
  union: [],
  command: [],
};

type Nested<N> = N | undefined | readonly Nested<N>[];

function gather<N>(value: Nested<N>, into: N[]): void {
  if (value === undefined) return;
  if (Array.isArray(value)) for (const item of value as readonly Nested<N>[]) gather(item, into);
  else into.push(value as N);
}

function scatter<N>(value: Nested<N>, next: () => N): Nested<N> {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return (value as readonly Nested<N>[]).map((item) => scatter(item, next));
  return next();
}

function read<N>(node: object, fields: readonly string[]): readonly N[] {
  const found: N[] = [];
  for (const name of fields) gather((node as Record<string, Nested<N>>)[name], found);
  return found;
}

function write<T extends object, N>(node: T, fields: readonly string[], items: readonly N[]): T {
  let used = 0;
  const next = (): N => items[used++] as N;
  const changed: Record<string, Nested<N>> = {};
  for (const name of fields) changed[name] = scatter((node as Record<string, Nested<N>>)[name], next);
  assert(used === items.length, 'withChildren: wrong number of children');
  return { ...node, ...changed };
}

export const EXPRESSIONS: Shape<Expression> = {
  children: (node) => read(node, EXPRESSION_CHILDREN[node.kind]),
  withChildren: (node, children) => write(node, EXPRESSION_CHILDREN[node.kind], children),
};

export const PLANS: Shape<Plan> = {
  children: (node) => read(node, PLAN_CHILDREN[node.kind]),
  withChildren: (node, children) => write(node, PLAN_CHILDREN[node.kind], children),
};

/** The expressions of this node only (not of its children), in the order `mapExpressions` takes them. */
export function expressionsOf(plan: Plan): readonly Expression[] {
  return read(plan, PLAN_EXPRESSIONS[plan.kind]);
}

/** Replaces this node's own expressions, whole: `replace` descends itself if it wants to. */
export function mapExpressions(plan: Plan, replace: (expression: Expression) => Expression): Plan {
  const before = expressionsOf(plan);
  const after = before.map(replace);
  return before.every((e, i) => e === after[i]) ? plan : write(plan, PLAN_EXPRESSIONS[plan.kind], after);
}

export const transformExpression = (root: Expression, replace: (e: Expression) => Expression): Expression =>
  transformUp(EXPRESSIONS, root, replace);
export const transformExpressionDown = (root: Expression, replace: (e: Expression) => Expression): Expression =>
  transformDown(EXPRESSIONS, root, replace);
export const transformPlan = (root: Plan, replace: (p: Plan) => Plan): Plan => transformUp(PLANS, root, replace);
export const transformPlanDown = (root: Plan, replace: (p: Plan) => Plan): Plan => transformDown(PLANS, root, replace);
export const someExpression = (root: Expression, test: (e: Expression) => boolean): boolean =>
  exists(EXPRESSIONS, root, test);

/** Rewrites every expression of every node of a plan, bottom up. */
export function transformAllExpressions(root: Plan, replace: (e: Expression) => Expression): Plan {
  return transformPlan(root, (node) => mapExpressions(node, (e) => transformExpression(e, replace)));
}
