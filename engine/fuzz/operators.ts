/** Which operators, subqueries and frames random queries are to have. A new one must be named here. */
import type { PhysicalNode } from '../src/physical/node.ts';
import type { FrameBound, WindowFrame } from '../src/tree/expression.ts';
import type { JoinType, Plan } from '../src/tree/plan.ts';

/** Natively too, on the evaluator only, or why there are none. */
type Wanted = 'both' | 'evaluator' | { readonly none: string };

const AT_RUN_TIME: Wanted = { none: 'is made of an exchange when the query runs' };
const PYTHON: Wanted = { none: 'runs Python' };

const OPERATORS: Readonly<Record<Exclude<PhysicalNode['kind'], 'hash-join' | 'nested-loop-join'>, Wanted>> = {
  'file-scan': 'both',
  'local-scan': 'evaluator',
  'cache-scan': 'evaluator',
  'range-scan': 'evaluator',
  'native-scan': 'evaluator',
  pipeline: 'both',
  'hash-aggregate': 'both',
  sort: 'both',
  window: 'both',
  limit: 'both',
  expand: 'both',
  generate: 'evaluator',
  exchange: 'both',
  'broadcast-exchange': 'both',
  union: 'both',
  coalesce: 'evaluator',
  'row-order': 'evaluator',
  sample: { none: 'which rows it takes is by partition' },
  tail: { none: 'no SQL makes it' },
  write: { none: 'gives no rows' },
  'rdd-scan': PYTHON,
  'python-eval': PYTHON,
  'python-map': PYTHON,
  'python-cogroup': PYTHON,
  'python-aggregate': PYTHON,
  'python-window': PYTHON,
  'shuffle-read': AT_RUN_TIME,
  'broadcast-read': AT_RUN_TIME,
};

const HASH_JOINS: Readonly<Record<JoinType | 'left-anti null-aware', Wanted>> = {
  inner: 'both',
  cross: { none: 'has no keys' },
  left: 'both',
  right: 'both',
  full: 'both',
  'left-semi': 'both',
  'left-anti': 'both',
  'left-anti null-aware': 'both',
  existence: 'both',
  'left-single': 'evaluator',
};

const NESTED_LOOP_JOINS: Readonly<Record<JoinType, Wanted>> = {
  inner: 'both',
  cross: 'both',
  left: 'both',
  right: 'both',
  full: 'both',
  'left-semi': 'both',
  'left-anti': 'both',
  existence: 'evaluator',
  'left-single': 'evaluator',
};

const API: Wanted = { none: 'no SQL makes it' };

/** Of plans as they are written, or as analysis leaves them. */
const LOGICAL: Readonly<Record<Plan['kind'], Wanted>> = {
  'unresolved-relation': 'evaluator',
  'unresolved-table-function': 'evaluator',
  'inline-table': 'evaluator',
  'one-row': 'evaluator',
  range: 'evaluator',
  'local-relation': 'evaluator',
  'source-relation': 'evaluator',
  'rdd-relation': API,
  'cached-relation': { none: 'comes after analysis' },
  'cte-reference': { none: 'stands in a recursion' },
  recursion: { none: 'is run while a query is analysed' },
  project: 'evaluator',
  filter: 'evaluator',
  having: 'evaluator',
  qualify: 'evaluator',
  aggregate: 'evaluator',
  expand: 'evaluator',
  window: 'evaluator',
  'with-windows': 'evaluator',
  sort: 'evaluator',
  limit: 'evaluator',
  offset: 'evaluator',
  tail: API,
  distinct: 'evaluator',
  deduplicate: API,
  'subquery-alias': 'evaluator',
  with: 'evaluator',
  shared: { none: 'comes after analysis' },
  generate: 'evaluator',
  repartition: 'evaluator',
  sample: { none: 'which rows it takes is by partition' },
  hint: 'evaluator',
  pivot: 'evaluator',
  unpivot: 'evaluator',
  'python-map': PYTHON,
  'python-cogroup': PYTHON,
  'python-eval': PYTHON,
  join: 'evaluator',
  'set-operation': 'evaluator',
  union: 'evaluator',
  command: { none: 'gives no rows' },
};

const SUBQUERIES = ['scalar-subquery', 'exists', 'in-subquery'];

export const logicalName = (kind: string): string => `${kind} (logical)`;

type FrameEnd = Exclude<FrameBound['kind'], 'offset'> | 'preceding' | 'following';

const ENDS: readonly FrameEnd[] = [
  'unbounded-preceding',
  'preceding',
  'current-row',
  'following',
  'unbounded-following',
];

export const frameName = ({ unit, lower, upper }: WindowFrame): string =>
  `frame ${unit} ${endOf(lower)} to ${endOf(upper)}`;

/** Distances backwards are negative numbers, or negated ones. */
function endOf(bound: FrameBound): FrameEnd {
  if (bound.kind !== 'offset') return bound.kind;
  let { value } = bound;
  while (value.kind === 'cast') value = value.child;
  if (value.kind === 'literal') return Number(value.value) < 0 ? 'preceding' : 'following';
  return value.kind === 'call' && value.fn === 'negative' ? 'preceding' : 'following';
}

/** A frame begins no later than it ends. */
const FRAMES = ['rows', 'range'].flatMap((unit) =>
  ENDS.flatMap((lower, i) =>
    ENDS.slice(i).flatMap((upper) =>
      lower === 'unbounded-following' || upper === 'unbounded-preceding' ? [] : [`frame ${unit} ${lower} to ${upper}`],
    ),
  ),
);

const ALL: readonly (readonly [name: string, wanted: Wanted])[] = [
  ...Object.entries(OPERATORS),
  ...Object.entries(HASH_JOINS).map(([type, wanted]) => [`hash-join ${type}`, wanted] as const),
  ...Object.entries(NESTED_LOOP_JOINS).map(([type, wanted]) => [`nested-loop-join ${type}`, wanted] as const),
  ...Object.entries(LOGICAL).map(([kind, wanted]) => [logicalName(kind), wanted] as const),
  ...[...SUBQUERIES, ...FRAMES].map((name) => [name, 'evaluator'] as const),
];

export const WANTED: readonly string[] = ALL.flatMap(([name, wanted]) => (typeof wanted === 'string' ? [name] : []));
export const NATIVE_WANTED: readonly string[] = ALL.flatMap(([name, wanted]) => (wanted === 'both' ? [name] : []));
