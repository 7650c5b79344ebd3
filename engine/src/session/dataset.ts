/**
 * A Dataset: a session and an analysed logical plan. Immutable and lazy: transformations give new Datasets whose new
 * nodes are analysed at once (errors appear at the user's line), actions plan and run.
 */

import type { Attribute } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { field, type StructType, struct } from '../types/data-type.ts';
import { QueryExecution } from './query-execution.ts';
import type { SparkSession } from './spark-session.ts';

export class Dataset {
  readonly session: SparkSession;
  /** Analysed. */
  readonly plan: Plan;
  /** As the user wrote it, for `explain(extended)`. */
  readonly parsed: Plan;
  #execution: QueryExecution | undefined;

  constructor(session: SparkSession, parsed: Plan, plan: Plan) {
    this.session = session;
    this.parsed = parsed;
    this.plan = plan;
  }

  get output(): readonly Attribute[] {
    return outputOf(this.plan);
  }

  get schema(): StructType {
    return schemaOf(this.output);
  }

  get columns(): readonly string[] {
    return this.output.map((attribute) => attribute.name);
  }

  get execution(): QueryExecution {
    this.#execution ??= new QueryExecution(this.session, this.parsed, this.plan);
    return this.#execution;
  }

  /** What is cached has changed: plan anew when next asked. */
  forgetPlans(): void {
    this.#execution = undefined;
  }

  /** A new Dataset whose plan is made from this one's. */
  derive(build: (plan: Plan) => Plan): Promise<Dataset> {
    return this.session.dataset(build(this.plan));
  }
}

export function schemaOf(output: readonly Attribute[]): StructType {
  return struct(output.map((a) => field(a.name, a.type, a.nullable, a.metadata)));
}
