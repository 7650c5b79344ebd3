/** The build side of a hash join: rows by key, in build order; probing gives pairs of row numbers. */
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import type { Batch, Vector } from '../types/vector.ts';
import { concatBatches } from '../types/vector-ops.ts';
import type { EvalEnv } from './eval-env.ts';
import { GroupTable } from './group-table.ts';
import { compileValues } from './pipeline.ts';

export interface KeyLookup {
  /** All build rows; undefined when there are none. */
  readonly rows: Batch | undefined;
  readonly bytes: number;
  /** Whether a build row has NULL in a key that NULL does not match. */
  readonly hasNullKey: boolean;
  /** Matching pairs, by probe row, then in build order: of some of the batch's rows after others, as many as give few pairs. */
  probe(batch: Batch, partition?: number): Iterable<Matches>;
}

export interface Matches {
  /** The rows of the batch that these are all matches of; they are numbered from `from`. */
  readonly from: number;
  readonly to: number;
  readonly probeRows: Int32Array;
  readonly buildRows: Int32Array;
  /** For each probe row whether its key is NULL and cannot match; only such rows are told by `unknown[row] === 1`. */
  readonly unknown: Uint8Array | undefined;
}

export interface LookupSpec {
  readonly buildKeys: readonly Expression[];
  readonly probeKeys: readonly Expression[];
  readonly nullSafe: readonly boolean[];
}

const EMPTY = new Int32Array(0);

/** More pairs than this are not given at once, unless one row has them. */
const MOST_PAIRS = 1 << 20;

export function compileKeyLookup(spec: LookupSpec, env: EvalEnv): (build: readonly Batch[]) => KeyLookup {
  const buildValues = compileValues(spec.buildKeys, env);
  const types = spec.buildKeys.map(typeOf);
  return (batches) => {
    const probeValues = compileValues(spec.probeKeys, env);
    if (batches.length === 0) {
      return {
        rows: undefined,
        bytes: 0,
        hasNullKey: false,
        probe: (batch, partition) => [
          {
            from: 0,
            to: batch.length,
            probeRows: EMPTY,
            buildRows: EMPTY,
            unknown: nullKeys(probeValues(batch, partition), spec.nullSafe, batch.length),
          },
        ],
      };
    }
    const rows = concatBatches(batches);
    const table = new GroupTable(types, spec.nullSafe);
    const columns = buildValues(rows);
    const { starts, order } = sortedByGroup(table.add(columns, rows.length), table);
    return {
      rows,
      bytes: table.bytes + starts.byteLength + order.byteLength,
      hasNullKey: nullKeys(columns, spec.nullSafe, rows.length) !== undefined,
      *probe(batch, partition) {
        const keys = probeValues(batch, partition);
        const unknown = nullKeys(keys, spec.nullSafe, batch.length);
        const groups = table.find(keys, batch.length);
        for (let from = 0, to = 0; from < groups.length; from = to) {
          to = stepEnd(groups, starts, from);
          const pairs = matches(groups.subarray(from, to), starts, order);
          yield { from, to, ...pairs, unknown: unknown?.subarray(from, to) };
        }
      },
    };
  };
}

/** Build rows of group `g` are `order[starts[g]]` to `order[starts[g + 1]]`. */
function sortedByGroup(groups: Int32Array, table: GroupTable): { starts: Int32Array; order: Int32Array } {
  const starts = new Int32Array(table.count + 1);
  for (let r = 0; r < groups.length; r++) if (groups[r]! >= 0) starts[groups[r]! + 1]!++;
  for (let g = 0; g < table.count; g++) starts[g + 1]! += starts[g]!;
  const next = starts.slice();
  const order = new Int32Array(starts[table.count]!);
  for (let r = 0; r < groups.length; r++) if (groups[r]! >= 0) order[next[groups[r]!]!++] = r;
  return { starts, order };
}

function stepEnd(groups: Int32Array, starts: Int32Array, from: number): number {
  let pairs = 0;
  for (let r = from; r < groups.length; r++) {
    const g = groups[r]!;
    if (g >= 0) pairs += starts[g + 1]! - starts[g]!;
    if (pairs > MOST_PAIRS && r > from) return r;
  }
  return groups.length;
}

function matches(
  groups: Int32Array,
  starts: Int32Array,
  order: Int32Array,
): { probeRows: Int32Array; buildRows: Int32Array } {
  let total = 0;
  for (let r = 0; r < groups.length; r++) {
    const g = groups[r]!;
    if (g >= 0) total += starts[g + 1]! - starts[g]!;
  }
  const probeRows = new Int32Array(total);
  const buildRows = new Int32Array(total);
  let at = 0;
  for (let r = 0; r < groups.length; r++) {
    const g = groups[r]!;
    if (g < 0) continue;
    for (let i = starts[g]!; i < starts[g + 1]!; i++) {
      probeRows[at] = r;
      buildRows[at++] = order[i]!;
    }
  }
  return { probeRows, buildRows };
}

/** Marks rows with NULL in a key that NULL does not match. */
function nullKeys(columns: readonly Vector[], nullSafe: readonly boolean[], length: number): Uint8Array | undefined {
  let marks: Uint8Array | undefined;
  columns.forEach((column, i) => {
    if (nullSafe[i] === true) return;
    const bits = column.layout === 'null' ? new Uint8Array((length + 7) >> 3) : column.validity;
    if (bits === undefined) return;
    for (let r = 0; r < length; r++) {
      if (((bits[r >> 3]! >> (r & 7)) & 1) === 1) continue;
      marks ??= new Uint8Array(length);
      marks[r] = 1;
    }
  });
  return marks;
}
