/** Which operators random queries are to have. A new one must be named here. */
import type { PhysicalNode } from '../src/physical/node.ts';
import type { JoinType } from '../src/tree/plan.ts';

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

const ALL: readonly (readonly [name: string, wanted: Wanted])[] = [
  ...Object.entries(OPERATORS),
  ...Object.entries(HASH_JOINS).map(([type, wanted]) => [`hash-join ${type}`, wanted] as const),
  ...Object.entries(NESTED_LOOP_JOINS).map(([type, wanted]) => [`nested-loop-join ${type}`, wanted] as const),
];

export const WANTED: readonly string[] = ALL.flatMap(([name, wanted]) => (typeof wanted === 'string' ? [name] : []));
export const NATIVE_WANTED: readonly string[] = ALL.flatMap(([name, wanted]) => (wanted === 'both' ? [name] : []));
