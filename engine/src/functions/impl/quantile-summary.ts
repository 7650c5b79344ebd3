/** Greenwald and Khanna's approximate quantiles, compressed at the same moments as Spark's summaries. */

interface Sample {
  readonly value: number;
  readonly g: number;
  readonly delta: number;
}

const HEAD_SIZE = 50_000;
const COMPRESS_OVER = 10_000;

export class QuantileSummary {
  readonly #error: number;
  #samples: readonly Sample[] = [];
  #count = 0;
  #head: number[] = [];
  #compressed = true;

  constructor(accuracy: number) {
    this.#error = 1 / accuracy;
  }

  insert(value: number): void {
    this.#head.push(value);
    this.#compressed = false;
    if (this.#head.length < HEAD_SIZE) return;
    this.#takeHead();
    if (this.#samples.length >= COMPRESS_OVER) this.#compress();
  }

  #takeHead(): void {
    if (this.#head.length === 0) return;
    const sorted = Float64Array.from(this.#head).sort();
    const merged: Sample[] = [];
    let at = 0;
    for (const [i, value] of sorted.entries()) {
      while (at < this.#samples.length && this.#samples[at]!.value <= value) merged.push(this.#samples[at++]!);
      this.#count += 1;
      const outermost = merged.length === 0 || (at === this.#samples.length && i === sorted.length - 1);
      merged.push({ value, g: 1, delta: outermost ? 0 : Math.floor(2 * this.#error * this.#count) });
    }
    while (at < this.#samples.length) merged.push(this.#samples[at++]!);
    this.#samples = merged;
    this.#head = [];
  }

  #compress(): void {
    this.#takeHead();
    this.#samples = compressed(this.#samples, 2 * this.#error * this.#count);
    this.#compressed = true;
  }

  #settle(): void {
    if (!this.#compressed) this.#compress();
  }

  merge(other: QuantileSummary): void {
    other.#settle();
    this.#settle();
    if (other.#count === 0) return;
    if (this.#count === 0) {
      this.#samples = other.#samples;
      this.#count = other.#count;
      return;
    }
    const mine = this.#samples;
    const theirs = other.#samples;
    const mineExtra = Math.floor(2 * other.#error * other.#count);
    const theirExtra = Math.floor(2 * this.#error * this.#count);
    const merged: Sample[] = [];
    let i = 0;
    let j = 0;
    while (i < mine.length && j < theirs.length) {
      const [a, b] = [mine[i]!, theirs[j]!];
      if (a.value < b.value) {
        i += 1;
        merged.push(j > 0 ? { ...a, delta: a.delta + mineExtra } : a);
      } else {
        j += 1;
        merged.push(i > 0 ? { ...b, delta: b.delta + theirExtra } : b);
      }
    }
    merged.push(...mine.slice(i), ...theirs.slice(j));
    this.#count += other.#count;
    this.#samples = compressed(merged, 2 * this.#error * this.#count);
  }

  /** The values at some shares of all, from 0 to 1; undefined where nothing was inserted. */
  query(shares: readonly number[]): readonly number[] | undefined {
    this.#settle();
    const samples = this.#samples;
    if (samples.length === 0) return undefined;
    const target = samples.reduce((most, s) => Math.max(most, s.delta + s.g), 0) / 2;
    const order = shares.map((_, i) => i).sort((a, b) => shares[a]! - shares[b]!);
    const found = new Array<number>(shares.length).fill(0);
    let index = 0;
    let rank = samples[0]!.g;
    for (const i of order) {
      const share = shares[i]!;
      if (share <= this.#error || samples.length === 1) found[i] = samples[0]!.value;
      else if (share >= 1 - this.#error) found[i] = samples.at(-1)!.value;
      else {
        const wanted = Math.ceil(share * this.#count);
        while (index < samples.length - 1 && !within(samples[index]!, rank, target, wanted)) {
          index += 1;
          rank += samples[index]!.g;
        }
        found[i] = samples[index]!.value;
      }
    }
    return found;
  }

  /** Numbers that `unpack` makes the same summary of. */
  pack(): Uint8Array {
    this.#settle();
    const numbers = new Float64Array(1 + this.#samples.length * 3);
    numbers[0] = this.#count;
    for (const [i, s] of this.#samples.entries()) numbers.set([s.value, s.g, s.delta], 1 + i * 3);
    return new Uint8Array(numbers.buffer);
  }

  static unpack(bytes: Uint8Array, accuracy: number): QuantileSummary {
    const numbers = new Float64Array(bytes.slice().buffer);
    const summary = new QuantileSummary(accuracy);
    summary.#count = numbers[0]!;
    const samples: Sample[] = [];
    for (let i = 1; i < numbers.length; i += 3)
      samples.push({ value: numbers[i]!, g: numbers[i + 1]!, delta: numbers[i + 2]! });
    summary.#samples = samples;
    return summary;
  }
}

const within = (sample: Sample, rank: number, target: number, wanted: number): boolean =>
  rank + sample.delta - target <= wanted && wanted <= rank + target;

function compressed(samples: readonly Sample[], threshold: number): readonly Sample[] {
  if (samples.length === 0) return samples;
  const kept: Sample[] = [];
  let head = samples.at(-1)!;
  for (let i = samples.length - 2; i >= 1; i--) {
    const sample = samples[i]!;
    if (sample.g + head.g + head.delta < threshold) head = { ...head, g: head.g + sample.g };
    else {
      kept.push(head);
      head = sample;
    }
  }
  kept.push(head);
  const first = samples[0]!;
  if (first.value <= head.value && samples.length > 1) kept.push(first);
  return kept.reverse();
}
