/** Runs simple queries with compiled code alone, in this thread: for tests of functions. */
import { analyze } from '../analysis/analyzer.ts';
import type { AnalysisContext } from '../analysis/context.ts';
import { type AggregateUse, bufferTypes, compileAggregator } from '../codegen/aggregator.ts';
import type { EvalEnv } from '../codegen/eval-env.ts';
import { evaluateConstant } from '../codegen/evaluate-constant.ts';
import { compilePipeline } from '../codegen/pipeline.ts';
import { confOf } from '../conf/conf.ts';
import { internal } from '../errors/internal.ts';
import { parseQuery } from '../sql/parse.ts';
import { DEFAULT_PARSE_OPTIONS } from '../sql/parse-options.ts';
import { parseSchema } from '../sql/parse-schema.ts';
import { bindAll } from '../tree/bind.ts';
import { type AggregateCall, type Attribute, type Expression, nextExpressionId } from '../tree/expression.ts';
import { outputOf, typeOf } from '../tree/output.ts';
import type { Aggregate, Plan } from '../tree/plan.ts';
import { mapExpressions, transformExpression } from '../tree/shapes.ts';
import type { Value } from '../types/value.ts';
import type { Batch, Vector } from '../types/vector.ts';
import { concatBatches } from '../types/vector-ops.ts';
import { type ValueReader, valueReader } from '../types/vector-reader.ts';
import { prettyText } from './pretty-text.ts';

export interface QuerySettings {
  readonly ansi: boolean;
  readonly timeZone: string;
  readonly others?: Readonly<Record<string, string>>;
}

export interface QueryResult {
  readonly columns: readonly Attribute[];
  /** As `show` prints them. */
  readonly rows: readonly (readonly string[])[];
}

export function evaluateQuery(text: string, { ansi, timeZone, others = {} }: QuerySettings): QueryResult {
  const env: EvalEnv = { timeZone };
  const settings = new Map([
    ...Object.entries(others),
    ['spark.sql.ansi.enabled', String(ansi)],
    ['spark.sql.session.timeZone', timeZone],
  ]);
  const context: AnalysisContext = {
    conf: confOf(settings),
    functions: { lookupFunction: () => undefined },
    currentCatalog: 'spark_catalog',
    currentDatabase: 'default',
    parseSchema,
    user: 'tester',
    parameters: new Map(),
    evaluate: (expression) => evaluateConstant(expression, env),
  };
  const plan = analyze(parseQuery(text, { ...DEFAULT_PARSE_OPTIONS, ansi, timeZone }), context);
  const columns = outputOf(plan);
  const batch = run(plan, env);
  const readers = columns.map((c) => valueReader(c.type));
  const rows = Array.from({ length: batch.length }, (_, row) =>
    columns.map((c, i) => prettyText(readAt(readers, batch, i, row), c.type, timeZone)),
  );
  return { columns, rows };
}

function readAt(readers: readonly ValueReader[], batch: Batch, column: number, row: number): Value {
  return (readers[column] as ValueReader)(batch.columns[column] as Vector, row);
}

const EMPTY_ROW: Batch = { length: 1, columns: [] };

function run(plan: Plan, env: EvalEnv): Batch {
  switch (plan.kind) {
    case 'one-row':
      return EMPTY_ROW;
    case 'local-relation':
      return concatBatches(plan.batches);
    case 'range': {
      const values: bigint[] = [];
      for (let i = plan.start; i < plan.end; i += plan.step) values.push(i);
      const length = values.length;
      return {
        length,
        columns: [{ layout: 'fixed', length, validity: undefined, values: BigInt64Array.from(values) }],
      };
    }
    case 'subquery-alias':
      return run(plan.child, env);
    case 'project': {
      const ready = withSubqueries(plan, env);
      const list = bindAll((ready as typeof plan).list, outputOf(plan.child));
      return compilePipeline(
        [{ kind: 'project', list }],
        outputOf(plan.child).map((a) => a.type),
        env,
      )(run(plan.child, env));
    }
    case 'filter': {
      const [condition] = bindAll([plan.condition], outputOf(plan.child));
      return compilePipeline(
        [{ kind: 'filter', condition: condition as Expression }],
        outputOf(plan.child).map((a) => a.type),
        env,
      )(run(plan.child, env));
    }
    case 'aggregate':
      return aggregated(plan, env);
    default:
      return internal(`the fixture does not run ${plan.kind}`);
  }
}

function withSubqueries(plan: Plan, env: EvalEnv): Plan {
  return mapExpressions(plan, (e) =>
    transformExpression(e, (node) => {
      if (node.kind !== 'scalar-subquery') return node;
      const batch = run(node.plan, env);
      const type = typeOf(node);
      return { kind: 'literal', type, value: batch.length === 0 ? null : readAt([valueReader(type)], batch, 0, 0) };
    }),
  );
}

/** In two steps, by way of the buffers, as a shuffle would have it. */
function aggregated(plan: Aggregate, env: EvalEnv): Batch {
  const input = outputOf(plan.child);
  const calls: AggregateCall[] = [];
  const made: Attribute[] = [];
  const keyColumns = plan.grouping.map((key): Attribute => column(typeOf(key)));
  const list = plan.list.map((item) =>
    transformExpression(item, (node) => {
      const key = plan.grouping.findIndex(
        (g) => g.kind === 'attribute' && node.kind === 'attribute' && g.id === node.id,
      );
      if (key >= 0) return keyColumns[key] as Attribute;
      if (node.kind !== 'aggregate-call') return node;
      calls.push(node);
      const attribute = column(node.call.type);
      made.push(attribute);
      return attribute;
    }),
  );
  const keys = bindAll(plan.grouping, input);
  const uses = calls.map(({ call, filter }): AggregateUse => {
    const args = bindAll(call.args, input);
    const test = filter === undefined ? undefined : bindAll([filter], input)[0];
    return {
      mode: 'partial',
      fn: call.fn,
      overload: call.overload,
      args,
      argTypes: args.map(typeOf),
      returns: call.type,
      filter: test,
      ansi: call.ansi,
      buffers: [],
      context: call.context,
    };
  });
  const batch = run(plan.child, env);
  // Long inputs stay in one part: sums of doubles depend on where they are cut.
  const middle = batch.length < 100 ? batch.length >> 1 : batch.length;
  const partials = [0, 1].map((half) => {
    const partial = compileAggregator({ keys, aggregates: uses }, env);
    if (batch.length > 0) partial.update(batch, 0, half === 0 ? 0 : middle, half === 0 ? middle : batch.length);
    return partial;
  });
  let ordinal = keys.length;
  const finals = uses.map((use): AggregateUse => {
    const buffers = bufferTypes(use).map(() => ordinal++);
    return { ...use, mode: 'final', filter: undefined, buffers };
  });
  const boundKeys = keys.map(
    (key, i): Expression => ({ kind: 'bound', ordinal: i, type: typeOf(key), nullable: true }),
  );
  const final = compileAggregator({ keys: boundKeys, aggregates: finals }, env);
  for (const partial of partials) for (const part of partial.results()) if (part.length > 0) final.update(part);
  const results = concatBatches([...final.results()]);
  const output = [...keyColumns, ...made];
  return compilePipeline(
    [{ kind: 'project', list: bindAll(list, output) }],
    output.map((a) => a.type),
    env,
  )(results);
}

function column(type: Attribute['type']): Attribute {
  return { kind: 'attribute', id: nextExpressionId(), name: 'c', type, nullable: true, qualifier: [], metadata: {} };
}
