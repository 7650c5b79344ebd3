/**
 * What joins of every kind do with candidate pairs of rows: test the rest of the condition, then give what the join
 * type asks for. Rows come in the order of the probed side; unmatched rows of the built side come last.
 */
import { compilePredicate } from '../../codegen/pipeline.ts';
import { raise } from '../../errors/raise.ts';
import type { Expression } from '../../tree/expression.ts';
import type { JoinType } from '../../tree/plan.ts';
import { EXPRESSIONS } from '../../tree/shapes.ts';
import { preorder } from '../../tree/transform.ts';
import type { DataType } from '../../types/data-type.ts';
import { BATCH_ROWS, type Batch, type Vector } from '../../types/vector.ts';
import { nullVector, takeBatch, takeVector } from '../../types/vector-ops.ts';
import type { HashJoin, NestedLoopJoin } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { envOf } from './task-input.ts';

/** Row numbers of a probed batch and of the built rows, sorted by the former. */
export interface Pairs {
  readonly probeRows: Int32Array;
  readonly buildRows: Int32Array;
}

/** Pairs tested at once. */
const TEST_ROWS = 8 * BATCH_ROWS;

export class JoinWriter {
  readonly #type: JoinType;
  readonly #build: Batch | undefined;
  readonly #buildTypes: readonly DataType[];
  readonly #probeTypes: readonly DataType[];
  readonly #buildIsLeft: boolean;
  readonly #test: ((pairs: Pairs, probe: Batch) => Pairs) | undefined;
  /** Rows of the built side that met a partner; kept only where they or the others come at the end. */
  readonly #met: Uint8Array | undefined;
  readonly #keepsProbe: boolean;

  constructor(node: HashJoin | NestedLoopJoin, build: Batch | undefined, task: TaskContext) {
    const { type } = node;
    this.#type = type;
    this.#build = build;
    this.#buildIsLeft = node.build === 'left';
    const left = node.left.output.map((a) => a.type);
    const right = node.right.output.map((a) => a.type);
    this.#buildTypes = this.#buildIsLeft ? left : right;
    this.#probeTypes = this.#buildIsLeft ? right : left;
    const keepsLeft = type === 'left' || type === 'full' || type === 'left-single';
    const keepsRight = type === 'right' || type === 'full';
    this.#keepsProbe = this.#buildIsLeft ? keepsRight : keepsLeft;
    const keepsBuild = this.#buildIsLeft ? keepsLeft || isFilter(type) : keepsRight;
    this.#met = keepsBuild ? new Uint8Array(build?.length ?? 0) : undefined;
    this.#test = node.condition === undefined ? undefined : this.#compileTest(node.condition, task);
  }

