/**
 * Functions of Sun's freely distributable math library that the JavaScript engine computes by other means: the last
 * digit must be the one that Java's StrictMath gives.
 */

const cells = new Float64Array(1);
const words = new Int32Array(cells.buffer);

function highWord(value: number): number {
  cells[0] = value;
  return words[1]!;
}

function lowWord(value: number): number {
  cells[0] = value;
  return words[0]!;
}

function withHighWord(value: number, high: number): number {
  cells[0] = value;
  words[1] = high;
  return cells[0]!;
}

function withLowWord(value: number, low: number): number {
  cells[0] = value;
  words[0] = low;
  return cells[0]!;
}

function fromWords(high: number, low: number): number {
  words[1] = high;
  words[0] = low;
  return cells[0]!;
}

/** The engine has the exact value here, which is not what StrictMath gives. */
export function exp(value: number): number {
  return value === 1 ? Math.E + 2 ** -51 : Math.exp(value);
}

/** Built on `exp`, so that it differs at the same place. */
export function cosh(value: number): number {
  return Math.abs(value) === 1 ? 1.543080634815244 : Math.cosh(value);
}

export function cbrt(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const size = Math.abs(value);
  const high = highWord(size);
  let t: number;
  if (high < 0x00100000) {
    const scaled = 18014398509481984 * size;
    t = fromWords((highWord(scaled) / 3 + 696219795) | 0, lowWord(scaled) * 0);
  } else t = fromWords((high / 3 + 715094163) | 0, 0);
  let r = (t * t) / size;
  let s = 19 / 35 + r * t;
  t *= 5 / 14 + 1.6071428571428572 / (s + 99 / 70 + -0.7053061224489796 / s);
  t = withLowWord(t, 0);
  t = withHighWord(t, highWord(t) + 1);
  s = t * t;
  r = size / s;
  const w = t + t;
  r = (r - t) / (w + r);
  t += t * r;
  return value < 0 ? -t : t;
}

export function hypot(x: number, y: number): number {
  let a = Math.abs(x);
  let b = Math.abs(y);
  if (a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  if (b > a) [a, b] = [b, a];
  let ha = highWord(a) & 0x7fffffff;
  let hb = highWord(b) & 0x7fffffff;
  if (ha - hb > 0x3c00000) return a + b;
  let k = 0;
  if (ha > 0x5f300000) {
    ha -= 0x25800000;
    hb -= 0x25800000;
    k += 600;
    a = withHighWord(a, ha);
    b = withHighWord(b, hb);
  }
  if (hb < 0x20b00000) {
    if (hb <= 0x000fffff) {
      if (b === 0) return a;
      const t1 = fromWords(0x7fd00000, 0);
      b *= t1;
      a *= t1;
      k -= 1022;
    } else {
      ha += 0x25800000;
      hb += 0x25800000;
      k -= 600;
      a = withHighWord(a, ha);
      b = withHighWord(b, hb);
    }
  }
  let w = a - b;
  if (w > b) {
    const t1 = fromWords(ha, 0);
    const t2 = a - t1;
    w = Math.sqrt(t1 * t1 - (b * -b - t2 * (a + t1)));
  } else {
    a += a;
    const y1 = fromWords(hb, 0);
    const y2 = b - y1;
    const t1 = fromWords(ha + 0x00100000, 0);
    const t2 = a - t1;
    w = Math.sqrt(t1 * y1 - (w * -w - (t1 * y2 + t2 * b)));
  }
  return k === 0 ? w : w * 2 ** k;
}

export function tanh(value: number): number {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? value : Math.sign(value);
  const size = Math.abs(value);
  let z: number;
  if (size < 22) {
    if (size < 2 ** -55) return value * (1 + value);
    if (size >= 1) z = 1 - 2 / (Math.expm1(2 * size) + 2);
    else {
      const t = Math.expm1(-2 * size);
      z = -t / (t + 2);
    }
  } else z = 1;
  return value >= 0 ? z : -z;
}

const BP = [1, 1.5] as const;
const DP_H = [0, 0.5849624872207642] as const;
const DP_L = [0, 1.350039202129749e-8] as const;

/** Whether y is an odd (1), an even (2) or no integer (0). */
function parity(y: number): 0 | 1 | 2 {
  if (!Number.isInteger(y)) return 0;
  return Math.abs(y) < 2 ** 53 && Math.abs(y) % 2 === 1 ? 1 : 2;
}

export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0 || Math.abs(x) === 1 || y === 1) return specialPower(x, y);
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  if (y === 0.5 && x >= 0) return Math.sqrt(x);
  const odd = parity(y);
  if (x < 0 && odd === 0) return Number.NaN;
  return finitePower(Math.abs(x), y, x < 0 && odd === 1 ? -1 : 1);
}

function specialPower(x: number, y: number): number {
  const size = Math.abs(x);
  if (!Number.isFinite(y)) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  return x ** y;
}

