/** HyperLogLog++ over 64-bit hashes, with dense registers: the estimate is Spark's to the last digit. */
import { BIASES, RAW_ESTIMATES, THRESHOLDS } from './hyper-log-log-bias.ts';

/** Bits of the hash that choose a register, for a wanted relative standard deviation. */
export function precisionFor(deviation: number): number {
  return Math.ceil((2 * Math.log(1.106 / deviation)) / Math.log(2));
}

/** Registers of one byte each. */
export type Registers = Uint8Array;

export const emptyRegisters = (precision: number): Registers => new Uint8Array(1 << precision);

/** Takes one value's hash (64 bits, unsigned or signed). */
export function offer(registers: Registers, precision: number, hash: bigint): void {
  const bits = BigInt.asUintN(64, hash);
  const index = Number(bits >> BigInt(64 - precision));
  // The padding bit ends the count of zeros where the rest of the hash is empty.
  const rest = BigInt.asUintN(64, bits << BigInt(precision)) | (1n << BigInt(precision - 1));
  const zeros = leadingZeros(rest) + 1;
  if (zeros > registers[index]!) registers[index] = zeros;
}

function leadingZeros(bits: bigint): number {
  const high = Number(bits >> 32n);
  return high === 0 ? 32 + Math.clz32(Number(bits & 0xffffffffn)) : Math.clz32(high);
}

export function mergeRegisters(into: Registers, other: Registers): void {
  for (let i = 0; i < into.length; i++) if (other[i]! > into[i]!) into[i] = other[i]!;
}

function alphaOf(precision: number, count: number): number {
  switch (precision) {
    case 4:
      return 0.673;
    case 5:
      return 0.697;
    case 6:
      return 0.709;
    default:
      return 0.7213 / (1 + 1.079 / count);
  }
}

export function estimate(registers: Registers, precision: number): bigint {
  const count = registers.length;
  let inverse = 0;
  let empty = 0;
  for (const register of registers) {
    inverse += 1 / 2 ** register;
    if (register === 0) empty += 1;
  }
  const raw = (alphaOf(precision, count) * count * count) / inverse;
  const corrected = precision < 19 && raw < 5 * count ? raw - biasAt(raw, precision) : raw;
  const linear = count * Math.log(count / empty);
  const threshold = precision < 19 ? (THRESHOLDS[precision - 4] ?? 0) : 0;
  const useLinear = empty > 0 && (linear <= threshold || raw <= 2.5 * count);
  return BigInt(roundHalfUp(useLinear ? linear : corrected));
}

const roundHalfUp = (value: number): number => Math.floor(value + 0.5);

const NEIGHBOURS = 6;
const parsed = new Map<string, readonly number[]>();

function numbersOf(text: string): readonly number[] {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const numbers = text.split(' ').map(Number);
  parsed.set(text, numbers);
  return numbers;
}

/** Mean bias of the six published estimates that are nearest. */
function biasAt(raw: number, precision: number): number {
  const estimates = numbersOf(RAW_ESTIMATES[precision - 4] ?? '');
  const biases = numbersOf(BIASES[precision - 4] ?? '');
  let nearest = estimates.findIndex((e) => e >= raw);
  if (nearest < 0) nearest = estimates.length;
  const distance = (i: number): number => (raw - estimates[i]!) ** 2;
  let low = Math.max(nearest - NEIGHBOURS + 1, 0);
  let high = Math.min(low + NEIGHBOURS, estimates.length);
  while (high < estimates.length && distance(high) < distance(low)) {
    low += 1;
    high += 1;
  }
  let sum = 0;
  for (let i = low; i < high; i++) sum += biases[i]!;
  return sum / (high - low);
}
