/** A query's way from its analysed plan to running stages: cached subplans, optimizer, scalar subqueries, physical plan. */

import { PHYSICAL, physicalExpressions } from '../exec/physical-shape.ts';
import { explainNative, type NativeOptions, type Observed, planNative } from '../exec/plan-native.ts';
import { openQuery, type Query, type QueryRequest, type RunnablePlan } from '../exec/run-query.ts';
import { optimize } from '../optimizer/optimizer.ts';
import { type ExplainMode, explainText } from '../physical/explain.ts';
import type { PhysicalNode } from '../physical/node.ts';
import { planQuery } from '../physical/planner.ts';
import type { ScalarSubquery } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { PLANS } from '../tree/shapes.ts';
import { scalarSubqueriesIn, scalarSubqueriesOf, withSubqueryValues } from '../tree/subquery.ts';
import { preorder } from '../tree/transform.ts';
import type { Value } from '../types/value.ts';
import { optimizerContext, plannerContext } from './planning-context.ts';
import { replaceRecursions, withoutRows } from './recursion.ts';
import type { RunOptions } from './run-query.ts';
import { singleValue } from './single-value.ts';
import type { SparkSession } from './spark-session.ts';

export class QueryExecution {
  readonly session: SparkSession;
  readonly parsed: Plan;
  readonly analyzed: Plan;
  #optimized: Plan | undefined;

  constructor(session: SparkSession, parsed: Plan, analyzed: Plan) {
    this.session = session;
    this.parsed = parsed;
    this.analyzed = analyzed;
  }

  /** Another query of the same session. */
  of(plan: Plan): QueryExecution {
    return new QueryExecution(this.session, plan, plan);
  }

  /** With what is cached in place of the subplans it stands for. */
  get optimized(): Plan {
    const { cache, profile } = this.session.context;
    this.#optimized ??= profile.phase('optimization', () =>
      optimize(cache.substitute(this.analyzed), optimizerContext(this.session)),
    );
    return this.#optimized;
  }

  /** As planned now; scalar subqueries must have been replaced by their values for it to run. */
  physical(plan: Plan = this.optimized): PhysicalNode {
    const { session } = this;
    return session.context.profile.phase('planning', () => planQuery(plan, plannerContext(session)));
  }

  /** The same with what is handed to the native engine. */
  native(plan: Plan = this.optimized, observed: Observed = 'rows'): PhysicalNode {
    const physical = this.physical(plan);
    return this.session.context.profile.phase('hand-over', () => planNative(physical, this.#nativeOptions(observed)));
  }

  /** What to run; the values of those scalar subqueries that are not part of a native subplan are put in. */
  async runnable(options: RunOptions, observed: Observed = 'rows'): Promise<RunnablePlan> {
    const logical = await this.#prepared(options);
    const first = this.native(logical, observed);
    const left = subqueriesLeft(first);
    return {
      plan: left.length === 0 ? first : this.native(await withValues(this.session, logical, left, options), observed),
      evaluated: () => this.evaluated(options),
    };
  }

  /** The same without the native engine, for what cannot start over where that fails: the query of an RDD. */
  async evaluated(options: RunOptions): Promise<PhysicalNode> {
    const plan = await this.#prepared(options);
    return this.physical(await withValues(this.session, plan, scalarSubqueriesOf(plan), options));
  }

  async open(options: RunOptions, encode?: QueryRequest['encode']): Promise<Query> {
    return this.openPlan(await this.runnable(options), options, encode);
  }

  /** Opens what has been made of the query's plan. */
  openPlan(plan: RunnablePlan, options: RunOptions, encode?: QueryRequest['encode']): Query {
    const { context, conf } = this.session;
    return openQuery(plan, context.queryRuntime, context.queryRequest(conf.snapshot(), options, encode));
  }

  explain(mode: ExplainMode): string {
    const { parsed, analyzed, optimized } = this;
    const physical = planQuery(withoutRows(optimized), plannerContext(this.session));
    const { subtrees, breaks } = explainNative(physical, this.#nativeOptions('rows'));
    return explainText({ parsed, analyzed, optimized, physical, native: { subtrees, breaks } }, mode);
  }

  async #prepared(options: RunOptions): Promise<Plan> {
    const plan = await replaceRecursions(this, this.optimized, options);
    const { cache } = this.session.context;
    for (const node of preorder(PLANS, plan)) if (node.kind === 'cached-relation') await cache.ready(node.cache);
    return plan;
  }

  #nativeOptions(observed: Observed): NativeOptions {
    const { session } = this;
    const plans = new Map<number, PhysicalNode>();
    const subquery = ({ id, plan }: ScalarSubquery): PhysicalNode => {
      const known = plans.get(id) ?? this.of(plan).physical();
      plans.set(id, known);
      return known;
    };
    const { budget, master } = session.context;
    const room = { own: budget.native, most: budget.native + budget.lendable, threads: master.threads };
    return { conf: session.conf.snapshot(), observed, subquery, room };
  }
}

/** Those that the evaluator would come upon. */
export const subqueriesLeft = (plan: PhysicalNode): readonly ScalarSubquery[] =>
  scalarSubqueriesIn([...preorder(PHYSICAL, plan)].flatMap(physicalExpressions));

/** Uncorrelated scalar subqueries are run first; correlated ones have become joins by now. */
async function withValues(
  session: SparkSession,
  plan: Plan,
  subqueries: readonly ScalarSubquery[],
  options: RunOptions,
): Promise<Plan> {
  const values = new Map<number, Value>();
  for (const { id, plan: inner, context } of subqueries) {
    values.set(id, await singleValue(new QueryExecution(session, inner, inner), outputOf(inner), options, context));
  }
  return withSubqueryValues(plan, values);
}
