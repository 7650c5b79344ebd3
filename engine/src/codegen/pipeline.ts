/**
 * A chain of filters and projections as one loop over a batch. Columns that go through untouched are shared (no filter)
 * or gathered as bytes (filter); only computed columns are written row by row.
 */
import { code, type Js, joinJs, js } from '../fragments/js.ts';
import type { Expression } from '../tree/expression.ts';
import type { DataType } from '../types/data-type.ts';
import type { Batch, Vector } from '../types/vector.ts';
import { takeVector } from '../types/vector-ops.ts';
import { Emitter } from './emitter.ts';
import type { EvalEnv } from './eval-env.ts';
import { ExpressionGraph, type GraphNode } from './expression-graph.ts';
import { outputColumn } from './output-column.ts';
import { stateKeeper, Unit } from './unit.ts';
import { isNever } from './writer.ts';

export type Step =
  | { readonly kind: 'filter'; readonly condition: Expression }
  | { readonly kind: 'project'; readonly list: readonly Expression[] };

/** What a row does, in order: leave if the test fails, or compute something that must be computed for every row that is left. */
type Action = { readonly kind: 'test' | 'compute'; readonly node: GraphNode };

export type BatchFunction = (batch: Batch, partition?: number) => Batch;

/** Over this, one loop would be too large to be optimised: the columns are computed by several. */
const LOOP_WEIGHT = 200;

/** So many computed columns between two projections are worth a pass of their own. */
const CUT_COLUMNS = 60;

/** Long chains of projections are cut: columns that later steps share are made once, not by each loop that reads them. */
export function compilePipeline(steps: readonly Step[], inputTypes: readonly DataType[], env: EvalEnv): BatchFunction {
  const parts: BatchFunction[] = [];
  let types = inputTypes;
  let graph = new ExpressionGraph();
  let actions: Action[] = [];
  let columns: readonly GraphNode[] | undefined;
  for (const [i, step] of steps.entries()) {
    if (step.kind === 'filter') {
      for (const test of testsOf(step.condition)) actions.push({ kind: 'test', node: graph.add(test, columns) });
      continue;
    }
    const before: readonly GraphNode[] | undefined = columns;
    const nodes: readonly GraphNode[] = step.list.map((e) => graph.add(e, before));
    for (const node of nodes) if (!node.deterministic) actions.push({ kind: 'compute', node });
    columns = nodes;
    const computed = nodes.filter((node) => node.expression.kind !== 'bound').length;
    if (computed <= CUT_COLUMNS || i === steps.length - 1) continue;
    parts.push(projection(graph, actions, columns, env));
    types = nodes.map((node) => node.type);
    graph = new ExpressionGraph();
    actions = [];
    columns = undefined;
  }
  if (columns !== undefined || actions.length > 0 || parts.length === 0) {
    parts.push(
      columns === undefined ? filterOnly(graph, actions, types, env) : projection(graph, actions, columns, env),
    );
  }
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return (batch, partition) => parts.reduce((made, part) => part(made, partition), batch);
}

export function compilePredicate(
  condition: Expression,
  env: EvalEnv,
): (batch: Batch, partition?: number) => Int32Array {
  const graph = new ExpressionGraph();
  return selection(
    graph,
    testsOf(condition).map((test) => ({ kind: 'test', node: graph.add(test) })),
    env,
  );
}

export function compileValues(
  expressions: readonly Expression[],
  env: EvalEnv,
): (batch: Batch, partition?: number) => readonly Vector[] {
  if (expressions.length === 0) return () => [];
  const run = compilePipeline([{ kind: 'project', list: expressions }], [], env);
  return (batch, partition) => run(batch, partition).columns;
}

/** Tests are separate statements of the loop, unless they are too many for one function. */
function testsOf(condition: Expression): readonly Expression[] {
  const tests = conjuncts(condition);
  return tests.length > 40 ? [condition] : tests;
}

/** The operands of nested ANDs, left to right. */
function conjuncts(condition: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const stack = [condition];
  while (stack.length > 0) {
    const next = stack.pop() as Expression;
    if (next.kind === 'call' && next.fn === 'and') {
      for (let i = next.args.length - 1; i >= 0; i--) stack.push(next.args[i] as Expression);
    } else found.push(next);
  }
  return found;
}

type LoopRun = (
  columns: readonly Vector[],
  length: number,
  partition: number,
  states: readonly unknown[],
  rows: Int32Array | undefined,
) => LoopResult;
interface LoopResult {
  readonly count: number;
  readonly rows: Int32Array;
  readonly vectors: readonly Vector[];
}
type Loop = (batch: Batch, partition: number, rows?: Int32Array) => LoopResult;

