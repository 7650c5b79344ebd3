/** Reading a column of the batch: typed array element, or bytes and nested values decoded on first use. */
import { code, type Js, js } from '../fragments/js.ts';
import type { Compiled } from '../functions/define.ts';
import type { BoundReference } from '../tree/expression.ts';
import { layoutOf } from '../types/vector.ts';
import { decodeUtf8, valueReader } from '../types/vector-reader.ts';
import { EMPTY, FALSE, TRUE, type Writer } from './writer.ts';

export function emitColumn(writer: Writer, { ordinal, type, nullable }: BoundReference): Compiled {
  const { unit } = writer;
  const row = unit.parameter('r');
  const layout = layoutOf(type);
  if (layout === 'null') return { before: EMPTY, isNull: TRUE, value: code('null') };
  const isNull = nullable ? nullTest(writer, ordinal, row) : FALSE;
  switch (layout) {
    case 'bool': {
      const values = unit.hoist(`c${ordinal}`, `columns[${ordinal}].values`);
      return { before: EMPTY, isNull, value: writer.define('x', js`${values}[${row}] === 1`) };
    }
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'float32':
    case 'float64': {
      const values = unit.hoist(`c${ordinal}`, `columns[${ordinal}].values`);
      return { before: EMPTY, isNull, value: writer.define('x', js`${values}[${row}]`) };
    }
    case 'bytes': {
      const offsets = unit.hoist(`o${ordinal}`, `columns[${ordinal}].offsets`);
      const data = unit.hoist(`d${ordinal}`, `columns[${ordinal}].data`);
      const from = js`${offsets}[${row}]`;
      const to = js`${offsets}[${row} + 1]`;
      const decoded = writer.variable('x');
      const text = type.kind === 'string' || type.kind === 'char' || type.kind === 'varchar';
      const read = text ? js`${decodeUtf8}(${data}, ${from}, ${to})` : js`${data}.slice(${from}, ${to})`;
      return { before: EMPTY, isNull, value: js`(${decoded} ??= ${read})`, view: { data, from, to } };
    }
    default: {
      const column = unit.hoist(`w${ordinal}`, `columns[${ordinal}]`);
      const decoded = writer.variable('x');
      return { before: EMPTY, isNull, value: js`(${decoded} ??= ${valueReader(type)}(${column}, ${row}))` };
    }
  }
}

/** The test stays in the loop: where a batch has no NULLs the bitmap is absent and the branch always goes one way. */
function nullTest(writer: Writer, ordinal: number, row: Js): Js {
  const bits = writer.unit.hoist(`m${ordinal}`, `columns[${ordinal}].validity`);
  return writer.define('n', js`${bits} !== undefined && (${bits}[${row} >> 3] & (1 << (${row} & 7))) === 0`);
}
