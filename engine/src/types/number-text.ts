/** Floating-point numbers as Java prints them: at least one digit after the point, exponents outside 1e-3 … 1e7. */

export function doubleText(value: number): string {
  // Java prints two digits at least of the smallest number of all.
  if (Math.abs(value) === Number.MIN_VALUE) return value < 0 ? '-4.9E-324' : '4.9E-324';
  return special(value) ?? javaNotation(value, value.toExponential());
}

export function floatText(value: number): string {
  return special(value) ?? javaNotation(value, shortestFloat(value));
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  return value === Number.NEGATIVE_INFINITY ? '-Infinity' : undefined;
}

/** The fewest digits that give this float back. */
function shortestFloat(value: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(8);
}

function javaNotation(value: number, scientific: string): string {
  const [mantissa = '', exponentText = '0'] = scientific.split('e');
  const exponent = Number(exponentText);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) {
    return `${mantissa}${mantissa.includes('.') ? '' : '.0'}E${exponent}`;
  }
  const sign = value < 0 ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}
