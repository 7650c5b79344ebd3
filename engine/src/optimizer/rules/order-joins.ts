/**
 * Inner joins in the order that is likely to make the fewest rows on the way, where the files say enough of themselves
 * to tell. The order written stays unless another is clearly better, so that small tables are joined as in Spark.
 */
import { allOf } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Join, Plan } from '../../tree/plan.ts';
import { outputIds, overlaps, referencesOf } from '../../tree/references.ts';
import { transformPlanDown } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';
import { type Estimate, estimateOf, joinShare, shareOf } from '../estimate.ts';
import { isFreeJoin, type JoinRegion, type JoinTree, joinRegion } from '../join-region.ts';
import { plainJoin } from '../plain-join.ts';

export const orderJoins: Rule = (plan) => {
  const seen = new Set<Plan>();
  return transformPlanDown(plan, (node) => {
    if (!isFreeJoin(node) || seen.has(node)) return node;
    const region = joinRegion(node);
    const made = ordered(node, region);
    const joins = made.kind === 'project' && isFreeJoin(made.child) ? joinRegion(made.child).joins : region.joins;
    for (const join of joins) seen.add(join);
    return made;
  });
};

/** More inputs are not worth the time; and sets of them are bits of a number. */
const MOST_INPUTS = 30;
/** Of this many inputs all sets are tried; of more, at each size those that cost least are gone on with. */
const ALL_SETS = 12;
const MOST_SETS = 100;
/** What a new order must save: a share of the work, and some rows for the trouble. */
const CLEARLY = 0.8;
const LEAST_ROWS = 50_000;

/** An input or several joined, as a set of bits. */
type Inputs = number;

interface Condition {
  readonly expression: Expression;
  readonly reads: Inputs;
}

function ordered(root: Join, { inputs, conditions, tree }: JoinRegion): Plan {
  if (inputs.length < 3 || inputs.length > MOST_INPUTS) return root;
  const ids = inputs.map(outputIds);
  const tests = conditions.map((expression): Condition => {
    const read = referencesOf(expression);
    return { expression, reads: ids.reduce((bits, own, i) => (overlaps(own, read) ? bits | (1 << i) : bits), 0) };
  });
  const filtered = inputs.map((input, i) =>
    withFilter(
      input,
      tests.filter(({ reads }) => reads === 1 << i),
    ),
  );
  const estimates = filtered.map(estimateOf);
  if (!estimates.every((each) => each !== undefined)) return root;
  const links = tests.filter(({ reads }) => !isOne(reads));
  const rows = rowCounter(estimates, links);
  const best = bestOrder(inputs.length, links, rows);
  if (best.work > CLEARLY * workOf(tree, rows).work - LEAST_ROWS) return root;
  return { kind: 'project', list: outputOf(root), child: joined(inputsOf(best), filtered, links) };
}

const isOne = (set: Inputs): boolean => (set & (set - 1)) === 0 && set !== 0;

function withFilter(child: Plan, tests: readonly Condition[]): Plan {
  const condition = allOf(tests.map(({ expression }) => expression));
  return condition === undefined ? child : { kind: 'filter', condition, child };
}

/** How many rows the inputs of a set give together. */
function rowCounter(estimates: readonly Estimate[], tests: readonly Condition[]): (set: Inputs) => number {
  const shares = new Map<Inputs, number>();
  for (const reads of new Set(tests.map((test) => test.reads))) {
    const own = tests.filter((test) => test.reads === reads).map((test) => test.expression);
    const read = estimates.filter((_, i) => (reads & (1 << i)) !== 0);
    const [left, right, ...more] = read;
    const all = (): Estimate => ({ rows: 1, columns: new Map(read.flatMap(({ columns }) => [...columns])) });
    const share =
      left !== undefined && right !== undefined && more.length === 0
        ? joinShare(own, left, right)
        : own.reduce((product, e) => product * shareOf(e, all()), 1);
    shares.set(reads, share);
  }
  const known = new Map<Inputs, number>([[0, 1]]);
  const count = (set: Inputs): number => {
    const before = known.get(set);
    if (before !== undefined) return before;
    const last = 31 - Math.clz32(set);
    let made = count(set ^ (1 << last)) * (estimates[last] as Estimate).rows;
    for (const [reads, share] of shares) if ((reads & (1 << last)) !== 0 && (reads & set) === reads) made *= share;
    known.set(set, made);
    return made;
  };
  return (set) => Math.max(1, count(set));
}

