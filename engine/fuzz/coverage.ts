/** What the queries of a run were made of, so that the generator can be held to it. */

import { PHYSICAL, physicalExpressions } from '../src/exec/physical-shape.ts';
import type { NativeChoice } from '../src/exec/plan-native.ts';
import type { FunctionDeclaration } from '../src/functions/define.ts';
import { declarations } from '../src/functions/registry.ts';
import type { PhysicalNode } from '../src/physical/node.ts';
import type { Plan } from '../src/tree/plan.ts';
import { EXPRESSIONS, expressionsOf, PLANS } from '../src/tree/shapes.ts';
import { preorder } from '../src/tree/transform.ts';
import type { Answer } from './answer.ts';
import { UNCALLED } from './function-calls.ts';
import { frameName, logicalName, NATIVE_WANTED, WANTED } from './operators.ts';
import type { RandomQuery } from './random-query.ts';

/** Written as operators, or under another name. */
const WRITTEN_OTHERWISE = new Set(['nvl', 'mod', 'pmod', '>>', '>>>']);
/** Another function stands for it once a query is analysed. */
const RENAMED = '||';

const isCalled = (d: FunctionDeclaration): boolean =>
  d.deterministic !== false && !(d.name in UNCALLED) && !WRITTEN_OTHERWISE.has(d.name);

const isLowered = (d: FunctionDeclaration): boolean =>
  d.kind !== 'generator' && d.overloads.some(({ duckdb }) => typeof duckdb === 'function');

const natively = (name: string): string => `${name} (native)`;

export class Coverage {
  readonly #hits = new Map<string, number>();
  readonly #conditions = new Map<string, number>();
  readonly #failures = new Map<string, number>();
  #queries = 0;
  #native = 0;
  #withRows = 0;

  refused(answer: Answer): void {
    this.#queries += 1;
    this.#raised(answer);
  }

  /** `logical`: as it was written, and as analysed; `plan`: as users' queries are planned. */
  ran(
    query: RandomQuery,
    logical: readonly Plan[],
    answer: Answer,
    plan: NativeChoice | undefined,
    others: readonly (NativeChoice | undefined)[],
  ): void {
    this.#queries += 1;
    this.#raised(answer);
    if (answer.kind !== 'rows') return;
    if (answer.rows.length > 0) this.#withRows += 1;
    const seen = new Set([...query.uses, ...logical.flatMap(logicalNames)]);
    for (const choice of [plan, ...others]) {
      if (choice === undefined) continue;
      for (const node of preorder(PHYSICAL, choice.plan)) for (const name of operatorNames(node)) seen.add(name);
      for (const { node, inputs } of choice.subtrees)
        for (const name of namesIn(node, new Set(inputs))) seen.add(natively(name));
    }
    if ((plan?.subtrees.length ?? 0) > 0) this.#native += 1;
    for (const name of seen) this.#hits.set(name, (this.#hits.get(name) ?? 0) + 1);
  }

  /** Rows that only the evaluator could make: lowerings that fail where Spark does not are slow, not wrong. */
  failedNatively(messages: readonly string[]): void {
    for (const message of messages) {
      const kind = message
        .replace(/\s+/g, ' ')
        .replace(/[-\d.]*\d/g, '#')
        .slice(0, 70);
      this.#failures.set(kind, (this.#failures.get(kind) ?? 0) + 1);
    }
  }

  #raised(answer: Answer): void {
    if (answer.kind === 'raised')
      this.#conditions.set(answer.condition, (this.#conditions.get(answer.condition) ?? 0) + 1);
  }

  /** What came less often than `wanted`, and whether too few queries were native or had rows. */
  below(wanted: number): readonly string[] {
    const called = declarations().filter(isCalled);
    const names = [
      ...called.map(({ name }) => name),
      ...called.filter((d) => isLowered(d) && d.name !== RENAMED).map(({ name }) => natively(name)),
      ...WANTED,
      ...NATIVE_WANTED.map(natively),
    ];
    const rare = names.flatMap((name) => {
      const hits = this.#hits.get(name) ?? 0;
      return hits < wanted ? [`${name} ${hits}`] : [];
    });
    if (this.#native * 2 < this.#queries) rare.push('queries that are native');
    if (this.#withRows * 2 < this.#queries) rare.push('queries with rows');
    return rare;
  }

  summary(): readonly string[] {
    const most = (of: ReadonlyMap<string, number>): string =>
      [...of]
        .sort(([, a], [, b]) => b - a)
        .slice(0, 12)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ');
    return [
      `${this.#queries} queries: ${this.#withRows} with rows, ${this.#native} of those that ran partly or wholly native`,
      `raised: ${most(this.#conditions)}`,
      `failed natively, but has rows: ${most(this.#failures)}`,
    ];
  }
}

/** Operators and kinds of subqueries. */
function logicalNames(plan: Plan): readonly string[] {
  const nodes = [...preorder(PLANS, plan)];
  const subqueries = nodes
    .flatMap(expressionsOf)
    .flatMap((root) => [...preorder(EXPRESSIONS, root)])
    .flatMap((e) =>
      e.kind === 'scalar-subquery' || e.kind === 'exists' || e.kind === 'in-subquery'
        ? [e.kind, ...logicalNames(e.plan)]
        : [],
    );
  return [...nodes.map(({ kind }) => logicalName(kind)), ...subqueries];
}

function operatorNames(node: PhysicalNode): readonly string[] {
  const frames = node.kind === 'window' ? node.calls.map(({ frame }) => frameName(frame)) : [];
  return [operatorName(node), ...frames];
}

function operatorName(node: PhysicalNode): string {
  if (node.kind === 'hash-join') return `hash-join ${node.type}${node.nullAware ? ' null-aware' : ''}`;
  return node.kind === 'nested-loop-join' ? `nested-loop-join ${node.type}` : node.kind;
}

/** Operators and functions of a plan down to `ends`. */
function namesIn(node: PhysicalNode, ends: ReadonlySet<PhysicalNode>): readonly string[] {
  const below = ends.has(node) ? [] : PHYSICAL.children(node).flatMap((child) => namesIn(child, ends));
  return [...operatorNames(node), ...functionsIn(node), ...below];
}

function functionsIn(node: PhysicalNode): readonly string[] {
  const calls = physicalExpressions(node)
    .flatMap((root) => [...preorder(EXPRESSIONS, root)])
    .flatMap((e) => (e.kind === 'call' ? [e.fn] : []));
  return node.kind === 'hash-aggregate' ? [...calls, ...node.aggregates.map(({ fn }) => fn)] : calls;
}