/** One loop: over all rows, or over those given. Gives the rows left (if `selects`) and the computed columns. */
function compileLoop(
  graph: ExpressionGraph,
  actions: readonly Action[],
  outputs: readonly GraphNode[],
  selects: boolean,
  given: boolean,
  env: EvalEnv,
): Loop {
  const unit = new Unit();
  const emitter = new Emitter(unit, graph, env);
  const sinks = outputs.map((node, i) => outputColumn(node.type, i));
  for (const { kind, node } of actions) {
    const { isNull, value } = emitter.emit(node);
    if (kind === 'test')
      emitter.say(isNever(isNull) ? js`if (!${value}) continue;` : js`if (${isNull} || !${value}) continue;`);
  }
  if (selects) emitter.say(js`rows[count] = r;`);
  for (const [i, node] of outputs.entries()) emitter.say(sinks[i]!.write(emitter.emit(node)));
  const body: Js = js`
const capacity = length;
${selects ? code('rows = new Int32Array(capacity);') : code('')}
${joinJs(
  sinks.map((s) => s.declare),
  '\n',
)}
let count = 0;
for (let i = 0; i < length; i++) {
const r = ${code(given ? 'rows[i]' : 'i')};
${emitter.take()}
count++;
}
return { count, rows, vectors: [${joinJs(
    sinks.map((s) => s.finish),
    ', ',
  )}] };`;
  const { run, states } = unit.finish<LoopRun>('columns, length, partition, states, rows', body);
  const keep = stateKeeper(states);
  return (batch, partition, rows) =>
    run(batch.columns, rows === undefined ? batch.length : rows.length, partition, keep(partition), rows);
}

function selection(
  graph: ExpressionGraph,
  actions: readonly Action[],
  env: EvalEnv,
): (batch: Batch, partition?: number) => Int32Array {
  const loop = compileLoop(graph, actions, [], true, false, env);
  return (batch, partition = 0) => {
    const { rows, count } = loop(batch, partition);
    return rows.subarray(0, count);
  };
}

function filterOnly(
  graph: ExpressionGraph,
  actions: readonly Action[],
  types: readonly DataType[],
  env: EvalEnv,
): BatchFunction {
  if (actions.length === 0) return (batch) => batch;
  const select = selection(graph, actions, env);
  const ordinals = types.map((_, i) => i);
  return (batch, partition) => {
    const rows = select(batch, partition);
    return rows.length === batch.length ? batch : gathered(batch, rows, ordinals);
  };
}

function gathered(batch: Batch, rows: Int32Array, ordinals: readonly number[]): Batch {
  return { length: rows.length, columns: ordinals.map((i) => takeVector(batch.columns[i]!, rows)) };
}

function projection(
  graph: ExpressionGraph,
  actions: readonly Action[],
  columns: readonly GraphNode[],
  env: EvalEnv,
): BatchFunction {
  const computed = columns.filter((c) => c.expression.kind !== 'bound');
  const filters = actions.some((a) => a.kind === 'test');
  const groups = loopGroups(actions, computed);
  const fused = groups.length <= 1;
  const shares = computed.length < columns.length;
  const first =
    filters || fused
      ? compileLoop(graph, actions, fused ? computed : [], filters && (shares || !fused), false, env)
      : undefined;
  const rest = fused ? [] : groups.map((group) => compileLoop(graph, [], group, false, filters, env));
  return (batch, partition = 0) => {
    const head =
      first === undefined || (fused && computed.length === 0 && !filters) ? undefined : first(batch, partition);
    const length = filters ? head!.count : batch.length;
    const all = length === batch.length;
    const rows = filters && (shares || !fused) ? head!.rows.subarray(0, length) : undefined;
    const vectors = [...(head?.vectors ?? []), ...rest.flatMap((loop) => loop(batch, partition, rows).vectors)];
    let next = 0;
    const made = columns.map((node) => {
      if (node.expression.kind !== 'bound') return vectors[next++]!;
      const source = batch.columns[node.expression.ordinal]!;
      return all ? source : takeVector(source, rows!);
    });
    return { length, columns: made };
  };
}

/** Cuts heavy projections into several loops; not where the order of computing matters. */
function loopGroups(actions: readonly Action[], computed: readonly GraphNode[]): readonly (readonly GraphNode[])[] {
  const total = [...actions.map((a) => a.node), ...computed].reduce((sum, n) => sum + n.weight, 0);
  if (total <= LOOP_WEIGHT || actions.some((a) => a.kind === 'compute')) return [computed];
  const groups: GraphNode[][] = [];
  let weight = Number.POSITIVE_INFINITY;
  for (const node of computed) {
    if (weight + node.weight > LOOP_WEIGHT) {
      groups.push([]);
      weight = 0;
    }
    groups.at(-1)!.push(node);
    weight += node.weight;
  }
  return groups.length === 0 ? [[]] : groups;
}
