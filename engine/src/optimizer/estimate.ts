/**
 * How many rows a plan is likely to give, from what its files say of themselves: a guess for choices that only cost
 * time when they are wrong. Values are taken to be spread evenly, conditions to have nothing to do with each other.
 */
import { renamedTo } from '../tree/build.ts';
import { conjuncts, disjuncts, isEquality } from '../tree/conjunction.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Join, Plan, SourceRelation } from '../tree/plan.ts';
import { attributesIn } from '../tree/references.ts';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';

export interface Estimate {
  readonly rows: number;
  /** By attribute id. */
  readonly columns: ReadonlyMap<number, ColumnEstimate>;
}

interface ColumnEstimate {
  readonly distinct: number;
  /** In the files, before any filter. */
  readonly stored: { readonly rows: number; readonly distinct: number };
  /** Undefined where values are no numbers. */
  readonly range: { readonly min: number; readonly max: number } | undefined;
}

const OF_EQUALITY = 0.05;
const OF_RANGE = 0.4;
const OF_PATTERN = 0.1;
const OF_OTHER = 0.25;

/** Undefined where too little is known. */
export function estimateOf(plan: Plan): Estimate | undefined {
  const known = estimates.get(plan);
  if (known !== undefined || estimates.has(plan)) return known;
  const made = compute(plan);
  estimates.set(plan, made);
  return made;
}

const estimates = new WeakMap<Plan, Estimate | undefined>();

function compute(plan: Plan): Estimate | undefined {
  switch (plan.kind) {
    case 'source-relation':
      return ofFiles(plan);
    case 'local-relation': {
      const rows = plan.batches.reduce((sum, batch) => sum + batch.length, 0);
      return { rows, columns: new Map() };
    }
    case 'filter': {
      const input = estimateOf(plan.child);
      return input && conjuncts(plan.condition).reduce(filtered, input);
    }
    case 'project': {
      const input = estimateOf(plan.child);
      return input && { rows: input.rows, columns: renamed(plan.list, input) };
    }
    case 'shared': {
      const input = estimateOf(plan.child);
      const list = renamedTo(outputOf(plan.child), plan.output);
      return input && { rows: input.rows, columns: renamed(list, input) };
    }
    case 'aggregate': {
      const input = estimateOf(plan.child);
      if (input === undefined) return undefined;
      const groups = plan.grouping.reduce((product, key) => product * distinctOf(key, input), 1);
      return withRows({ rows: 0, columns: renamed(plan.list, input) }, Math.min(input.rows, groups));
    }
    case 'join':
      return ofJoin(plan);
    case 'union': {
      const inputs = plan.children.map(estimateOf);
      return inputs.every((each) => each !== undefined)
        ? { rows: inputs.reduce((sum, each) => sum + each.rows, 0), columns: new Map() }
        : undefined;
    }
    case 'limit': {
      const input = estimateOf(plan.child);
      const count = plan.count.kind === 'literal' ? Number(plan.count.value) : Number.POSITIVE_INFINITY;
      return input && withRows(input, Math.min(count, input.rows));
    }
    case 'sort':
    case 'repartition':
    case 'window':
    case 'hint':
      return estimateOf(plan.child);
    default:
      return undefined;
  }
}

function ofFiles({ statistics, output }: SourceRelation): Estimate | undefined {
  if (statistics === undefined) return undefined;
  const { rows, columns } = statistics;
  const found = output.flatMap(({ id, name, type }) => {
    const range = columns[name];
    if (range === undefined) return [];
    const distinct = Math.min(rows, (range.max - range.min) / stepOf(type) + 1);
    return [[id, { distinct, stored: { rows, distinct }, range }] as const];
  });
  return { rows, columns: new Map(found) };
}

/** The least distance between two values. */
function stepOf(type: DataType): number {
  if (type.kind === 'decimal') return 10 ** -type.scale;
  return type.kind === 'double' || type.kind === 'float' ? Number.EPSILON : 1;
}

