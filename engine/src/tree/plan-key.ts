/**
 * A text key by which analysed plans are told apart: equal keys mean the same rows. Column ids count in the order they
 * first occur, so two analyses of one query agree; places, qualifiers and the names of inner columns do not matter.
 */
import type { Batch } from '../types/vector.ts';
import type { Plan } from './plan.ts';

const IGNORED = new Set(['context', 'qualifier', 'metadata', 'hint', 'nullable', 'tableName', 'renewedFrom']);
const BATCH_IDS = new WeakMap<readonly Batch[], number>();
let lastBatchId = 0;

function batchesKey(batches: readonly Batch[]): string {
  let id = BATCH_IDS.get(batches);
  if (id === undefined) {
    id = ++lastBatchId;
    BATCH_IDS.set(batches, id);
  }
  return `batches#${id}`;
}

class Writer {
  readonly #ids = new Map<number, number>();
  readonly #out: string[] = [];

  #id(id: number): string {
    let known = this.#ids.get(id);
    if (known === undefined) {
      known = this.#ids.size;
      this.#ids.set(id, known);
    }
    return `#${known}`;
  }

  write(value: unknown): void {
    if (typeof value === 'bigint') this.#out.push(`${value}n`);
    else if (value instanceof Uint8Array) this.#out.push(`x${Buffer.from(value).toString('base64')}`);
    else if (Array.isArray(value)) {
      this.#out.push('[');
      for (const item of value) this.write(item);
      this.#out.push(']');
    } else if (typeof value === 'object' && value !== null) this.#writeNode(value as Readonly<Record<string, unknown>>);
    else this.#out.push(typeof value === 'number' && Object.is(value, -0) ? '-0' : `${JSON.stringify(value)},`);
  }

  #writeNode(node: Readonly<Record<string, unknown>>): void {
    if (node.kind === 'subquery-alias') {
      this.write(node.child);
      return;
    }
    this.#out.push('{');
    for (const [name, value] of Object.entries(node)) {
      if (value === undefined || IGNORED.has(name)) continue;
      if (name === 'name' && (node.kind === 'attribute' || node.kind === 'alias')) continue;
      this.#out.push(name, ':');
      if (name === 'id' && typeof value === 'number') this.#out.push(this.#id(value));
      else if (name === 'batches') this.#out.push(batchesKey(value as readonly Batch[]));
      else this.write(value);
    }
    this.#out.push('}');
  }

  get text(): string {
    return this.#out.join('');
  }
}

const MEMO = new WeakMap<Plan, string>();

export function planKey(plan: Plan): string {
  let key = MEMO.get(plan);
  if (key === undefined) {
    const writer = new Writer();
    writer.write(plan);
    key = writer.text;
    MEMO.set(plan, key);
  }
  return key;
}
