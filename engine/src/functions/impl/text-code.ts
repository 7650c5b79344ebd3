/** Run-time work on text and bytes. Characters are code points. */
import type { Value } from '../../types/value.ts';

const SURROGATE = /[\ud800-\udfff]/;

export function lengthOf(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Characters `from` to `to` (exclusive), counted from 0; places outside the text are cut off. */
export function between(text: string, from: number, to: number): string {
  const [low, high] = [Math.max(0, from), Math.max(0, to)];
  if (high <= low) return '';
  return SURROGATE.test(text) ? Array.from(text).slice(low, high).join('') : text.slice(low, high);
}

const startOf = (position: number, length: number): number =>
  position > 0 ? position - 1 : position < 0 ? length + position : 0;

/** `position` counts from 1, or from the end. */
export function substring(text: string, position: number, count: number): string {
  const from = startOf(position, position < 0 ? lengthOf(text) : 0);
  return between(text, from, from + count);
}

export function subBytes(bytes: Uint8Array, position: number, count: number): Uint8Array {
  const from = startOf(position, bytes.length);
  return from + count <= 0
    ? new Uint8Array(0)
    : bytes.slice(Math.max(0, from), Math.min(bytes.length, Math.max(0, from + count)));
}

export const leftOf = (text: string, count: number): string => between(text, 0, count);
export const leftBytes = (bytes: Uint8Array, count: number): Uint8Array => bytes.slice(0, Math.max(0, count));
export const rightOf = (text: string, count: number): string => (count <= 0 ? '' : substring(text, -count, count));

export const isEndOf = (text: string, end: string): boolean => text.endsWith(end);
export const isStartOf = (text: string, start: string): boolean => text.startsWith(start);
export const isPartOf = (text: string, part: string): boolean => text.includes(part);

export const hasBytes = (bytes: Uint8Array, part: Uint8Array): boolean =>
  Buffer.from(bytes).includes(Buffer.from(part));
export const startsWithBytes = (bytes: Uint8Array, part: Uint8Array): boolean =>
  part.length <= bytes.length && part.every((byte, i) => byte === bytes[i]);
export const endsWithBytes = (bytes: Uint8Array, part: Uint8Array): boolean =>
  part.length <= bytes.length && part.every((byte, i) => byte === bytes[bytes.length - part.length + i]);

/** Blanks only: other white space stays. */
export const trimmedLeft = (text: string): string => text.replace(/^ +/, '');
export function trimmedRight(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 32) end -= 1;
  return text.slice(0, end);
}
export const trimmedBoth = (text: string): string => trimmedRight(trimmedLeft(text));

export function withoutLeft(characters: string, text: string): string {
  const set = new Set(characters);
  let from = 0;
  for (const character of text) {
    if (!set.has(character)) break;
    from += character.length;
  }
  return text.slice(from);
}

export function withoutRight(characters: string, text: string): string {
  const set = new Set(characters);
  const all = Array.from(text);
  let end = all.length;
  while (end > 0 && set.has(all[end - 1] as string)) end -= 1;
  return all.slice(0, end).join('');
}

export const withoutBoth = (characters: string, text: string): string =>
  withoutRight(characters, withoutLeft(characters, text));

function filling(pad: string, count: number): string {
  return between(pad.repeat(Math.ceil(count / lengthOf(pad))), 0, count);
}

export function paddedLeft(text: string, length: number, pad: string): string {
  const missing = length - lengthOf(text);
  return missing <= 0 || pad === '' ? between(text, 0, length) : filling(pad, missing) + text;
}

export function paddedRight(text: string, length: number, pad: string): string {
  const missing = length - lengthOf(text);
  return missing <= 0 || pad === '' ? between(text, 0, length) : text + filling(pad, missing);
}

function padBytes(bytes: Uint8Array, length: number, pad: Uint8Array, left: boolean): Uint8Array {
  if (length <= bytes.length || pad.length === 0) return bytes.slice(0, Math.max(0, length));
  const result = new Uint8Array(length);
  const missing = length - bytes.length;
  result.set(bytes, left ? missing : 0);
  const start = left ? 0 : bytes.length;
  for (let i = 0; i < missing; i++) result[start + i] = pad[i % pad.length] as number;
  return result;
}

export const padBytesLeft = (bytes: Uint8Array, length: number, pad: Uint8Array): Uint8Array =>
  padBytes(bytes, length, pad, true);
export const padBytesRight = (bytes: Uint8Array, length: number, pad: Uint8Array): Uint8Array =>
  padBytes(bytes, length, pad, false);

export const repeatedText = (text: string, count: number): string => text.repeat(Math.max(0, count));
export const reversedText = (text: string): string => Array.from(text).reverse().join('');

export const replacedText = (text: string, search: string, replacement: string): string =>
  search === '' ? text : text.replaceAll(search, () => replacement);

