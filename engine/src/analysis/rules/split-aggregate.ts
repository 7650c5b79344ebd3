/** Parts a list into what an Aggregate computes (keys and aggregates) and what is computed from that above it. */
import { alias } from '../../tree/build.ts';
import { canonicalKey, withoutAlias } from '../../tree/canonical.ts';
import type { Attribute, Expression, NamedExpression } from '../../tree/expression.ts';
import { toAttribute } from '../../tree/output.ts';
import type { Aggregate } from '../../tree/plan.ts';
import { EXPRESSIONS } from '../../tree/shapes.ts';
import { isAggregate } from '../aggregates.ts';
import { prettySql } from '../naming.ts';

export interface SplitAggregate {
  readonly aggregate: Aggregate;
  readonly list: readonly NamedExpression[];
}

export function splitAggregate(list: readonly NamedExpression[], plan: Aggregate): SplitAggregate {
  const columns = new AggregateColumns(plan);
  const items = list.map((item) => columns.lift(item) as NamedExpression);
  return { aggregate: columns.aggregate(), list: items };
}

/** The growing list of an Aggregate; each key or aggregate asked for is in it once. */
export class AggregateColumns {
  readonly #plan: Aggregate;
  readonly #keys: ReadonlyMap<string, Expression>;
  readonly #made = new Map<string, NamedExpression>();

  /** `existing` are columns the Aggregate shows anyway and that may serve. */
  constructor(plan: Aggregate, existing: readonly Expression[] = []) {
    this.#plan = plan;
    this.#keys = new Map(plan.grouping.map((key) => [canonicalKey(withoutAlias(key)), key]));
    for (const item of existing) {
      if (item.kind === 'alias' || item.kind === 'attribute') {
        const key = canonicalKey(withoutAlias(item));
        if (!this.#made.has(key)) this.#made.set(key, item);
      }
    }
  }

  /** Replaces keys and aggregates inside an expression by columns of the Aggregate. */
  lift(e: Expression): Expression {
    const key = canonicalKey(withoutAlias(e));
    if (e.kind !== 'alias' && (isAggregate(e) || this.#keys.has(key))) return this.#column(e, key);
    if (e.kind === 'window-call') return this.#liftWindow(e);
    const children = EXPRESSIONS.children(e);
    if (children.length === 0) return e;
    const lifted = children.map((child) => this.lift(child));
    return lifted.every((child, i) => child === children[i]) ? e : EXPRESSIONS.withChildren(e, lifted);
  }

  /** The window function's own aggregate stays; what it is applied to is aggregated below. */
  #liftWindow(e: Extract<Expression, { kind: 'window-call' }>): Expression {
    const fn = e.function;
    const lifted =
      fn.kind === 'aggregate-call'
        ? {
            ...fn,
            call: { ...fn.call, args: fn.call.args.map((a) => this.lift(a)) },
            filter: fn.filter === undefined ? undefined : this.lift(fn.filter),
          }
        : fn.kind === 'call' || fn.kind === 'python-udf'
          ? { ...fn, args: fn.args.map((a) => this.lift(a)) }
          : fn;
    return {
      ...e,
      function: lifted,
      partitionBy: e.partitionBy.map((a) => this.lift(a)),
      orderBy: e.orderBy.map((a) => this.lift(a) as typeof a),
    };
  }

  #column(e: Expression, key: string): Attribute {
    const known = this.#made.get(key);
    if (known !== undefined) return toAttribute(known);
    const made: NamedExpression = e.kind === 'attribute' ? e : alias(e, prettySql(e));
    this.#made.set(key, made);
    return toAttribute(made);
  }

  aggregate(): Aggregate {
    return { ...this.#plan, list: [...this.#made.values()] };
  }

  /** Columns that were not there before. */
  added(existing: readonly Expression[]): readonly NamedExpression[] {
    return [...this.#made.values()].filter((item) => !existing.includes(item));
  }
}
