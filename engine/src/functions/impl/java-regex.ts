/** Java's regular expressions: compiled and remembered, and what Spark's functions do with their matches. */
import { raise } from '../../errors/raise.ts';
import { quoteString } from '../../types/data-type.ts';
import { MalformedPattern, translateJavaRegex, UnsupportedPattern } from './regex-translator.ts';

const KNOWN = new Map<string, RegExp>();
const MAX_KNOWN = 256;

/** For `functionName`, which an error names. The expression is global: `lastIndex` is the caller's to reset. */
export function javaRegex(pattern: string, functionName: string): RegExp {
  const known = KNOWN.get(pattern);
  if (known !== undefined) {
    known.lastIndex = 0;
    return known;
  }
  const made = compile(pattern, functionName);
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(pattern, made);
  return made;
}

function compile(pattern: string, functionName: string): RegExp {
  try {
    return new RegExp(translateJavaRegex(pattern), 'gv');
  } catch (error) {
    if (error instanceof UnsupportedPattern)
      raise('UNSUPPORTED_REGEX', { pattern: quoteString(pattern), feature: error.message });
    if (!(error instanceof MalformedPattern) && !(error instanceof SyntaxError)) throw error;
    return raise('INVALID_PARAMETER_VALUE.PATTERN', {
      parameter: '`regexp`',
      functionName: `\`${functionName}\``,
      value: quoteString(pattern),
    });
  }
}

export function groupCount(regex: RegExp): number {
  return (new RegExp(`${regex.source}|`, 'v').exec('')?.length ?? 1) - 1;
}

/** Pieces between matches; over `limit` pieces the last one is the rest. No limit below 1. */
export function splitByRegex(text: string, pattern: string, limit: number): readonly string[] {
  if (pattern === '' && text !== '') {
    const characters = Array.from(text);
    if (limit <= 0 || limit >= characters.length) return characters;
    return [...characters.slice(0, limit - 1), characters.slice(limit - 1).join('')];
  }
  const regex = javaRegex(pattern, 'split');
  const pieces: string[] = [];
  let from = 0;
  for (const match of text.matchAll(regex)) {
    if (limit > 0 && pieces.length === limit - 1) break;
    const end = match.index + match[0].length;
    if (end === 0) continue;
    if (match[0] === '' && match.index === text.length && from === text.length) break;
    pieces.push(text.slice(from, match.index));
    from = end;
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** Java's replacement text: `$1`, `${name}`, and a backslash before what is meant as it is. */
export function replaceByRegex(text: string, pattern: string, replacement: string, position: number): string {
  if (position - 1 >= text.length && text.length > 0) return text;
  const regex = javaRegex(pattern, 'regexp_replace');
  const start = Array.from(text)
    .slice(0, position - 1)
    .join('').length;
  const head = text.slice(0, start);
  const rest = text.slice(start);
  const simple = !/[\\$]/.test(replacement);
  return head + rest.replace(regex, simple ? () => replacement : (...found: unknown[]) => expanded(replacement, found));
}

function expanded(replacement: string, found: readonly unknown[]): string {
  const last = found.at(-1);
  const names = typeof last === 'object' && last !== null ? (last as Record<string, string | undefined>) : {};
  const groups = found.slice(
    0,
    found.findIndex((part) => typeof part === 'number'),
  ) as readonly (string | undefined)[];
  let result = '';
  for (let i = 0; i < replacement.length; i++) {
    const character = replacement[i] as string;
    if (character === '\\') {
      i += 1;
      result += replacement[i] ?? '';
      continue;
    }
    if (character !== '$') {
      result += character;
      continue;
    }
    const name = /^\{([a-zA-Z][a-zA-Z0-9]*)\}/.exec(replacement.slice(i + 1));
    if (name !== null) {
      result += names[name[1] as string] ?? '';
      i += name[0].length;
      continue;
    }
    const digits = /^\d+/.exec(replacement.slice(i + 1))?.[0] ?? '';
    let count = digits.length;
    while (count > 1 && Number(digits.slice(0, count)) >= groups.length) count -= 1;
    const group = Number(digits.slice(0, count));
    if (digits === '' || group >= groups.length) {
      raise('UNSUPPORTED_REGEX', {
        pattern: quoteString(replacement),
        feature: 'a group that the pattern does not have',
      });
    }
    result += groups[group] ?? '';
    i += count;
  }
  return result;
}

function checkGroup(regex: RegExp, group: number, functionName: string): void {
  const count = groupCount(regex);
  if (group >= 0 && group <= count) return;
  raise('INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX', {
    parameter: '`idx`',
    functionName: `\`${functionName}\``,
    groupCount: String(count),
    groupIndex: String(group),
  });
}

/** The empty text where nothing matches. */
export function extractByRegex(text: string, pattern: string, group: number): string {
  const regex = javaRegex(pattern, 'regexp_extract');
  const found = regex.exec(text);
  checkGroup(regex, group, 'regexp_extract');
  return found?.[group] ?? '';
}

export function extractAllByRegex(text: string, pattern: string, group: number): readonly string[] {
  const regex = javaRegex(pattern, 'regexp_extract_all');
  checkGroup(regex, group, 'regexp_extract_all');
  return Array.from(text.matchAll(regex), (match) => match[group] ?? '');
}

export function countMatches(text: string, pattern: string): number {
  return Array.from(text.matchAll(javaRegex(pattern, 'regexp_count'))).length;
}

export function firstMatch(text: string, pattern: string): string | null {
  return javaRegex(pattern, 'regexp_substr').exec(text)?.[0] ?? null;
}

/** From 1; 0 where nothing matches. */
export function matchPosition(text: string, pattern: string): number {
  const found = javaRegex(pattern, 'regexp_instr').exec(text);
  return found === null ? 0 : Array.from(text.slice(0, found.index)).length + 1;
}

export function matchesIn(functionName: string): (text: string, pattern: string) => boolean {
  return (text, pattern) => javaRegex(pattern, functionName).test(text);
}