/** Characters without a counterpart disappear; the first of equal ones counts. */
export function translated(text: string, from: string, to: string): string {
  const table = new Map<string, string>();
  const targets = Array.from(to);
  Array.from(from).forEach((character, i) => {
    if (!table.has(character)) table.set(character, targets[i] ?? '');
  });
  return Array.from(text, (character) => table.get(character) ?? character).join('');
}

/** Place of `part` from `start` on, both counted from 1; 0 where there is none. */
export function located(part: string, text: string, start: number): number {
  if (start <= 0) return 0;
  const from = start === 1 ? 0 : between(text, 0, start - 1).length;
  if (start > 1 && start - 1 > lengthOf(text)) return 0;
  const at = text.indexOf(part, from);
  return at < 0 ? 0 : lengthOf(text.slice(0, at)) + 1;
}

export const firstPlace = (text: string, part: string): number => located(part, text, 1);

/** The part before the n-th delimiter, or after the n-th from the end. */
export function beforeDelimiter(text: string, delimiter: string, count: number): string {
  if (delimiter === '' || count === 0) return '';
  let at = count > 0 ? -delimiter.length : text.length;
  for (let i = 0; i < Math.abs(count); i++) {
    at =
      count > 0 ? text.indexOf(delimiter, i === 0 ? 0 : at + 1) : at === 0 ? -1 : text.lastIndexOf(delimiter, at - 1);
    if (at < 0) return text;
  }
  return count > 0 ? text.slice(0, at) : text.slice(at + delimiter.length);
}

export function titleCase(text: string): string {
  return text
    .toLowerCase()
    .replace(/(^| )([^ ])/gu, (_, blank: string, letter: string) => blank + letter.toUpperCase());
}

export const firstCode = (text: string): number => text.codePointAt(0) ?? 0;

export function latinCharacter(code: bigint): string {
  return code < 0n ? '' : String.fromCharCode(Number(BigInt.asUintN(8, code)));
}

export const blanks = (count: number): string => ' '.repeat(Math.max(0, count));

export function placeInList(item: string, list: string): number {
  return item.includes(',') ? 0 : list.split(',').indexOf(item) + 1;
}

export function overlaid(text: string, replacement: string, position: number, length: number): string {
  const count = length >= 0 ? length : lengthOf(replacement);
  return between(text, 0, position - 1) + replacement + substring(text, position + count, lengthOf(text));
}

export function overlaidBytes(
  bytes: Uint8Array,
  replacement: Uint8Array,
  position: number,
  length: number,
): Uint8Array {
  const count = length >= 0 ? length : replacement.length;
  return joinBytes(subBytes(bytes, 1, position - 1), replacement, subBytes(bytes, position + count, bytes.length));
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Arrays give their elements; NULLs are left out. */
export function joinedWith(separator: string | null, ...parts: readonly Value[]): string | null {
  if (separator === null) return null;
  const flat = parts.flatMap((part) => (Array.isArray(part) ? (part as readonly Value[]) : [part]));
  return flat.filter((part) => part !== null).join(separator);
}

const SOUNDEX = '01230127022455012623010202';

export function soundexOf(text: string): string {
  const first = text[0]?.toUpperCase();
  if (first === undefined || !/[A-Z]/.test(first)) return text;
  let code = first;
  let last = SOUNDEX[first.charCodeAt(0) - 65];
  for (const letter of text.slice(1).toUpperCase()) {
    const digit = /[A-Z]/.test(letter) ? SOUNDEX[letter.charCodeAt(0) - 65] : undefined;
    if (digit === undefined) {
      last = '0';
      continue;
    }
    if (digit === '7') continue;
    if (digit !== '0' && digit !== last) code += digit;
    last = digit;
    if (code.length === 4) return code;
  }
  return code.padEnd(4, '0');
}

export function editDistance(a: string, b: string): number {
  const [x, y] = [Array.from(a), Array.from(b)];
  let row = Array.from({ length: y.length + 1 }, (_, i) => i);
  x.forEach((character, i) => {
    const next = [i + 1];
    y.forEach((other, j) => {
      const replaced = (row[j] as number) + (character === other ? 0 : 1);
      next.push(Math.min((row[j + 1] as number) + 1, (next[j] as number) + 1, replaced));
    });
    row = next;
  });
  return row[y.length] as number;
}

export function boundedDistance(a: string, b: string, most: number): number {
  const distance = editDistance(a, b);
  return distance > most ? -1 : distance;
}

export function luhnHolds(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, i) => {
      const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** NULL keeps characters of its kind as they are. */
export function masked(
  text: string | null,
  upper: string | null,
  lower: string | null,
  digit: string | null,
  other: string | null,
): string | null {
  if (text === null) return null;
  return Array.from(text, (character) => {
    if (/\p{Lu}/u.test(character)) return upper ?? character;
    if (/\p{Ll}/u.test(character)) return lower ?? character;
    return (/\p{Nd}/u.test(character) ? digit : other) ?? character;
  }).join('');
}