/** More rows than this are too many for every task to have them all. */
const MOST_BROADCAST = 150_000;

/** Rows looked up, put into the table of the smaller side, and given; and all of them moved where neither is small. */
function work(left: number, right: number, out: number): number {
  const [less, more] = left < right ? [left, right] : [right, left];
  return 0.5 * more + 2 * less + out + (less > MOST_BROADCAST ? left + right : 0);
}

interface Done {
  readonly set: Inputs;
  readonly work: number;
}

function workOf(tree: JoinTree, rows: (set: Inputs) => number): Done {
  if (typeof tree === 'number') return { set: 1 << tree, work: 0 };
  const [left, right] = tree.map((each) => workOf(each, rows)) as [Done, Done];
  const set = left.set | right.set;
  return { set, work: left.work + right.work + work(rows(left.set), rows(right.set), rows(set)) };
}

interface Order extends Done {
  readonly last: number;
  readonly before?: Order;
}

/** Of the orders that add one input at a time, products of unconnected inputs only where nothing else is left. */
function bestOrder(count: number, tests: readonly Condition[], rows: (set: Inputs) => number): Order {
  const isConnected = connections(count, tests);
  let level: readonly Order[] = Array.from({ length: count }, (_, i) => ({ last: i, set: 1 << i, work: 0 }));
  for (let size = 1; size < count; size++) {
    const next = new Map<Inputs, Order>();
    for (const before of level) {
      const { set } = before;
      const waiting = Array.from({ length: count }, (_, i) => i).filter((i) => (set & (1 << i)) === 0);
      const connected = waiting.filter((i) => isConnected(i, set));
      for (const last of connected.length > 0 ? connected : waiting) {
        const grown = set | (1 << last);
        const total = before.work + work(rows(set), rows(1 << last), rows(grown));
        if (total < (next.get(grown)?.work ?? Number.POSITIVE_INFINITY))
          next.set(grown, { last, before, set: grown, work: total });
      }
    }
    level = [...next.values()];
    if (count > ALL_SETS) level = [...level].sort((a, b) => a.work - b.work).slice(0, MOST_SETS);
  }
  return level[0] as Order;
}

/** Whether a condition can be tested once an input joins a set, and not before. */
function connections(count: number, tests: readonly Condition[]): (input: number, set: Inputs) => boolean {
  const others = Array.from({ length: count }, (_, i) =>
    tests.filter(({ reads }) => (reads & (1 << i)) !== 0).map(({ reads }) => reads ^ (1 << i)),
  );
  return (input, set) => (others[input] as readonly Inputs[]).some((other) => (other & set) === other);
}

const inputsOf = ({ before, last }: Order): readonly number[] =>
  before === undefined ? [last] : [...inputsOf(before), last];

function joined(order: readonly number[], inputs: readonly Plan[], tests: readonly Condition[]): Plan {
  const [first = 0, ...rest] = order;
  let set: Inputs = 1 << first;
  let made = inputs[first] as Plan;
  let open = tests;
  for (const i of rest) {
    set |= 1 << i;
    const now = open.filter(({ reads }) => (reads & set) === reads);
    open = open.filter((test) => !now.includes(test));
    const condition = allOf(now.map(({ expression }) => expression));
    made = plainJoin(condition === undefined ? 'cross' : 'inner', made, inputs[i] as Plan, condition);
  }
  return made;
}
