/**
 * A subquery's plan for all values of the enclosing query's columns at once: the distinct values, its domain, are
 * joined to what the plan reads, and every operator works for each of them on its own.
 */
import { independentCopy } from '../analysis/fresh-ids.ts';
import { internal } from '../errors/internal.ts';
import { alias, intLiteral, literal } from '../tree/build.ts';
import { allOf, conjuncts, predicate } from '../tree/conjunction.ts';
import type { Alias, Attribute, Expression, SortOrder } from '../tree/expression.ts';
import { asNullable, outputOf, toAttribute } from '../tree/output.ts';
import type { Aggregate, Join, Plan, SetOperation, Union } from '../tree/plan.ts';
import { outerReferences } from '../tree/references.ts';
import { mapExpressions, transformExpression } from '../tree/shapes.ts';
import { BOOLEAN, INT } from '../types/data-type.ts';
import type { OptimizerContext } from './context.ts';
import { resolvedCall } from './resolved-call.ts';

/** The domain's columns by the ids of those they are the values of. */
type Columns = ReadonlyMap<number, Attribute>;

interface Spread {
  readonly plan: Plan;
  readonly columns: Columns;
}

interface Domain {
  readonly outer: readonly Attribute[];
  /** The distinct values, with columns of their own at every call. */
  make(): Spread;
  readonly context: OptimizerContext;
}

export function overDomain(
  plan: Plan,
  left: Plan,
  context: OptimizerContext,
): { readonly plan: Plan; readonly conditions: readonly Expression[] } {
  const outer = outerReferences(plan);
  const make = (): Spread => {
    const child = independentCopy({ kind: 'project', list: outer, child: left });
    return {
      plan: { kind: 'distinct', child },
      columns: new Map(outputOf(child).map((column, i) => [(outer[i] as Attribute).id, column])),
    };
  };
  const spread = spreadOver(plan, { outer, make, context });
  const conditions = outer.map((column) => same(column, spread.columns.get(column.id) as Attribute));
  return { plan: spread.plan, conditions };
}

const same = (a: Expression, b: Expression): Expression => predicate('<=>', [a, b], false);

function spreadOver(plan: Plan, domain: Domain): Spread {
  if (outerReferences(plan).length === 0) return uncorrelated(plan, domain);
  switch (plan.kind) {
    case 'project': {
      const { plan: child, columns } = spreadOver(plan.child, domain);
      const { list } = inside(plan, columns);
      return { plan: { ...plan, list: [...list, ...columns.values()], child }, columns };
    }
    case 'aggregate':
      return plan.grouping.length === 0 ? globalAggregate(plan, domain) : groupedAggregate(plan, domain);
    case 'limit':
    case 'offset':
      return limited(plan, domain);
    case 'window': {
      const { plan: child, columns } = spreadOver(plan.child, domain);
      const own = inside(plan, columns);
      const partitionBy = [...own.partitionBy, ...columns.values()];
      const calls = own.calls.map((item) =>
        item.child.kind === 'window-call'
          ? { ...item, child: { ...item.child, partitionBy: [...item.child.partitionBy, ...columns.values()] } }
          : item,
      );
      return { plan: { ...own, partitionBy, calls, child }, columns };
    }
    case 'expand': {
      const { plan: child, columns } = spreadOver(plan.child, domain);
      const own = inside(plan, columns);
      const projections = own.projections.map((list) => [...list, ...columns.values()]);
      return { plan: { ...own, projections, output: [...plan.output, ...columns.values()], child }, columns };
    }
    case 'deduplicate': {
      const { plan: child, columns } = spreadOver(plan.child, domain);
      return { plan: { ...plan, keys: [...inside(plan, columns).keys, ...columns.values()], child }, columns };
    }
    case 'subquery-alias':
    case 'hint':
      return spreadOver(plan.child, domain);
    case 'filter':
    case 'sort':
    case 'generate':
    case 'distinct':
    case 'repartition':
    case 'sample': {
      const { plan: child, columns } = spreadOver(plan.child, domain);
      return { plan: { ...inside(plan, columns), child } as Plan, columns };
    }
    case 'union':
    case 'set-operation':
      return aligned(plan, domain);
    case 'join':
      return joined(plan, domain);
    default:
      return internal(`${plan.kind} cannot be correlated`);
  }
}

