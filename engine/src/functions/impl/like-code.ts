/** LIKE patterns: `%` for any text, `_` for any character, an escape character before what is meant as it is. */
import { raise } from '../../errors/raise.ts';
import { quoteString } from '../../types/data-type.ts';
import { spelledCharacter } from './regex-classes.ts';

type Test = (text: string) => boolean;

const KNOWN = new Map<string, Test>();
const MAX_KNOWN = 256;

export function likeTest(pattern: string, escapeWith: string): Test {
  const key = `${escapeWith}${pattern}`;
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const made = makeTest(parsed(pattern, escapeWith));
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(key, made);
  return made;
}

export const isLike = (text: string, pattern: string, escapeWith: string): boolean =>
  likeTest(pattern, escapeWith)(text);
export const isLikeIgnoringCase = (text: string, pattern: string, escapeWith: string): boolean =>
  likeTest(pattern.toLowerCase(), escapeWith)(text.toLowerCase());

/** Texts, with `%` and `_` between them. */
type Part = { readonly text: string } | '%' | '_';

function parsed(pattern: string, escapeWith: string): readonly Part[] {
  const parts: Part[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') parts.push({ text });
    text = '';
  };
  const characters = Array.from(pattern);
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] as string;
    if (character === escapeWith) {
      i += 1;
      const next = characters[i];
      if (next === undefined) return raise('INVALID_FORMAT.ESC_AT_THE_END', { format: quoteString(pattern) });
      if (next !== '_' && next !== '%' && next !== escapeWith) {
        return raise('INVALID_FORMAT.ESC_IN_THE_MIDDLE', { format: quoteString(pattern), char: quoteString(next) });
      }
      text += next;
    } else if (character === '%' || character === '_') {
      flush();
      if (character === '_' || parts.at(-1) !== '%') parts.push(character);
    } else text += character;
  }
  flush();
  return parts;
}

function makeTest(parts: readonly Part[]): Test {
  const shape = parts.map((part) => (typeof part === 'string' ? part : 't')).join('');
  const [first = '', second = ''] = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.text]));
  switch (shape) {
    case '':
      return (text) => text === '';
    case '%':
      return () => true;
    case 't':
      return (text) => text === first;
    case 't%':
      return (text) => text.startsWith(first);
    case '%t':
      return (text) => text.endsWith(first);
    case '%t%':
      return (text) => text.includes(first);
    case 't%t':
      return (text) => text.length >= first.length + second.length && text.startsWith(first) && text.endsWith(second);
    default:
      return shape.includes('_') ? byRegex(parts) : bySearch(parts);
  }
}

/** Texts with `%` between: each is looked for after the one before. */
function bySearch(parts: readonly Part[]): Test {
  const texts = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.text]));
  const [head, tail] = [parts[0] === '%' ? '' : (texts.shift() ?? ''), parts.at(-1) === '%' ? '' : (texts.pop() ?? '')];
  return (text) => {
    if (!text.startsWith(head) || !text.endsWith(tail)) return false;
    let from = head.length;
    for (const part of texts) {
      const at = text.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return from <= text.length - tail.length;
  };
}

function byRegex(parts: readonly Part[]): Test {
  const source = parts
    .map((part) => (part === '%' ? '[^]*' : part === '_' ? '[^]' : Array.from(part.text, spelledCharacter).join('')))
    .join('');
  const regex = new RegExp(`^${source}$`, 'v');
  return (text) => regex.test(text);
}

/** All or one of the patterns; NULLs among them leave it open. */
export function likeMany(
  all: boolean,
  negated: boolean,
): (text: string | null, ...patterns: readonly (string | null)[]) => boolean | null {
  return (text, ...patterns) => {
    if (text === null) return null;
    const decisive = patterns.some(
      (pattern) => pattern !== null && likeTest(pattern, '\\')(text) === (all ? negated : !negated),
    );
    if (decisive) return !all;
    return patterns.includes(null) ? null : all;
  };
}
