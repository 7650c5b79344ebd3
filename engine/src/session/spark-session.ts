/** A session: settings, temporary views and registered functions over one context; the maker of Datasets. */
import { randomUUID } from 'node:crypto';
import { analyze } from '../analysis/analyzer.ts';
import type { AnalysisContext } from '../analysis/context.ts';
import { load } from '../analysis/load.ts';
import { SessionCatalog, type ViewScope } from '../catalog/session-catalog.ts';
import { SessionVariables } from '../catalog/session-variables.ts';
import { evaluateConstant } from '../codegen/evaluate-constant.ts';
import { parseStatement } from '../sql/parse.ts';
import type { ParseOptions } from '../sql/parse-options.ts';
import { parseSchema } from '../sql/parse-schema.ts';
import { attribute } from '../tree/build.ts';
import type { Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { LONG } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { runCommand } from './commands.ts';
import { Dataset } from './dataset.ts';
import { evalEnv } from './eval-env.ts';
import { identifierText } from './identifier-text.ts';
import { parseOptions } from './parse-options.ts';
import { relationReader } from './relations.ts';
import { SessionConf } from './session-conf.ts';
import type { SparkContext } from './spark-context.ts';

/** Values of `:name`, or of `?` in order. */
export type SqlParameters = ReadonlyMap<string, Expression> | readonly Expression[];

export class SparkSession {
  readonly id = randomUUID();
  readonly context: SparkContext;
  readonly conf: SessionConf;
  readonly catalog: SessionCatalog;
  readonly variables = new SessionVariables();

  constructor(context: SparkContext, options: ReadonlyMap<string, string> = new Map()) {
    this.context = context;
    this.conf = new SessionConf(context.conf);
    for (const [key, value] of options) this.conf.initialize(key, value);
    this.catalog = new SessionCatalog(context.globalViews, context.tables);
  }

  /** The same context, with settings, views and functions of its own. */
  newSession(): SparkSession {
    return new SparkSession(this.context);
  }

  readonly sameName = (a: string, b: string): boolean =>
    this.conf.snapshot().getBoolean('spark.sql.caseSensitive') ? a === b : a.toLowerCase() === b.toLowerCase();

  /** Loads what the plan names, analyses it, and runs it at once if it is a command. */
  async dataset(parsed: Plan, parameters: SqlParameters = []): Promise<Dataset> {
    const plan = await this.context.profile.phase('analysis', async () => {
      const loaded = await load(parsed, relationReader(this));
      return analyze(loaded, this.analysisContext(parameters));
    });
    if (plan.kind === 'command') return new Dataset(this, parsed, await runCommand(this, plan.command, parameters));
    return new Dataset(this, parsed, plan);
  }

  sql(text: string, parameters: SqlParameters = []): Promise<Dataset> {
    const constantText = (parsed: Expression): string => identifierText(this, parsed, parameters);
    const options = { ...this.parseOptions, constantText };
    return this.dataset(
      this.context.profile.phase('parsing', () => parseStatement(text, options)),
      parameters,
    );
  }

  table(parts: readonly string[]): Promise<Dataset> {
    return this.dataset({ kind: 'unresolved-relation', parts, options: {} });
  }

  range(start: bigint, end: bigint, step: bigint, slices: number | undefined): Promise<Dataset> {
    return this.dataset({ kind: 'range', start, end, step, slices, output: [attribute('id', LONG, false)] });
  }

  createView(name: string, dataset: Dataset, scope: ViewScope, replace: boolean): void {
    this.catalog.createView(name, dataset.plan, scope, replace);
  }

  get parseOptions(): ParseOptions {
    return parseOptions(this.conf.snapshot());
  }

  evaluate(expression: Expression): Value {
    return evaluateConstant(expression, evalEnv(this.conf.snapshot()));
  }

  analysisContext(parameters: SqlParameters = []): AnalysisContext {
    const byName: ReadonlyMap<string, Expression> =
      parameters instanceof Map
        ? parameters
        : new Map((parameters as readonly Expression[]).map((value, i) => [`_${i}`, value]));
    return {
      conf: this.conf.snapshot(),
      functions: this.catalog,
      currentCatalog: this.catalog.currentCatalog,
      currentDatabase: this.catalog.currentDatabase,
      parseSchema,
      user: this.context.user,
      parameters: byName,
      lookupVariable: (parts) => this.variables.lookup(parts),
      evaluate: (expression) => this.evaluate(expression),
    };
  }
}
