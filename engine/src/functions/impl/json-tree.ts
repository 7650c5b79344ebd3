/** JSON read into a tree that keeps numbers as they are written, and written again. */
import { DEFAULT_SYNTAX } from './json-options.ts';
import { JsonScanner, MalformedJson } from './json-scanner.ts';

export type JsonTree =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: JsonTree])[] };

/** The first value of the text; undefined if it is malformed or there is none. */
export function readJson(text: string): JsonTree | undefined {
  const scanner = new JsonScanner(DEFAULT_SYNTAX);
  scanner.reset(text);
  try {
    return readTree(scanner);
  } catch (error) {
    if (error instanceof MalformedJson) return undefined;
    throw error;
  }
}

/** The value that comes next. */
export function readTree(scanner: JsonScanner): JsonTree {
  const start = scanner.start();
  switch (start) {
    case 'object': {
      const entries: (readonly [string, JsonTree])[] = [];
      scanner.object((name) => entries.push([name, readTree(scanner)]));
      return { kind: 'object', entries };
    }
    case 'array': {
      const items: JsonTree[] = [];
      scanner.array(() => items.push(readTree(scanner)));
      return { kind: 'array', items };
    }
    case 'string':
      return { kind: 'string', text: scanner.string() };
    case 'number':
      return { kind: 'number', text: scanner.number() };
    case 'word':
      return { kind: 'number', text: scanner.word() };
    case 'null':
      scanner.literal(start);
      return { kind: 'null' };
    case 'end':
      throw new MalformedJson();
    default:
      scanner.literal(start);
      return { kind: 'boolean', value: start === 'true' };
  }
}

export function quotedJson(text: string): string {
  const quoted = JSON.stringify(text);
  return quoted.includes('\\u')
    ? quoted.replaceAll(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`)
    : quoted;
}

export function writeJson(tree: JsonTree): string {
  switch (tree.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(tree.value);
    case 'number':
      return tree.text;
    case 'string':
      return quotedJson(tree.text);
    case 'array':
      return `[${tree.items.map(writeJson).join(',')}]`;
    case 'object':
      return `{${tree.entries.map(([key, value]) => `${quotedJson(key)}:${writeJson(value)}`).join(',')}}`;
  }
}

/** Text as it is, everything else as JSON; NULL for null. */
export function scalarText(tree: JsonTree | undefined): string | null {
  if (tree === undefined || tree.kind === 'null') return null;
  return tree.kind === 'string' ? tree.text : writeJson(tree);
}
