/** CASE, IN and struct field access. */
import { js } from '../fragments/js.ts';
import type { Compiled } from '../functions/define.ts';
import type { Case, GetField } from '../tree/expression.ts';
import { equalsOf } from '../types/ordering.ts';
import type { Value } from '../types/value.ts';
import type { GraphNode } from './expression-graph.ts';
import { EMPTY, FALSE, holds, isNever, placeholder, TRUE, type Writer } from './writer.ts';

export function emitCase(writer: Writer, node: GraphNode, { whens, otherwise }: Case): Compiled {
  const tests = node.children.slice(0, whens.length);
  const thens = node.children.slice(whens.length, 2 * whens.length);
  const last = otherwise === undefined ? undefined : node.children.at(-1);
  const result = writer.variable('v', placeholder(node.type));
  const isNull = writer.variable('n', otherwise === undefined ? TRUE : FALSE);
  const label = writer.unit.fresh('b');
  let nullable = last === undefined;
  const assign = (then: GraphNode): void => {
    const { statements } = writer.nested(() => {
      const made = writer.emit(then);
      if (isNever(made.isNull)) writer.say(js`${result} = ${made.value}; ${isNull} = false;`);
      else {
        nullable = true;
        writer.say(js`${isNull} = ${made.isNull}; if (!${isNull}) ${result} = ${made.value};`);
      }
    });
    writer.say(statements);
  };
  const first = tests[0] === undefined ? undefined : writer.emit(tests[0]);
  const { statements } = writer.nested(() => {
    tests.forEach((test, i) => {
      const { statements: step } = writer.nested(() => {
        const made = i === 0 && first !== undefined ? first : writer.emit(test);
        const { statements: then } = writer.nested(() => assign(thens[i] as GraphNode));
        writer.say(js`if (${holds(made)}) {\n${then}\nbreak ${label};\n}`);
      });
      writer.say(js`{\n${step}\n}`);
    });
    if (last !== undefined) assign(last);
  });
  writer.say(js`${label}: {\n${statements}\n}`);
  return { before: EMPTY, isNull: nullable ? isNull : FALSE, value: result };
}

/** Long lists of constants become a set; otherwise the items are compared one by one, and NULLs make the answer unknown. */
export function emitIn(writer: Writer, node: GraphNode): Compiled {
  const [child, ...list] = node.children as [GraphNode, ...GraphNode[]];
  const value = writer.emit(child);
  const constants = list.map((item) => (item.expression.kind === 'literal' ? item.expression.value : undefined));
  if (constants.every((c) => c !== undefined) && isHashable(child)) {
    const items = constants as readonly Value[];
    // A Set takes NaN as equal to NaN and -0 as equal to 0, just as SQL does.
    const set = new Set(items.filter((c) => c !== null));
    const found = value.isNull;
    const hit = writer.define(
      'v',
      isNever(found) ? js`${set}.has(${value.value})` : js`!${found} && ${set}.has(${value.value})`,
    );
    const unknown = items.includes(null) ? js`!${hit}` : found;
    return { before: EMPTY, isNull: items.includes(null) ? js`(${unknown})` : found, value: hit };
  }
  const hit = writer.variable('v', FALSE);
  const isNull = writer.variable('n', value.isNull);
  const label = writer.unit.fresh('b');
  const equal = equalsOf(child.type);
  const { statements } = writer.nested(() => {
    if (!isNever(value.isNull)) writer.say(js`if (${isNull}) break ${label};`);
    for (const item of list) {
      const made = writer.apart(item);
      const test = js`if (${equal}(${value.value}, ${made.value})) { ${hit} = true; ${isNull} = false; break ${label}; }`;
      const guarded = isNever(made.isNull) ? test : js`if (${made.isNull}) ${isNull} = true; else ${test}`;
      writer.say(js`{\n${made.before}\n${guarded}\n}`);
    }
  });
  writer.say(js`${label}: {\n${statements}\n}`);
  return { before: EMPTY, isNull, value: hit };
}

function isHashable({ type }: GraphNode): boolean {
  switch (type.kind) {
    case 'string':
      return type.collation === 'UTF8_BINARY';
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'decimal':
    case 'date':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
    case 'yearmonth':
      return true;
    default:
      return false;
  }
}

export function emitField(writer: Writer, node: GraphNode, { ordinal }: GetField): Compiled {
  const [child] = node.children as [GraphNode];
  const { isNull, value } = writer.emit(child);
  const item =
    child.type.kind === 'array'
      ? js`${value}.map((s) => (s === null ? null : s[${ordinal}]))`
      : js`${value}[${ordinal}]`;
  const result = writer.define('v', isNever(isNull) ? item : js`${isNull} ? null : ${item}`);
  return { before: EMPTY, isNull: js`(${result} === null)`, value: result };
}