/** log2 of a positive number times y, as a sum of two, then two to that. */
function finitePower(ax: number, y: number, sign: number): number {
  const [t1, t2] = Math.abs(y) > 2 ** 31 ? hugePower(ax, y) : logarithm(ax);
  if (Number.isNaN(t1)) return sign * t2;
  const y1 = withLowWord(y, 0);
  const low = (y - y1) * t1 + y * t2;
  const high = y1 * t1;
  return sign * exponential(high, low);
}

/** For |y| over 2^31 only numbers next to one give neither zero nor infinity. */
function hugePower(ax: number, y: number): readonly [number, number] {
  const ix = highWord(ax);
  const limit = Math.abs(y) > 2 ** 64;
  if (limit || ix < 0x3fefffff || ix > 0x3ff00000) {
    if (limit ? ix <= 0x3fefffff : ix < 0x3fefffff) return [Number.NaN, y < 0 ? Number.POSITIVE_INFINITY : 0];
    if (limit ? ix >= 0x3ff00000 : ix > 0x3ff00000) return [Number.NaN, y > 0 ? Number.POSITIVE_INFINITY : 0];
  }
  const t = ax - 1;
  const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
  const u = 1.4426950216293335 * t;
  const v = t * 1.9259629911266175e-8 - w * Math.LOG2E;
  const t1 = withLowWord(u + v, 0);
  return [t1, v - (t1 - u)];
}

function logarithm(size: number): readonly [number, number] {
  let ax = size;
  let n = 0;
  let ix = highWord(ax);
  if (ix < 0x00100000) {
    ax *= 9007199254740992;
    n -= 53;
    ix = highWord(ax);
  }
  n += (ix >> 20) - 0x3ff;
  const j = ix & 0x000fffff;
  ix = j | 0x3ff00000;
  let k: 0 | 1 = 0;
  if (j > 0x3988e) {
    if (j < 0xbb67a) k = 1;
    else {
      n += 1;
      ix -= 0x00100000;
    }
  }
  ax = withHighWord(ax, ix);
  const u = ax - BP[k];
  const v = 1 / (ax + BP[k]);
  const s = u * v;
  const sHigh = withLowWord(s, 0);
  let tHigh = fromWords(((ix >> 1) | 0x20000000) + 0x00080000 + (k << 18), 0);
  let tLow = ax - (tHigh - BP[k]);
  const sLow = v * (u - sHigh * tHigh - sHigh * tLow);
  const s2 = s * s;
  let r =
    s2 *
    s2 *
    (0.5999999999999946 +
      s2 *
        (0.4285714285785502 +
          s2 *
            (0.33333332981837743 + s2 * (0.272728123808534 + s2 * (0.23066074577556175 + s2 * 0.20697501780033842)))));
  r += sLow * (sHigh + s);
  const square = sHigh * sHigh;
  tHigh = withLowWord(3 + square + r, 0);
  tLow = r - (tHigh - 3 - square);
  const first = sHigh * tHigh;
  const second = sLow * tHigh + tLow * s;
  const pHigh = withLowWord(first + second, 0);
  const pLow = second - (pHigh - first);
  const zHigh = 0.9617967009544373 * pHigh;
  const zLow = -7.028461650952758e-9 * pHigh + pLow * 0.9617966939259756 + DP_L[k];
  const t1 = withLowWord(zHigh + zLow + DP_H[k] + n, 0);
  return [t1, zLow - (t1 - n - DP_H[k] - zHigh)];
}

/** Two to the power of a sum of two. */
function exponential(high: number, low: number): number {
  const z = high + low;
  const j = highWord(z);
  const i = lowWord(z);
  if (j >= 0x40900000) {
    if (((j - 0x40900000) | i) !== 0 || low + 8.008566259537294e-17 > z - high) return Number.POSITIVE_INFINITY;
  } else if ((j & 0x7fffffff) >= 0x4090cc00) {
    if (((j - (0xc090cc00 | 0)) | i) !== 0 || low <= z - high) return 0;
  }
  let pHigh = high;
  let n = 0;
  const ij = j & 0x7fffffff;
  if (ij > 0x3fe00000) {
    let k = (ij >> 20) - 0x3ff;
    n = j + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const t = fromWords(n & ~(0x000fffff >> k), 0);
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    pHigh -= t;
  }
  const t = withLowWord(low + pHigh, 0);
  const u = t * 0.6931471824645996;
  const v = (low - (t - pHigh)) * Math.LN2 + t * -1.904654299957768e-9;
  let w = u + v;
  const z2 = w;
  w = v - (z2 - u);
  const tt = z2 * z2;
  const t1 =
    z2 -
    tt *
      (0.16666666666666602 +
        tt *
          (-0.0027777777777015593 +
            tt * (6.613756321437934e-5 + tt * (-1.6533902205465252e-6 + tt * 4.1381367970572385e-8))));
  const r = (z2 * t1) / (t1 - 2) - (w + z2 * w);
  const result = 1 - (r - z2);
  const exponent = highWord(result) + (n << 20);
  return exponent >> 20 <= 0 ? scaled(result, n) : withHighWord(result, exponent);
}

/** Into the subnormal numbers with one rounding only. */
function scaled(value: number, power: number): number {
  return power < -1000 ? value * 2 ** (power + 54) * 2 ** -54 : value * 2 ** power;
}