function withRows(input: Estimate, rows: number): Estimate {
  const columns = new Map(
    [...input.columns].map(([id, column]) => [
      id,
      { ...column, distinct: Math.min(column.distinct, Math.max(1, rows)) },
    ]),
  );
  return { rows, columns };
}

function renamed(list: readonly Expression[], input: Estimate): Estimate['columns'] {
  return new Map(
    list.flatMap((item) => {
      const from = item.kind === 'alias' ? item.child : item;
      const column = from.kind === 'attribute' ? input.columns.get(from.id) : undefined;
      return column === undefined ? [] : [[(item as Attribute).id, column] as const];
    }),
  );
}

/** What is not known to be a number is taken to be told apart by few values. */
function distinctOf(e: Expression, { rows, columns }: Estimate): number {
  if (e.kind === 'literal') return 1;
  const product = attributesIn(e).reduce((all, { id }) => all * (columns.get(id)?.distinct ?? rows ** 0.5), 1);
  return Math.max(1, Math.min(rows, product));
}

/* ---- Filters. ---- */

function filtered(input: Estimate, condition: Expression): Estimate {
  const left = withRows(input, input.rows * shareOf(condition, input));
  const narrowed = narrowing(condition, input);
  return narrowed === undefined ? left : { ...left, columns: new Map([...left.columns, narrowed]) };
}

/** The share of rows that pass. */
export function shareOf(condition: Expression, input: Estimate): number {
  const branches = disjuncts(condition);
  if (branches.length > 1)
    return Math.min(
      1,
      branches.reduce((sum, e) => sum + shareOf(e, input), 0),
    );
  if (condition.kind === 'in') return Math.min(1, condition.list.length * ofEquality(condition.child, input));
  if (condition.kind !== 'call') return OF_OTHER;
  const [a, b] = condition.args as readonly [Expression, Expression];
  switch (condition.fn) {
    case 'and':
      return conjuncts(condition).reduce((share, e) => share * shareOf(e, input), 1);
    case 'not':
    case '!':
      return 1 - shareOf(a, input);
    case '=':
    case '==':
    case '<=>':
      return b.kind === 'literal' ? ofEquality(a, input) : a.kind === 'literal' ? ofEquality(b, input) : OF_EQUALITY;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ofComparison(condition.fn, a, b, input);
    case 'isnotnull':
      return 1;
    case 'like':
    case 'contains':
    case 'startswith':
    case 'endswith':
      return OF_PATTERN;
    default:
      return OF_OTHER;
  }
}

function ofEquality(e: Expression, input: Estimate): number {
  const known = attributesIn(e).some(({ id }) => input.columns.has(id));
  return known ? 1 / distinctOf(e, input) : OF_EQUALITY;
}

interface Bound {
  readonly id: number;
  readonly column: ColumnEstimate;
  readonly range: { readonly min: number; readonly max: number };
  readonly value: number;
  /** What passes lies below the value. */
  readonly below: boolean;
}

/** `column < literal`, either way round. */
function boundOf(fn: string, a: Expression, b: Expression, input: Estimate): Bound | undefined {
  const [e, limit] = b.kind === 'literal' ? [a, b] : [b, a];
  const column = e.kind === 'attribute' ? input.columns.get(e.id) : undefined;
  const value = limit.kind === 'literal' ? numberOf(limit.value, limit.type) : undefined;
  if (e.kind !== 'attribute' || column?.range === undefined || value === undefined) return undefined;
  return { id: e.id, column, range: column.range, value, below: fn.startsWith('<') === (limit === b) };
}

function ofComparison(fn: string, a: Expression, b: Expression, input: Estimate): number {
  const bound = boundOf(fn, a, b, input);
  if (bound === undefined) return OF_RANGE;
  const { range, value, below } = bound;
  const share = range.max === range.min ? 1 : (value - range.min) / (range.max - range.min);
  return Math.max(0, Math.min(1, below ? share : 1 - share));
}

