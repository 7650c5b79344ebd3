/** Whether a cast may turn a present value into NULL, as Spark declares it. */
import type { DataType, Kind } from '../types/data-type.ts';
import type { Cast } from './expression.ts';

const NUMBERS: ReadonlySet<Kind> = new Set(['byte', 'short', 'integer', 'long', 'float', 'double', 'decimal']);
const TEXT: ReadonlySet<Kind> = new Set(['string', 'char', 'varchar']);

/** Coarser than what happens: it is what `schema` shows. */
export function castMayGiveNull(from: DataType, to: DataType, mode: Cast['mode']): boolean {
  if (from.kind === 'void') return true;
  if (
    from.kind === to.kind &&
    from.kind !== 'decimal' &&
    from.kind !== 'array' &&
    from.kind !== 'map' &&
    from.kind !== 'struct'
  )
    return false;
  if (TEXT.has(from.kind)) return to.kind !== 'binary' && !TEXT.has(to.kind) && mode !== 'ansi';
  if (TEXT.has(to.kind)) return false;
  if (from.kind === 'date' && to.kind === 'timestamp') return false;
  if (mode === 'ansi') return false;
  if (to.kind === 'date' || from.kind === 'date' || to.kind === 'interval')
    return !(from.kind === 'timestamp' && to.kind === 'date');
  if (NUMBERS.has(from.kind) && to.kind === 'timestamp') return from.kind === 'float' || from.kind === 'double';
  if (to.kind === 'decimal') return from.kind !== 'boolean' || to.precision - to.scale < 1;
  return mode === 'try' && NUMBERS.has(to.kind);
}
