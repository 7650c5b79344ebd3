/** The formats of `to_number` and `to_char`: `S$99,999.00`, `999PR` and the like. */

/** Digits between two separators; one that starts with 0 is always full. */
interface DigitGroup {
  readonly size: number;
  readonly full: boolean;
}

type Sign = 'S' | 'MI';

export interface NumberTextFormat {
  readonly sign: Sign | undefined;
  readonly currency: boolean;
  readonly groups: readonly DigitGroup[];
  readonly point: boolean;
  readonly decimals: number;
  readonly signAtEnd: Sign | 'PR' | undefined;
}

export type FormatFault =
  | { readonly fault: 'EMPTY' | 'WRONG_NUM_DIGIT' | 'CUR_MUST_BEFORE_DIGIT' | 'CUR_MUST_BEFORE_DEC' }
  | { readonly fault: 'THOUSANDS_SEPS_MUST_BEFORE_DEC' | 'CONT_THOUSANDS_SEPS' }
  | { readonly fault: 'WRONG_NUM_TOKEN' | 'UNEXPECTED_TOKEN'; readonly token: string };

const TOKEN = /[09,G]+|[.D]|\$|S|MI|PR|./gs;
const DIGITS = /^[09,G]/;
const isPoint = (token: string): boolean => token === '.' || token === 'D';

/** Where each kind of token may stand, from left to right. */
const PLACES: readonly ((token: string) => boolean)[] = [
  (token) => token === 'S' || token === 'MI',
  (token) => token === '$',
  (token) => DIGITS.test(token),
  isPoint,
  (token) => DIGITS.test(token),
  (token) => token === 'S' || token === 'MI' || token === 'PR',
];

export function parseNumberFormat(text: string): NumberTextFormat | FormatFault {
  const tokens: readonly string[] = text.toUpperCase().match(TOKEN) ?? [];
  const fault = findFault(tokens);
  if (fault !== undefined) return fault;
  const slots = placed(tokens);
  if ('fault' in slots) return slots;
  const [sign, currency, whole = '', point, decimals = '', signAtEnd] = slots;
  return {
    sign: sign as Sign | undefined,
    currency: currency !== undefined,
    groups: whole === '' ? [] : whole.split(/[,G]/).map((group) => ({ size: group.length, full: group[0] === '0' })),
    point: point !== undefined,
    decimals: decimals.length,
    signAtEnd: signAtEnd as Sign | 'PR' | undefined,
  };
}

function findFault(tokens: readonly string[]): FormatFault | undefined {
  if (tokens.length === 0) return { fault: 'EMPTY' };
  const digits = tokens.findIndex((token) => DIGITS.test(token));
  const point = tokens.findIndex(isPoint);
  const currency = tokens.lastIndexOf('$');
  if (digits < 0) return { fault: 'WRONG_NUM_DIGIT' };
  const repeated = ['S', 'MI', '$', 'PR'].find((name) => tokens.filter((token) => token === name).length > 1);
  if (repeated !== undefined) return { fault: 'WRONG_NUM_TOKEN', token: repeated };
  if (tokens.filter(isPoint).length > 1) return { fault: 'WRONG_NUM_TOKEN', token: '. or D' };
  if (digits < currency) return { fault: 'CUR_MUST_BEFORE_DIGIT' };
  if (point >= 0 && point < currency) return { fault: 'CUR_MUST_BEFORE_DEC' };
  const separated = (token: string): boolean => /[,G]/.test(token) && DIGITS.test(token);
  if (point >= 0 && tokens.slice(point).some(separated)) return { fault: 'THOUSANDS_SEPS_MUST_BEFORE_DEC' };
  if (tokens.some((token) => separated(token) && token.split(/[,G]/).includes(''))) {
    return { fault: 'CONT_THOUSANDS_SEPS' };
  }
  return undefined;
}

function placed(tokens: readonly string[]): readonly (string | undefined)[] | FormatFault {
  const slots: (string | undefined)[] = [];
  let next = 0;
  for (const [place, fits] of PLACES.entries()) {
    const token = tokens[next];
    if (token === undefined || !fits(token)) continue;
    slots[place] = token;
    next += 1;
  }
  const extra = tokens[next];
  return extra === undefined ? slots : { fault: 'UNEXPECTED_TOKEN', token: tokenName(extra) };
}