function uncorrelated(plan: Plan, domain: Domain): Spread {
  const made = domain.make();
  if (plan.kind === 'one-row') return made;
  return { ...made, plan: { ...INNER, type: 'cross', left: plan, right: made.plan } };
}

const INNER: Omit<Join, 'left' | 'right'> = {
  kind: 'join',
  type: 'inner',
  condition: undefined,
  using: undefined,
  natural: false,
  lateral: false,
  nullAware: false,
  exists: undefined,
  hint: { left: undefined, right: undefined },
};

/** The node's expressions over the domain's columns. */
function inside<P extends Plan>(plan: P, columns: Columns): P {
  return mapExpressions(plan, (e) => bound(e, columns)) as P;
}

function bound(e: Expression, columns: Columns): Expression {
  return transformExpression(e, (node) =>
    node.kind === 'outer-reference' ? (columns.get(node.attribute.id) ?? node) : node,
  );
}

function groupedAggregate(plan: Aggregate, domain: Domain): Spread {
  const { plan: child, columns } = spreadOver(plan.child, domain);
  const { grouping, list } = inside(plan, columns);
  const own = [...columns.values()];
  return { plan: { ...plan, grouping: [...grouping, ...own], list: [...list, ...own], child }, columns };
}

/** One row for each value of the domain, also where no row is aggregated: those are joined as rows to be left out. */
function globalAggregate(plan: Aggregate, domain: Domain): Spread {
  const below = spreadOver(plan.child, domain);
  const marker = alias(literal(true, BOOLEAN), 'present');
  const right: Plan = { kind: 'project', list: [...outputOf(below.plan), marker], child: below.plan };
  const { plan: left, columns } = domain.make();
  const condition = allOf(
    domain.outer.map(({ id }) => same(columns.get(id) as Attribute, below.columns.get(id) as Attribute)),
  );
  const present = predicate('isnotnull', [asNullable(toAttribute(marker))], false);
  const list = plan.list.map((item) =>
    transformExpression(item, (e) => {
      if (e.kind === 'outer-reference') return columns.get(e.attribute.id) ?? e;
      if (e.kind === 'attribute') return asNullable(e);
      if (e.kind !== 'aggregate-call') return e;
      return { ...e, filter: e.filter === undefined ? present : predicate('and', [present, e.filter]) };
    }),
  );
  const own = [...columns.values()];
  return {
    plan: {
      ...plan,
      grouping: own,
      list: [...list, ...own],
      child: { ...INNER, type: 'left', condition, left, right },
    },
    columns,
  };
}

/** LIMIT and OFFSET count the rows of each value by themselves. */
function limited(plan: Extract<Plan, { kind: 'limit' | 'offset' }>, domain: Domain): Spread {
  const count = (e: Expression): number => Number(domain.context.evaluate(e));
  const most = plan.kind === 'limit' ? count(plan.count) : undefined;
  const inner = plan.kind === 'limit' ? plan.child : plan;
  const skipped = inner.kind === 'offset' ? count(inner.count) : 0;
  const { number, ...spread } = numbered(inner.kind === 'offset' ? inner.child : inner, domain);
  const after = predicate('>', [number, intLiteral(skipped)]);
  const until = most === undefined ? [] : [predicate('<=', [number, intLiteral(skipped + most)])];
  return { ...spread, plan: { kind: 'filter', condition: allOf([after, ...until]) as Expression, child: spread.plan } };
}

