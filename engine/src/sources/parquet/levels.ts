/** Definition and repetition levels in Parquet's hybrid of runs and packed bits; only runs and groups of eight are made. */

export function encodeLevels(levels: readonly number[], most: number): Uint8Array {
  const width = 32 - Math.clz32(most);
  const out: number[] = [0, 0, 0, 0];
  const packed: number[] = [];
  const flush = (): void => {
    if (packed.length === 0) return;
    varint(out, (Math.ceil(packed.length / 8) << 1) | 1);
    while (packed.length % 8 !== 0) packed.push(0);
    pack(out, packed, width);
    packed.length = 0;
  };
  for (let i = 0; i < levels.length; ) {
    const level = levels[i] as number;
    let run = 1;
    while (i + run < levels.length && levels[i + run] === level) run += 1;
    // A run may only follow whole groups of eight packed values.
    const fill = packed.length % 8 === 0 ? 0 : 8 - (packed.length % 8);
    if (run - fill >= 8) {
      for (let k = 0; k < fill; k++) packed.push(level);
      flush();
      varint(out, (run - fill) << 1);
      out.push(level);
    } else for (let k = 0; k < run; k++) packed.push(level);
    i += run;
  }
  flush();
  const bytes = Uint8Array.from(out);
  new DataView(bytes.buffer).setUint32(0, bytes.length - 4, true);
  return bytes;
}

function pack(out: number[], values: readonly number[], width: number): void {
  let bits = 0;
  let held = 0;
  for (const value of values) {
    bits |= value << held;
    held += width;
    while (held >= 8) {
      out.push(bits & 255);
      bits >>>= 8;
      held -= 8;
    }
  }
  if (held > 0) out.push(bits & 255);
}

function varint(out: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    out.push((rest & 127) | 128);
    rest >>>= 7;
  }
  out.push(rest);
}
