/** The text a JVM gives to unpickled values: what a string column receives when Python hands it something else. */
import { unreachable } from '../errors/internal.ts';
import { doubleText } from '../types/number-text.ts';
import { pickleError } from './pickle-construct.ts';
import type { PyObject, PyValue } from './py-value.ts';

const MAX_DEPTH = 500;

export function javaText(value: PyValue, depth = 0): string {
  if (depth > MAX_DEPTH) pickleError('value nested too deeply');
  if (value === null) return 'null';
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return '[B@0';
  if (!('py' in value)) return '[Ljava.lang.Object;@0';
  return objectText(value, depth + 1);
}

function objectText(value: PyObject, depth: number): string {
  switch (value.py) {
    case 'float':
      return doubleText(value.value);
    case 'list':
    case 'set':
      return `[${value.items.map((item) => javaText(item, depth)).join(', ')}]`;
    case 'dict':
      return `{${value.keys.map((key, i) => `${javaText(key, depth)}=${javaText(value.values[i] ?? null, depth)}`).join(', ')}}`;
    case 'decimal':
    case 'other':
      return value.text;
    case 'array':
      return `[${value.code}@0`;
    case 'class':
      return value.name;
    default:
      return unreachable(value);
  }
}
