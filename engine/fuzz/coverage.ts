/** What the queries of a run were made of, so that the generator can be held to it. */
import { PHYSICAL } from '../src/exec/physical-shape.ts';
import { declarations } from '../src/functions/registry.ts';
import type { PhysicalNode } from '../src/physical/node.ts';
import { preorder } from '../src/tree/transform.ts';
import type { Answer } from './answer.ts';
import { UNCALLED } from './function-calls.ts';
import type { RandomQuery } from './random-query.ts';

/** Written as operators, or under another name. */
const WRITTEN_OTHERWISE = new Set(['nvl', 'mod', 'pmod', '>>', '>>>']);

const OPERATORS: readonly string[] = [
  'file-scan',
  'local-scan',
  'native-scan',
  'pipeline',
  'hash-aggregate',
  'sort',
  'window',
  'limit',
  'expand',
  'generate',
  'exchange',
  'broadcast-exchange',
  'union',
  ...['inner', 'left', 'right', 'full', 'left-semi', 'left-anti'].map((type) => `hash-join ${type}`),
  'hash-join left-anti null-aware',
  ...['inner', 'cross', 'left', 'right', 'full', 'left-semi', 'left-anti'].map((type) => `nested-loop-join ${type}`),
];

const isCalled = (d: { readonly name: string; readonly deterministic?: false }): boolean =>
  d.deterministic !== false && !(d.name in UNCALLED) && !WRITTEN_OTHERWISE.has(d.name);

export class Coverage {
  readonly #hits = new Map<string, number>();
  readonly #conditions = new Map<string, number>();
  #queries = 0;
  #native = 0;
  #withRows = 0;

  refused(answer: Answer): void {
    this.#queries += 1;
    this.#raised(answer);
  }

  ran(query: RandomQuery, answer: Answer, ...plans: readonly PhysicalNode[]): void {
    this.#queries += 1;
    this.#raised(answer);
    if (answer.kind !== 'rows') return;
    if (answer.rows.length > 0) this.#withRows += 1;
    const seen = new Set(query.uses);
    for (const plan of plans) for (const node of preorder(PHYSICAL, plan)) seen.add(nameOf(node));
    if (seen.has('native-scan')) this.#native += 1;
    for (const name of seen) this.#hits.set(name, (this.#hits.get(name) ?? 0) + 1);
  }

  #raised(answer: Answer): void {
    if (answer.kind === 'raised')
      this.#conditions.set(answer.condition, (this.#conditions.get(answer.condition) ?? 0) + 1);
  }

  /** What came less often than `wanted`, and whether too few queries were native or had rows. */
  below(wanted: number): readonly string[] {
    const names = [
      ...declarations()
        .filter(isCalled)
        .map(({ name }) => name),
      ...OPERATORS,
    ];
    const rare = names.filter((name) => (this.#hits.get(name) ?? 0) < wanted);
    if (this.#native * 2 < this.#queries) rare.push('queries that are native');
    if (this.#withRows * 2 < this.#queries) rare.push('queries with rows');
    return rare;
  }

  summary(wanted: number): readonly string[] {
    const most = [...this.#conditions].sort(([, a], [, b]) => b - a).slice(0, 12);
    return [
      `${this.#queries} queries: ${this.#withRows} with rows, ${this.#native} of those that ran partly or wholly native`,
      `raised: ${most.map(([name, count]) => `${name} ${count}`).join(', ')}`,
      `under ${wanted} times: ${this.below(wanted).join(' ')}`,
    ];
  }
}

function nameOf(node: PhysicalNode): string {
  if (node.kind === 'hash-join') return `hash-join ${node.type}${node.nullAware ? ' null-aware' : ''}`;
  return node.kind === 'nested-loop-join' ? `nested-loop-join ${node.type}` : node.kind;
}
