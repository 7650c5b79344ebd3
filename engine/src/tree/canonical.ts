/** A text key by which expressions are told apart: equal keys mean the same computation, wherever it was written. */

import { simpleString } from '../types/data-type.ts';
import type { MapValue, Value } from '../types/value.ts';
import type { Expression } from './expression.ts';
import { planKey } from './plan-key.ts';
import { outerReferences } from './references.ts';
import { EXPRESSIONS } from './shapes.ts';
import { foldUp, type Shape } from './transform.ts';

const MEMO = new WeakMap<Expression, string>();

/** Subtrees whose key is known are leaves. */
const UNKNOWN: Shape<Expression> = {
  children: (node) => (MEMO.has(node) ? [] : EXPRESSIONS.children(node)),
  withChildren: EXPRESSIONS.withChildren,
};

/** Equal for expressions that differ only in where they were written, in qualifiers or in nullability. */
export function canonicalKey(expression: Expression): string {
  return foldUp<Expression, string>(UNKNOWN, expression, (node, parts) => {
    let children = parts;
    const known = MEMO.get(node);
    if (known !== undefined) return known;
    const head = headOf(node);
    if (isCommutative(node) && children.every((child) => child.length < LONG_KEY)) children = [...children].sort();
    // Concatenation shares the children's texts; joining would copy them at every level of a long chain.
    const key = children.length === 0 ? head : `${children.reduce((text, child) => `${text},${child}`, `${head}(`)})`;
    MEMO.set(node, key);
    return key;
  });
}

const COMMUTATIVE: ReadonlySet<string> = new Set(['+', '*', '=', '==', '<=>', '&', '|', '^']);
/** Comparing long texts at every level of a deep chain would take too long. */
const LONG_KEY = 1000;

/** `a + 1` and `1 + a` mean the same. */
const isCommutative = (node: Expression): boolean => node.kind === 'call' && COMMUTATIVE.has(node.fn);

/** An alias is left out of the comparison: `a + 1` and `a + 1 AS b` compute the same. */
export const withoutAlias = (expression: Expression): Expression => {
  let node = expression;
  while (node.kind === 'alias') node = node.child;
  return node;
};

function headOf(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return `lit:${simpleString(node.type)}:${valueKey(node.value)}`;
    case 'attribute':
      return `#${node.id}`;
    case 'outer-reference':
      return `outer#${node.attribute.id}`;
    case 'lambda-variable':
      return `var#${node.id}`;
    case 'bound':
      return `@${node.ordinal}`;
    case 'alias':
      return `alias#${node.id}`;
    case 'call':
      return `${node.fn}/${node.overload}${node.ansi ? '' : '~'}:${simpleString(node.type)}`;
    case 'cast':
      return `cast:${node.mode}:${simpleString(node.to)}`;
    case 'case':
      return `case${node.whens.length}${node.otherwise === undefined ? '' : 'e'}`;
    case 'get-field':
      return `.${node.ordinal}`;
    case 'lambda':
      return `lambda${node.params.length}`;
    case 'aggregate-call':
      return `agg${node.distinct ? 'd' : ''}${node.filter === undefined ? '' : 'f'}`;
    case 'window-call':
      return `over${node.partitionBy.length}:${node.orderBy.length}${node.ignoreNulls ? 'i' : ''}:${frameKey(node)}`;
    case 'sort-order':
      return `${node.ascending ? 'asc' : 'desc'}${node.nullsFirst ? 'f' : 'l'}`;
    case 'python-udf':
      return `udf#${node.id}${node.function.deterministic ? objectKey(node.function) : ''}:${node.argNames.join('=')}`;
    case 'scalar-subquery':
    case 'exists':
    case 'in-subquery': {
      const outside = outerReferences(node.plan).map((column) => column.id);
      return `${node.kind}:${planKey(node.plan)}:${outside.join()}`;
    }
    default:
      return `${node.kind}!${objectKey(node)}`;
  }
}

function frameKey(node: Extract<Expression, { kind: 'window-call' }>): string {
  const { frame } = node;
  if (frame === undefined) return '';
  const bound = (b: typeof frame.lower): string => (b.kind === 'offset' ? canonicalKey(b.value) : b.kind);
  return `${frame.unit}:${bound(frame.lower)}:${bound(frame.upper)}`;
}

function valueKey(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(valueKey).join(',')}]`;
  if ('months' in value) return `${value.months}m${value.days}d${value.micros}`;
  const { keys, values } = value as MapValue;
  return `{${valueKey(keys)}:${valueKey(values)}}`;
}

const OBJECTS = new WeakMap<object, number>();
let lastObject = 0;

/** Kinds without a structure of their own are equal only to themselves. */
function objectKey(value: object): string {
  let id = OBJECTS.get(value);
  if (id === undefined) {
    lastObject += 1;
    id = lastObject;
    OBJECTS.set(value, id);
  }
  return String(id);
}
