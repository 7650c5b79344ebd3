/** Calls of Python functions over columns: which columns are sent, and which of them each function gets. */
import { internal } from '../errors/internal.ts';
import type { PythonUdfCall } from '../physical/operator.ts';
import type { Attribute, PythonFunction } from '../tree/expression.ts';
import { type DataType, field, type StructType, struct } from '../types/data-type.ts';
import type { UdfCommand } from './task-message.ts';

export interface UdfInput {
  /** Columns of the input that are sent, each once. */
  readonly ordinals: readonly number[];
  /** Their types, under the names `_0`, `_1`, …. */
  readonly schema: StructType;
  readonly udfs: readonly UdfCommand[];
  /** Carries the environment, files and broadcasts of all functions of the calls. */
  readonly function: PythonFunction;
}

export function planUdfInput(calls: readonly PythonUdfCall[], columns: readonly Attribute[]): UdfInput {
  const ordinals: number[] = [];
  const offsetOf = (ordinal: number): number => {
    const known = ordinals.indexOf(ordinal);
    return known >= 0 ? known : ordinals.push(ordinal) - 1;
  };
  const udfs = calls.map((call) => ({
    args: call.args.map((arg, i) => {
      if (arg.kind !== 'bound') return internal('arguments of Python functions are computed columns');
      return { offset: offsetOf(arg.ordinal), name: call.argNames[i] };
    }),
    chain: [...call.chained, call.function].map((f) => f.command),
    id: call.id,
  }));
  const fields = ordinals.map((ordinal, i) => {
    const column = columns[ordinal];
    if (column === undefined) return internal(`no column ${ordinal} for a Python function`);
    return field(`_${i}`, column.type, column.nullable);
  });
  return { ordinals, schema: struct(fields), udfs, function: joinedFunction(calls) };
}

export function joinedFunction(calls: readonly PythonUdfCall[]): PythonFunction {
  const all = calls.flatMap((call) => [call.function, ...call.chained]);
  const first = all[0];
  if (first === undefined) return internal('no Python function to call');
  const broadcastIds = [...new Set(all.flatMap((f) => f.broadcastIds))];
  const includes = [...new Set(all.flatMap((f) => f.includes))];
  return { ...first, broadcastIds, includes };
}

/** Whether Python has to turn internal values (days, microseconds, …) into its own (`EvaluatePython.needConversionInPython`). */
export function needsConversion(type: DataType): boolean {
  switch (type.kind) {
    case 'date':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
    case 'yearmonth':
    case 'variant':
    case 'udt':
    case 'struct':
    case 'geometry':
    case 'geography':
      return true;
    case 'array':
      return needsConversion(type.element);
    case 'map':
      return needsConversion(type.key) || needsConversion(type.value);
    default:
      return false;
  }
}