/** What a condition leaves of the range of its column. */
function narrowing(e: Expression, input: Estimate): readonly [number, ColumnEstimate] | undefined {
  if (e.kind !== 'call' || !['<', '<=', '>', '>='].includes(e.fn)) return undefined;
  const bound = boundOf(e.fn, e.args[0] as Expression, e.args[1] as Expression, input);
  if (bound === undefined) return undefined;
  const { id, column, range, value, below } = bound;
  const share = ofComparison(e.fn, e.args[0] as Expression, e.args[1] as Expression, input);
  const left = below
    ? { min: range.min, max: Math.min(range.max, value) }
    : { min: Math.max(range.min, value), max: range.max };
  return [id, { ...column, distinct: Math.max(1, column.distinct * share), range: left }];
}

/** Of types whose values are spread along a line. */
function numberOf(value: Value, type: DataType): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'bigint') return undefined;
  return type.kind === 'decimal' ? Number(value) / 10 ** type.scale : Number(value);
}

/* ---- Joins. ---- */

function ofJoin(join: Join): Estimate | undefined {
  const [left, right] = [estimateOf(join.left), estimateOf(join.right)];
  if (left === undefined || right === undefined) return undefined;
  const columns = new Map([...left.columns, ...right.columns]);
  const rows = left.rows * right.rows * joinShare(conjuncts(join.condition), left, right);
  switch (join.type) {
    case 'inner':
    case 'cross':
      return withRows({ rows, columns }, rows);
    case 'left':
      return { rows: Math.max(left.rows, rows), columns };
    case 'right':
      return { rows: Math.max(right.rows, rows), columns };
    case 'left-semi':
      return withRows(left, Math.min(left.rows, rows));
    case 'left-anti':
      return withRows(left, Math.max(left.rows * 0.1, left.rows - rows));
    case 'existence':
    case 'left-single':
      return { rows: left.rows, columns };
    default:
      return { rows: Math.max(left.rows + right.rows, rows), columns };
  }
}

/** The share of all pairs of rows that the conditions let through. */
export function joinShare(conditions: readonly Expression[], left: Estimate, right: Estimate): number {
  const both: Estimate = { rows: left.rows * right.rows, columns: new Map([...left.columns, ...right.columns]) };
  const keys: { readonly left: Expression; readonly right: Expression }[] = [];
  let others = 1;
  for (const e of conditions) {
    const [a, b] = isEquality(e) ? e.args : [];
    if (a === undefined || b === undefined) others *= shareOf(e, both);
    else if (attributesIn(a).some(({ id }) => right.columns.has(id))) keys.push({ left: b, right: a });
    else keys.push({ left: a, right: b });
  }
  const ofLeft = keysOf(
    left,
    keys.map((key) => key.left),
  );
  const ofRight = keysOf(
    right,
    keys.map((key) => key.right),
  );
  return others / Math.max(1, partners(ofLeft, ofRight));
}

interface Keys {
  /** How many different ones there are. */
  readonly distinct: number;
  /** How many there are in the files, where no two rows have the same. */
  readonly unique: number | undefined;
}

function keysOf(input: Estimate, keys: readonly Expression[]): Keys {
  const distinct = keys.reduce((product, key) => product * distinctOf(key, input), 1);
  const columns = keys.map((key) => (key.kind === 'attribute' ? input.columns.get(key.id)?.stored : undefined));
  const rows = Math.min(...columns.map((stored) => stored?.rows ?? 0));
  const stored = columns.reduce((product, each) => product * (each?.distinct ?? 0), 1);
  return {
    distinct: Math.min(distinct, input.rows),
    unique: keys.length > 0 && stored >= rows && rows > 0 ? rows : undefined,
  };
}

/**
 * Among how many rows one finds its partner: the keys of the side with fewer of them are taken to be among those of the
 * other. Where both seem to have each key once, one of them has not: which one is not known, so something between.
 */
function partners(left: Keys, right: Keys): number {
  if (left.unique !== undefined && right.unique !== undefined) return Math.sqrt(left.unique * right.unique);
  return Math.max(left.distinct, right.distinct);
}
