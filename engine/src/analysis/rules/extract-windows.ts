/** Moves window functions out of a SELECT list into Window nodes, one for each partitioning and ordering. */
import { alias } from '../../tree/build.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import type { Alias, Attribute, Expression, NamedExpression, SortOrder, WindowCall } from '../../tree/expression.ts';
import { outputOf, toAttribute } from '../../tree/output.ts';
import type { Plan } from '../../tree/plan.ts';
import { transformExpression } from '../../tree/shapes.ts';
import { markAnalyzed } from '../analyzed.ts';
import { isFoldable } from '../foldable.ts';

/** `list` holds no aggregates any more; the result projects exactly it. */
export function extractWindows(list: readonly NamedExpression[], child: Plan): Plan {
  const inputs = new Inputs();
  const calls = new Calls();
  const items = list.map((item) => transformTopCalls(item, inputs, calls));
  let plan = inputs.projected(child);
  for (const group of calls.groups()) {
    plan = markAnalyzed({ kind: 'window', ...group, child: plan });
  }
  return { kind: 'project', list: items, child: plan };
}

function transformTopCalls(item: NamedExpression, inputs: Inputs, calls: Calls): NamedExpression {
  if (item.kind === 'alias' && item.child.kind === 'window-call') {
    return calls.add(prepared(item.child, inputs), item);
  }
  return transformExpression(item, (node) =>
    node.kind === 'window-call' ? calls.add(prepared(node, inputs)) : node,
  ) as NamedExpression;
}

/** Arguments, keys and orders become columns of the input. */
function prepared(call: WindowCall, inputs: Inputs): WindowCall {
  const { function: fn } = call;
  const column = (e: Expression): Expression => inputs.column(e);
  const partitionBy = call.partitionBy.map(column);
  const orderBy = call.orderBy.map((order): SortOrder => ({ ...order, child: column(order.child) }));
  return { ...call, function: withColumns(fn, column), partitionBy, orderBy };
}

function withColumns(fn: Expression, column: (e: Expression) => Expression): Expression {
  switch (fn.kind) {
    case 'aggregate-call':
      return {
        ...fn,
        call: { ...fn.call, args: fn.call.args.map(column) },
        filter: fn.filter === undefined ? undefined : column(fn.filter),
      };
    case 'call':
    case 'python-udf':
      return { ...fn, args: fn.args.map(column) };
    default:
      return fn;
  }
}

/** Expressions computed below the Window nodes. */
class Inputs {
  readonly #computed = new Map<string, Alias>();

  column(e: Expression): Expression {
    if (e.kind === 'attribute' || e.kind === 'outer-reference' || isFoldable(e)) return e;
    const key = canonicalKey(e);
    const known = this.#computed.get(key);
    if (known !== undefined) return toAttribute(known);
    const made = alias(e, `_w${this.#computed.size}`);
    this.#computed.set(key, made);
    return toAttribute(made);
  }

  projected(child: Plan): Plan {
    if (this.#computed.size === 0) return child;
    const list = [...outputOf(child), ...this.#computed.values()];
    return markAnalyzed({ kind: 'project', list, child });
  }
}

interface Group {
  readonly calls: Alias[];
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortOrder[];
}

class Calls {
  readonly #groups = new Map<string, Group>();
  #made = 0;

  add(call: WindowCall, named?: Alias): Attribute {
    const key = `${call.partitionBy.map(canonicalKey).join()}|${call.orderBy.map(canonicalKey).join()}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { calls: [], partitionBy: call.partitionBy, orderBy: call.orderBy };
      this.#groups.set(key, group);
    }
    const same =
      named === undefined ? group.calls.find((other) => canonicalKey(other.child) === canonicalKey(call)) : undefined;
    if (same !== undefined) return toAttribute(same);
    const made = named === undefined ? alias(call, `_we${this.#made++}`) : { ...named, child: call };
    group.calls.push(made);
    return toAttribute(made);
  }

  groups(): Iterable<Group> {
    return this.#groups.values();
  }
}
