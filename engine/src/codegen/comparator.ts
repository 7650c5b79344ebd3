/** Row comparison for sorts: one generated function over the key columns of two batches (or of the same one twice). */

import { assert } from '../errors/internal.ts';
import { code, type Js, joinJs, js } from '../fragments/js.ts';
import type { SortOrder } from '../tree/expression.ts';
import type { DataType } from '../types/data-type.ts';
import { comparatorOf, compareFloats, compareSlices } from '../types/ordering.ts';
import { layoutOf, type Vector } from '../types/vector.ts';
import { valueReader, wideAt } from '../types/vector-reader.ts';
import { Unit } from './unit.ts';

/** Compares row `i` of the left columns with row `j` of the right ones. */
export type RowComparator = (i: number, j: number) => number;
export type ComparatorMaker = (left: readonly Vector[], right: readonly Vector[]) => RowComparator;

/** The orders' children are columns: what is computed is computed by a projection first. */
export function compileComparator(orders: readonly SortOrder[]): ComparatorMaker {
  const unit = new Unit();
  const hoists: Js[] = [];
  const tests = orders.map(({ child, ascending, nullsFirst }, k) => {
    assert(child.kind === 'bound', 'sort keys are columns');
    return keyTest(child.ordinal, child.type, k, ascending, nullsFirst, hoists);
  });
  const body = js`
${joinJs(hoists, '\n')}
return (i, j) => {
let order = 0;
${joinJs(tests, '\n')}
return 0;
};`;
  return unit.finish<ComparatorMaker>('left, right', body).run;
}

function keyTest(
  ordinal: number,
  type: DataType,
  k: number,
  ascending: boolean,
  nullsFirst: boolean,
  hoists: Js[],
): Js {
  const layout = layoutOf(type);
  if (layout === 'null') return js``;
  const [a, b] = [code(`a${k}`), code(`b${k}`)];
  hoists.push(
    js`const ${a} = left[${ordinal}], ${b} = right[${ordinal}], m${code(String(k))} = ${a}.validity, w${code(String(k))} = ${b}.validity;`,
  );
  const [m, w] = [code(`m${k}`), code(`w${k}`)];
  const compared = compareCode(type, a, b, k, hoists);
  const forward = ascending ? js`order` : js`-order`;
  const absentFirst = code(nullsFirst ? '-1' : '1');
  const presentFirst = code(nullsFirst ? '1' : '-1');
  return js`{
const na = ${m} !== undefined && (${m}[i >> 3] & (1 << (i & 7))) === 0;
const nb = ${w} !== undefined && (${w}[j >> 3] & (1 << (j & 7))) === 0;
if (na || nb) { if (na !== nb) return na ? ${absentFirst} : ${presentFirst}; }
else { order = ${compared}; if (order !== 0) return ${forward}; }
}`;
}

function compareCode(type: DataType, a: Js, b: Js, k: number, hoists: Js[]): Js {
  switch (layoutOf(type)) {
    case 'bool':
    case 'int8':
    case 'int16':
    case 'int32':
      hoists.push(js`const x${code(String(k))} = ${a}.values, y${code(String(k))} = ${b}.values;`);
      return code(`x${k}[i] - y${k}[j]`);
    case 'int64':
      hoists.push(js`const x${code(String(k))} = ${a}.values, y${code(String(k))} = ${b}.values;`);
      return code(`x${k}[i] < y${k}[j] ? -1 : x${k}[i] > y${k}[j] ? 1 : 0`);
    case 'float32':
    case 'float64':
      hoists.push(js`const x${code(String(k))} = ${a}.values, y${code(String(k))} = ${b}.values;`);
      return js`${compareFloats}(${code(`x${k}`)}[i], ${code(`y${k}`)}[j])`;
    case 'bytes':
      if (type.kind === 'string' && type.collation !== 'UTF8_BINARY') return byValue(type, a, b);
      return js`${compareSlices}(${a}.data, ${a}.offsets[i], ${a}.offsets[i + 1], ${b}.data, ${b}.offsets[j], ${b}.offsets[j + 1])`;
    case 'wide':
      return type.kind === 'decimal' ? js`${compareWide}(${a}, i, ${b}, j)` : byValue(type, a, b);
    default:
      return byValue(type, a, b);
  }
}

function compareWide(a: Parameters<typeof wideAt>[0], i: number, b: Parameters<typeof wideAt>[0], j: number): number {
  const x = wideAt(a, i);
  const y = wideAt(b, j);
  return x < y ? -1 : x > y ? 1 : 0;
}

function byValue(type: DataType, a: Js, b: Js): Js {
  const read = valueReader(type);
  return js`${comparatorOf(type)}(${read}(${a}, i), ${read}(${b}, j))`;
}
