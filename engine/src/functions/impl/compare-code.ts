/** Code that compares two present values of one type. */
import { code, type Js, js } from '../../fragments/js.ts';
import type { DataType } from '../../types/data-type.ts';
import { comparatorOf, compareSlices, compareText, equalSlices, equalsOf } from '../../types/ordering.ts';
import type { BytesView } from '../define.ts';

export type Relation = '=' | '<' | '<=' | '>' | '>=';

export interface Operand {
  readonly value: Js;
  readonly view?: BytesView | undefined;
}

const OPERATORS: Readonly<Record<Relation, string>> = { '=': '===', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

/** NaN equals itself and is greater than every number. */
const FLOATING: Readonly<Record<Relation, (a: Js, b: Js) => Js>> = {
  '=': (a, b) => js`(${a} === ${b} || (${a} !== ${a} && ${b} !== ${b}))`,
  '<': (a, b) => js`(${a} < ${b} || (${b} !== ${b} && ${a} === ${a}))`,
  '<=': (a, b) => js`(${a} <= ${b} || ${b} !== ${b})`,
  '>': (a, b) => js`(${a} > ${b} || (${a} !== ${a} && ${b} === ${b}))`,
  '>=': (a, b) => js`(${a} >= ${b} || ${a} !== ${a})`,
};

export function compareCode(relation: Relation, a: Operand, b: Operand, type: DataType): Js {
  switch (type.kind) {
    case 'float':
    case 'double':
      return FLOATING[relation](a.value, b.value);
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'decimal':
    case 'date':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
    case 'yearmonth':
      return js`(${a.value} ${code(OPERATORS[relation])} ${b.value})`;
    case 'string':
      if (type.collation === 'UTF8_BINARY') return compareTexts(relation, a, b);
      break;
    default:
      break;
  }
  if (relation === '=') return js`${equalsOf(type)}(${a.value}, ${b.value})`;
  return js`(${comparatorOf(type)}(${a.value}, ${b.value}) ${code(relation)} 0)`;
}

/** Bytes are compared where both lie in columns or constants; otherwise the decoded texts. */
function compareTexts(relation: Relation, a: Operand, b: Operand): Js {
  if (a.view !== undefined && b.view !== undefined) {
    const places = js`${a.view.data}, ${a.view.from}, ${a.view.to}, ${b.view.data}, ${b.view.from}, ${b.view.to}`;
    return relation === '=' ? js`${equalSlices}(${places})` : js`(${compareSlices}(${places}) ${code(relation)} 0)`;
  }
  if (relation === '=') return js`(${a.value} === ${b.value})`;
  return js`(${compareText}(${a.value}, ${b.value}) ${code(relation)} 0)`;
}
