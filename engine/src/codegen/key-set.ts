/** The keys of some rows, to tell which other rows have one of them. */
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import type { Batch } from '../types/vector.ts';
import type { EvalEnv } from './eval-env.ts';
import { GroupTable } from './group-table.ts';
import { compileValues } from './pipeline.ts';

export interface KeySet {
  readonly bytes: number;
  add(batch: Batch): void;
  /** Numbers of a batch's rows whose keys, by expressions of the same types, are known or, unless `wanted`, are not. */
  finder(keys: readonly Expression[], env: EvalEnv, wanted: boolean): (batch: Batch, partition: number) => Int32Array;
}

/** `nullSafe[i]`: whether NULL in key `i` is a key like others; otherwise it is never known. */
export function openKeySet(keys: readonly Expression[], nullSafe: readonly boolean[], env: EvalEnv): KeySet {
  const table = new GroupTable(keys.map(typeOf), nullSafe);
  const added = compileValues(keys, env);
  return {
    get bytes() {
      return table.bytes;
    },
    add: (batch) => {
      table.add(added(batch), batch.length);
    },
    finder: (asked, env, wanted) => {
      const values = compileValues(asked, env);
      return (batch, partition) => rowsWhere(table.find(values(batch, partition), batch.length), wanted);
    },
  };
}

/** In the memory of `groups`. */
function rowsWhere(groups: Int32Array, known: boolean): Int32Array {
  let count = 0;
  for (let row = 0; row < groups.length; row++) if (groups[row]! >= 0 === known) groups[count++] = row;
  return groups.subarray(0, count);
}