  /** `candidates` are all pairs of this batch. */
  *add(probe: Batch, candidates: Pairs): Generator<Batch, void, undefined> {
    const pairs = this.#test === undefined ? candidates : this.#test(candidates, probe);
    const { probeRows, buildRows } = pairs;
    if (this.#met !== undefined) for (let i = 0; i < buildRows.length; i++) this.#met[buildRows[i]!] = 1;
    switch (this.#type) {
      case 'left-semi':
      case 'left-anti': {
        if (this.#buildIsLeft) return;
        const rows = rowsFlagged(matchFlags(probe.length, probeRows), this.#type === 'left-semi' ? 1 : 0);
        if (rows.length === probe.length) yield probe;
        else if (rows.length > 0) yield takeBatch(probe, rows);
        return;
      }
      case 'existence':
        yield { length: probe.length, columns: [...probe.columns, existsColumn(probe.length, probeRows)] };
        return;
      case 'left-single':
        checkSingle(probeRows);
        yield* this.#joined(probe, withUnmatched(probe.length, pairs));
        return;
      default:
        yield* this.#joined(probe, this.#keepsProbe ? withUnmatched(probe.length, pairs) : pairs);
    }
  }

  /** Rows of the built side without a partner, or with one, where the join keeps them. */
  *finish(): Generator<Batch, void, undefined> {
    const met = this.#met;
    const build = this.#build;
    if (met === undefined || build === undefined) return;
    const rows = rowsFlagged(met, this.#type === 'left-semi' ? 1 : 0);
    for (let from = 0; from < rows.length; from += BATCH_ROWS) {
      const part = takeBatch(build, rows.subarray(from, from + BATCH_ROWS));
      const nothing = this.#probeTypes.map((type) => nullVector(type, part.length));
      yield isFilter(this.#type) ? part : this.#assemble(nothing, part.columns, part.length);
    }
  }

  *#joined(probe: Batch, { probeRows, buildRows }: Pairs): Generator<Batch, void, undefined> {
    for (let from = 0; from < probeRows.length; from += BATCH_ROWS) {
      const to = Math.min(from + BATCH_ROWS, probeRows.length);
      const rows = probeRows.subarray(from, to);
      const columns = isIdentity(rows, probe.length) ? probe.columns : takeBatch(probe, rows).columns;
      yield this.#assemble(columns, this.#built(buildRows.subarray(from, to)), to - from);
    }
  }

  #built(rows: Int32Array): readonly Vector[] {
    const build = this.#build;
    return build === undefined
      ? this.#buildTypes.map((type) => nullVector(type, rows.length))
      : build.columns.map((column) => takeVector(column, rows));
  }

  #assemble(probe: readonly Vector[], build: readonly Vector[], length: number): Batch {
    return { length, columns: this.#buildIsLeft ? [...build, ...probe] : [...probe, ...build] };
  }

  /** Only columns the condition reads are gathered. */
  #compileTest(condition: Expression, task: TaskContext): (pairs: Pairs, probe: Batch) => Pairs {
    const select = compilePredicate(condition, envOf(task));
    const used = new Set<number>();
    for (const e of preorder(EXPRESSIONS, condition)) if (e.kind === 'bound') used.add(e.ordinal);
    const buildFirst = this.#buildIsLeft;
    const leftWidth = (buildFirst ? this.#buildTypes : this.#probeTypes).length;
    const rightWidth = (buildFirst ? this.#probeTypes : this.#buildTypes).length;
    const gather = (source: Batch | undefined, width: number, offset: number, rows: Int32Array): Vector[] =>
      Array.from({ length: width }, (_, i) =>
        source !== undefined && used.has(offset + i)
          ? takeVector(source.columns[i]!, rows)
          : { layout: 'null', length: rows.length },
      );
    return ({ probeRows, buildRows }, probe) => {
      const kept: Int32Array[] = [];
      for (let from = 0; from < probeRows.length; from += TEST_ROWS) {
        task.signal.throwIfAborted();
        const p = probeRows.subarray(from, from + TEST_ROWS);
        const b = buildRows.subarray(from, from + TEST_ROWS);
        const left = buildFirst ? gather(this.#build, leftWidth, 0, b) : gather(probe, leftWidth, 0, p);
        const right = buildFirst
          ? gather(probe, rightWidth, leftWidth, p)
          : gather(this.#build, rightWidth, leftWidth, b);
        kept.push(select({ length: p.length, columns: [...left, ...right] }, task.partition).map((i) => from + i));
      }
      return { probeRows: pick(probeRows, kept), buildRows: pick(buildRows, kept) };
    };
  }
}

/** Gives rows of its left side as they are. */
const isFilter = (type: JoinType): boolean => type === 'left-semi' || type === 'left-anti';

function pick(rows: Int32Array, at: readonly Int32Array[]): Int32Array {
  const out = new Int32Array(at.reduce((sum, part) => sum + part.length, 0));
  let next = 0;
  for (const part of at) for (let i = 0; i < part.length; i++) out[next++] = rows[part[i]!]!;
  return out;
}

function isIdentity(rows: Int32Array, length: number): boolean {
  if (rows.length !== length) return false;
  for (let i = 0; i < length; i++) if (rows[i] !== i) return false;
  return true;
}

function matchFlags(length: number, probeRows: Int32Array): Uint8Array {
  const flags = new Uint8Array(length);
  for (let i = 0; i < probeRows.length; i++) flags[probeRows[i]!] = 1;
  return flags;
}

/** A scalar subquery gives each row one value at most. */
function checkSingle(probeRows: Int32Array): void {
  for (let i = 1; i < probeRows.length; i++) {
    if (probeRows[i] === probeRows[i - 1]) raise('SCALAR_SUBQUERY_TOO_MANY_ROWS', {});
  }
}

function rowsFlagged(flags: Uint8Array, wanted: 0 | 1): Int32Array {
  const rows = new Int32Array(flags.length);
  let count = 0;
  for (let row = 0; row < flags.length; row++) if (flags[row] === wanted) rows[count++] = row;
  return rows.subarray(0, count);
}

function existsColumn(length: number, probeRows: Int32Array): Vector {
  return { layout: 'fixed', length, validity: undefined, values: matchFlags(length, probeRows) };
}

/** Each probe row without a partner goes in at its place, with -1 for its partner. */
function withUnmatched(length: number, { probeRows, buildRows }: Pairs): Pairs {
  const outer: Pairs = {
    probeRows: new Int32Array(probeRows.length + length),
    buildRows: new Int32Array(probeRows.length + length),
  };
  let count = 0;
  let at = 0;
  for (let row = 0; row < length; row++) {
    const first = at;
    for (; at < probeRows.length && probeRows[at] === row; at++) {
      outer.probeRows[count] = row;
      outer.buildRows[count++] = buildRows[at]!;
    }
    if (at > first) continue;
    outer.probeRows[count] = row;
    outer.buildRows[count++] = -1;
  }
  return { probeRows: outer.probeRows.subarray(0, count), buildRows: outer.buildRows.subarray(0, count) };
}
