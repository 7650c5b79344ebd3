/** Which rows of a DuckDB vector are present. */
import duckdb, { type Vector as NativeVector } from '@duckdb/node-bindings';

/** Undefined where no row is NULL; bits past the end are left as they are. */
export function validityOf(vector: NativeVector, size: number): Uint8Array | undefined {
  const words = Math.ceil(size / 64) * 8;
  const bits = duckdb.vector_get_validity(vector, words) as Uint8Array | null;
  if (bits === null || bits.length === 0) return undefined;
  const bytes = (size + 7) >> 3;
  const own = bits.slice(0, bytes);
  for (let i = 0; i < size >> 3; i++) if (own[i] !== 0xff) return own;
  const rest = size & 7;
  return rest === 0 || ((own[bytes - 1] as number) | ((0xff << rest) & 0xff)) === 0xff ? undefined : own;
}
