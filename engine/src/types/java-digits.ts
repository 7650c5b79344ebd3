/**
 * Decimal digits of floating-point numbers as Java 17 finds them. Its algorithm is older than today's shortest-digits
 * ones: now and then it gives a digit more, or another last one (8.41E21 comes out as 8.409999999999999E21).
 */

export interface Digits {
  readonly digits: string;
  /** The value is 0.digits × 10^exponent. */
  readonly exponent: number;
}

const FRACTION_BITS = 52;
const doubles = new Float64Array(1);
const doubleBits = new BigUint64Array(doubles.buffer);
const singles = new Float32Array(1);
const singleBits = new Uint32Array(singles.buffer);

/** Digits of a positive finite double. */
export function doubleDigits(value: number): Digits {
  doubles[0] = value;
  const bits = doubleBits[0]!;
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const exponent = Number(bits >> 52n) & 0x7ff;
  return normalised(fraction, exponent, 1023, FRACTION_BITS);
}

/** Digits of a positive finite float. */
export function floatDigits(value: number): Digits {
  singles[0] = value;
  const bits = singleBits[0]!;
  return normalised(BigInt(bits & 0x7f_ffff), (bits >>> 23) & 0xff, 127, 23);
}

function normalised(fraction: bigint, biased: number, bias: number, width: number): Digits {
  const up = BigInt(FRACTION_BITS - width);
  if (biased !== 0) return develop(biased - bias, ((1n << BigInt(width)) | fraction) << up, width + 1);
  const length = fraction.toString(2).length;
  const shift = width + 1 - length;
  return develop(1 - shift - bias, (fraction << BigInt(shift)) << up, length);
}

const FIVES = Array.from({ length: 27 }, (_, i) => 5n ** BigInt(i));
const FIVE_BITS = FIVES.map((f, i) => (i === 0 ? 0 : f.toString(2).length));
const bitsOfFive = (power: number): number => FIVE_BITS[power] ?? power * 3;

/** `mantissa` has its highest bit at 52; the value is mantissa × 2^(binary - 52), known to `significant` bits. */
function develop(binary: number, mantissa: bigint, significant: number): Digits {
  const text = mantissa.toString(2);
  const tail = text.length - 1 - text.lastIndexOf('1');
  const used = FRACTION_BITS + 1 - tail;
  const tiny = Math.max(0, used - binary - 1);
  if (binary <= 62 && binary >= -21 && tiny === 0 && used < 64) return wholeDigits(binary, mantissa, significant);
  return generate(binary, mantissa >> BigInt(tail), used, tiny, significant);
}

function wholeDigits(binary: number, mantissa: bigint, significant: number): Digits {
  const unknown = binary > significant ? binary - significant - 1 : 0;
  const dropped = unknown > 1 ? Math.floor(unknown * Math.log10(2)) : 0;
  let value =
    binary >= FRACTION_BITS ? mantissa << BigInt(binary - FRACTION_BITS) : mantissa >> BigInt(FRACTION_BITS - binary);
  if (dropped > 0) {
    const unit = 10n ** BigInt(dropped);
    const rest = value % unit;
    value = value / unit + (rest >= unit / 2n ? 1n : 0n);
  }
  const digits = String(value);
  return { digits: digits.replace(/0+$/, ''), exponent: digits.length + dropped };
}

function estimatedExponent(mantissa: bigint, used: number, binary: number): number {
  const fraction = Number(mantissa) / 2 ** (used - 1);
  return Math.floor((fraction - 1.5) * 0.289529654 + 0.176091259 + binary * 0.301029995663981);
}

function generate(binary: number, mantissa: bigint, used: number, tiny: number, significant: number): Digits {
  let exponent = estimatedExponent(mantissa, used, binary);
  const fivesUp = Math.max(0, -exponent);
  const fivesDown = Math.max(0, exponent);
  let twosUp = fivesUp + tiny + binary;
  let twosDown = fivesDown + tiny;
  let twosHalf = twosUp - significant;
  twosUp -= used - 1;
  const common = Math.min(twosUp, twosDown);
  twosUp -= common;
  twosDown -= common;
  twosHalf -= common;
  if (used === 1) twosHalf -= 1;
  if (twosHalf < 0) {
    twosUp -= twosHalf;
    twosDown -= twosHalf;
    twosHalf = 0;
  }
  const size = wordSize(used + twosUp + bitsOfFive(fivesUp), twosDown + 1 + bitsOfFive(fivesDown + 1));
  let rest = (mantissa * 5n ** BigInt(fivesUp)) << BigInt(twosUp);
  const scale = (5n ** BigInt(fivesDown)) << BigInt(twosDown);
  let half = (5n ** BigInt(fivesUp)) << BigInt(twosHalf);
  const tens = scale * 10n;
  let digits = '';
  let low = false;
  let high = false;
  let first = true;
  while (first || (!low && !high)) {
    const digit = rest / scale;
    rest = 10n * (rest % scale);
    half = size.word(half * 10n);
    if (half > 0n) {
      low = rest < half;
      high = size.exact ? rest + half >= tens : size.word(rest + half) > tens;
    } else low = high = true;
    if (first && digit === 0n && !high) exponent -= 1;
    else digits += digit;
    if (first && isScientific(exponent)) low = high = false;
    first = false;
  }
  return high && (!low || roundsUp(size.word(2n * rest - tens), digits))
    ? roundedUp(digits, exponent + 1)
    : { digits, exponent: exponent + 1 };
}

/** One digit after the point is always shown, so numbers with an exponent get at least two. */
const isScientific = (exponent: number): boolean => exponent < -3 || exponent >= 8;

const roundsUp = (difference: bigint, digits: string): boolean =>
  difference > 0n || (difference === 0n && Number(digits.at(-1)) % 2 === 1);

interface WordSize {
  readonly exact: boolean;
  readonly word: (value: bigint) => bigint;
}

/** Java computes in machine words where it thinks they suffice, and lets them overflow. */
function wordSize(bits: number, tensBits: number): WordSize {
  const width = bits < 32 && tensBits < 32 ? 32 : bits < 64 && tensBits < 64 ? 64 : 0;
  return width === 0 ? { exact: true, word: (v) => v } : { exact: false, word: (v) => BigInt.asIntN(width, v) };
}

function roundedUp(digits: string, exponent: number): Digits {
  const next = String(BigInt(digits) + 1n).padStart(digits.length, '0');
  return next.length > digits.length ? { digits: '1', exponent: exponent + 1 } : { digits: next, exponent };
}
