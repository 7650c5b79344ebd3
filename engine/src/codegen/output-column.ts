/** Writing one output column in generated code: preallocated typed arrays, or a builder for other layouts. */
import { code, constant, type Js, js } from '../fragments/js.ts';
import type { Compiled } from '../functions/define.ts';
import type { DataType } from '../types/data-type.ts';
import { type FixedValues, layoutOf, type Vector } from '../types/vector.ts';
import { BytesBuilder, vectorBuilder } from '../types/vector-builder.ts';
import { isNever } from './writer.ts';

/** `declare` runs before the loop (`capacity` rows at most), `write` for each row, `finish` gives the Vector of `count` rows. */
export interface OutputColumn {
  readonly declare: Js;
  readonly finish: Js;
  write(value: Compiled): Js;
}

const ARRAYS = {
  bool: 'Uint8Array',
  int8: 'Int8Array',
  int16: 'Int16Array',
  int32: 'Int32Array',
  int64: 'BigInt64Array',
  float32: 'Float32Array',
  float64: 'Float64Array',
  wide: 'BigInt64Array',
} as const;

export function outputColumn(type: DataType, index: number): OutputColumn {
  const layout = layoutOf(type);
  switch (layout) {
    case 'bytes':
    case 'list':
    case 'struct':
    case 'null':
      return builtColumn(type, index);
    case 'wide':
      return type.kind === 'decimal' ? arrayColumn(layout, index) : builtColumn(type, index);
    default:
      return arrayColumn(layout, index);
  }
}

function arrayColumn(layout: keyof typeof ARRAYS, index: number): OutputColumn {
  const values = code(`y${index}`);
  const bits = code(`q${index}`);
  const wide = layout === 'wide';
  const store = (value: Js): Js => {
    if (layout === 'bool') return js`${values}[count] = ${value} ? 1 : 0;`;
    return wide
      ? js`${values}[2 * count] = ${value}; ${values}[2 * count + 1] = ${value} >> 64n;`
      : js`${values}[count] = ${value};`;
  };
  return {
    declare: js`const ${values} = new ${code(ARRAYS[layout])}(${code(wide ? '2 * capacity' : 'capacity')}); let ${bits} = undefined;`,
    write: ({ isNull, value }) =>
      isNever(isNull)
        ? store(value)
        : js`if (${isNull}) { ${bits} ??= ${allPresent}(capacity); ${bits}[count >> 3] &= ~(1 << (count & 7)); } else { ${store(value)} }`,
    finish: js`${wide ? wideVector : fixedVector}(${values}, ${bits}, count)`,
  };
}

function builtColumn(type: DataType, index: number): OutputColumn {
  const builder = code(`y${index}`);
  const bytes = layoutOf(type) === 'bytes';
  const text = type.kind === 'string' || type.kind === 'char' || type.kind === 'varchar';
  const append = ({ value, view }: Compiled): Js => {
    if (bytes && view !== undefined) return js`${builder}.appendBytes(${view.data}, ${view.from}, ${view.to});`;
    return text ? js`${builder}.appendString(${value});` : js`${builder}.append(${value});`;
  };
  const declare = bytes
    ? js`const ${builder} = new ${BytesBuilder}(capacity);`
    : js`const ${builder} = ${vectorBuilder}(${constant(type)}, capacity);`;
  return {
    declare,
    write: (made) =>
      isNever(made.isNull) ? append(made) : js`if (${made.isNull}) ${builder}.appendNull(); else ${append(made)}`,
    finish: js`${builder}.finish()`,
  };
}

function allPresent(rows: number): Uint8Array {
  return new Uint8Array((rows + 7) >> 3).fill(0xff);
}

/** Keeps the whole buffer while at least half of it is used. */
function trimmed<T extends FixedValues>(values: T, length: number): T {
  if (values.length === length) return values;
  return (length * 2 < values.length ? values.slice(0, length) : values.subarray(0, length)) as T;
}

function fixedVector(values: FixedValues, validity: Uint8Array | undefined, length: number): Vector {
  return { layout: 'fixed', length, validity: trimmedBits(validity, length), values: trimmed(values, length) };
}

function wideVector(values: BigInt64Array, validity: Uint8Array | undefined, length: number): Vector {
  return { layout: 'wide', length, validity: trimmedBits(validity, length), values: trimmed(values, length * 2) };
}

function trimmedBits(validity: Uint8Array | undefined, length: number): Uint8Array | undefined {
  return validity === undefined ? undefined : trimmed(validity, (length + 7) >> 3);
}