function tokenName(token: string): string {
  if (DIGITS.test(token)) return 'digit sequence';
  // Spark's own message has this odd quote.
  return /^(S|MI|PR|\$|\.|D)$/.test(token) ? token : `character '${token}''`;
}

const wholeDigits = ({ groups }: NumberTextFormat): number => groups.reduce((sum, { size }) => sum + size, 0);

/** Digits in all, and those after the point. */
export function precisionOf(format: NumberTextFormat): readonly [precision: number, scale: number] {
  return [wholeDigits(format) + format.decimals, format.decimals];
}

const SHAPE = /^([+-]?)(\$?)([\d,]*)(?:\.(\d*))?([+-]?)$/;

/** The number's digits with the format's scale, or `null` where text and format do not agree. */
export function readNumber(text: string, format: NumberTextFormat): bigint | null {
  const trimmed = text.trim();
  const bracketed = format.signAtEnd === 'PR' && /^<.*>$/.test(trimmed);
  const match = SHAPE.exec(bracketed ? trimmed.slice(1, -1) : trimmed);
  if (match === null) return null;
  const [, first = '', currency, whole = '', decimals, last = ''] = match;
  if ((currency !== '') !== format.currency || !allowed(first, format.sign) || !allowed(last, format.signAtEnd)) {
    return null;
  }
  if (decimals !== undefined && (!format.point || decimals.length > format.decimals)) return null;
  const digits = whole.replaceAll(',', '');
  if (digits + (decimals ?? '') === '' || !fitsGroups(whole, format.groups)) return null;
  const value = BigInt(digits + (decimals ?? '').padEnd(format.decimals, '0'));
  return bracketed || first === '-' || last === '-' ? -value : value;
}

const allowed = (sign: string, place: Sign | 'PR' | undefined): boolean =>
  sign === '' || place === 'S' || (place === 'MI' && sign === '-');

/** Compared from the right; groups on the left may be missing where they need not be full. */
function fitsGroups(whole: string, groups: readonly DigitGroup[]): boolean {
  const given = whole === '' ? [] : whole.split(',').reverse();
  const wanted = [...groups].reverse();
  if (given.length > wanted.length) return false;
  return wanted.every(({ size, full }, i) => {
    const length = given[i]?.length ?? 0;
    return full ? length === size : length <= size;
  });
}

/** `digits` is the absolute number's text without its point, `scale` of it after the point. */
export function writeNumber(digits: string, scale: number, negative: boolean, format: NumberTextFormat): string {
  const padded = digits.padStart(scale + 1, '0');
  const whole = padded.slice(0, padded.length - scale).replace(/^0+/, '');
  const decimals = padded.slice(padded.length - scale).replace(/0+$/, '');
  const isTooLong = whole.length > wholeDigits(format) || decimals.length > format.decimals;
  const body = isTooLong
    ? format.groups.map(({ size }) => '#'.repeat(size)).join(' ')
    : groupedDigits(whole.padStart(wholeDigits(format), ' '), format.groups);
  const tail = isTooLong ? '#'.repeat(format.decimals) : decimals.padEnd(format.decimals, '0');
  const number = `${format.currency ? '$' : ''}${body}${format.point ? `.${tail}` : ''}`;
  const before = format.signAtEnd === 'PR' && negative ? '<' : signText(format.sign, negative);
  const after = format.signAtEnd === 'PR' ? (negative ? '>' : '  ') : signText(format.signAtEnd, negative);
  return `${before}${number}${after}`.replace(/^([+\-<])( +)/, '$2$1').replace(/^(\$? *) \./, (_, lead) => `${lead}0.`);
}

function signText(sign: Sign | 'PR' | undefined, negative: boolean): string {
  if (sign === undefined) return '';
  return negative ? '-' : sign === 'S' ? '+' : ' ';
}

/** A full group writes its spaces as zeros; a separator with no digit before it is a space. */
function groupedDigits(padded: string, groups: readonly DigitGroup[]): string {
  let at = 0;
  let text = '';
  for (const { size, full } of groups) {
    if (at > 0) text += /\d/.test(text) ? ',' : ' ';
    const digits = padded.slice(at, at + size);
    text += full || /\d/.test(text) ? digits.replaceAll(' ', '0') : digits;
    at += size;
  }
  return text;
}