/** With the number of each row among those of its value, in the plan's order. */
function numbered(plan: Plan, domain: Domain): Spread & { readonly number: Attribute } {
  switch (plan.kind) {
    case 'subquery-alias':
    case 'hint':
      return numbered(plan.child, domain);
    case 'project': {
      const { plan: child, columns, number } = numbered(plan.child, domain);
      const { list } = inside(plan, columns);
      return { plan: { ...plan, list: [...list, ...columns.values(), number], child }, columns, number };
    }
    default: {
      const { plan: child, columns } = spreadOver(plan.kind === 'sort' ? plan.child : plan, domain);
      const orderBy = plan.kind === 'sort' ? inside(plan, columns).orders : [];
      const call = rowNumber([...columns.values()], orderBy);
      const { partitionBy } = call.child;
      return {
        plan: { kind: 'window', calls: [call], partitionBy, orderBy, child },
        columns,
        number: toAttribute(call),
      };
    }
  }
}

function rowNumber(partitionBy: readonly Expression[], orderBy: readonly SortOrder[]) {
  const fn: Expression = {
    kind: 'call',
    fn: 'row_number',
    overload: 0,
    args: [],
    type: INT,
    nullable: false,
    ansi: true,
  };
  const child = {
    kind: 'window-call',
    function: fn,
    partitionBy,
    orderBy,
    frame: { unit: 'rows', lower: { kind: 'unbounded-preceding' }, upper: { kind: 'current-row' } },
    ignoreNulls: false,
  } as const;
  return { ...alias(child, 'rn'), child } satisfies Alias;
}

/** Columns go by position: each side's domain comes behind its own columns. */
function aligned(plan: Union | SetOperation, domain: Domain): Spread {
  const side = (child: Plan): Plan => {
    const spread = spreadOver(child, domain);
    const columns = domain.outer.map(({ id }) => spread.columns.get(id) as Attribute);
    return { kind: 'project', list: [...outputOf(child), ...columns], child: spread.plan };
  };
  const made: Plan =
    plan.kind === 'union'
      ? { ...plan, children: plan.children.map(side) }
      : { ...plan, left: side(plan.left), right: side(plan.right) };
  const own = outputOf(made).slice(outputOf(plan).length);
  return { plan: made, columns: new Map(domain.outer.map(({ id }, i) => [id, own[i] as Attribute])) };
}

/** A side that asks nothing of the enclosing query stays as it is where its rows need not be told apart. */
function joined(plan: Join, domain: Domain): Spread {
  const isFree = (side: Plan): boolean => outerReferences(side).length === 0;
  const keepsRight = plan.type === 'right' || plan.type === 'full';
  const keepsLeft = plan.type !== 'inner' && plan.type !== 'cross' && plan.type !== 'right';
  if (isFree(plan.right) && !keepsRight) {
    const { plan: left, columns } = spreadOver(plan.left, domain);
    return { plan: { ...inside(plan, columns), left }, columns };
  }
  if (isFree(plan.left) && !keepsLeft) {
    const { plan: right, columns } = spreadOver(plan.right, domain);
    return { plan: { ...inside(plan, columns), right }, columns };
  }
  const left = spreadOver(plan.left, domain);
  const right = spreadOver(plan.right, domain);
  const meet = domain.outer.map(({ id }) =>
    same(left.columns.get(id) as Attribute, right.columns.get(id) as Attribute),
  );
  const shown = plan.type === 'right' ? right.columns : left.columns;
  const own = inside(plan, shown);
  const type = plan.type === 'cross' ? 'inner' : plan.type;
  const condition = allOf([...conjuncts(own.condition), ...meet]);
  const join: Join = { ...own, type, condition, nullAware: false, left: left.plan, right: right.plan };
  if (plan.type !== 'full') return { plan: join, columns: shown };
  const merged = domain.outer.map(({ id, name }) =>
    alias(resolvedCall('coalesce', [left.columns.get(id), right.columns.get(id)].map(nullable), domain.context), name),
  );
  return {
    plan: { kind: 'project', list: [...outputOf(plan), ...merged], child: join },
    columns: new Map(domain.outer.map(({ id }, i) => [id, toAttribute(merged[i] as Alias)])),
  };
}

const nullable = (column: Attribute | undefined): Attribute => asNullable(column as Attribute);
