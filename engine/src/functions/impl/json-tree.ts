/** JSON read into a tree that keeps numbers as they are written, and written again. */

export type JsonTree =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: JsonTree])[] };

const MAX_DEPTH = 1000;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Control characters have to be escaped. */
const PLAIN_DOUBLE = /[ !#-[\]-\uffff]*/y;
const PLAIN_SINGLE = /[ -&(-[\]-\uffff]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
};

class Malformed extends Error {}

/** The first value of the text; undefined if it is malformed or there is none. */
export function readJson(text: string): JsonTree | undefined {
  try {
    return new JsonReader(text).value(0);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): JsonTree {
    if (depth > MAX_DEPTH) throw new Malformed();
    const next = this.#next();
    switch (next) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
      case "'":
        return { kind: 'string', text: this.#string() };
      case 't':
        return this.#word('true', { kind: 'boolean', value: true });
      case 'f':
        return this.#word('false', { kind: 'boolean', value: false });
      case 'n':
        return this.#word('null', { kind: 'null' });
      default:
        return { kind: 'number', text: this.#match(NUMBER) };
    }
  }

  #next(): string {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text[this.#at] ?? '';
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined || (found === '' && pattern === NUMBER)) throw new Malformed();
    this.#at += found.length;
    return found;
  }

  #word(word: string, tree: JsonTree): JsonTree {
    if (!this.#text.startsWith(word, this.#at)) throw new Malformed();
    this.#at += word.length;
    return tree;
  }

  #string(): string {
    const quote = this.#text[this.#at];
    const plain = quote === '"' ? PLAIN_DOUBLE : PLAIN_SINGLE;
    this.#at += 1;
    let text = '';
    for (;;) {
      text += this.#match(plain);
      const next = this.#text[this.#at];
      this.#at += 1;
      if (next === quote) return text;
      if (next !== '\\') throw new Malformed();
      text += this.#escape();
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (letter === 'u') {
      const digits = /^[0-9a-fA-F]{4}/.exec(this.#text.slice(this.#at, this.#at + 4))?.[0];
      if (digits === undefined) throw new Malformed();
      this.#at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const known = ESCAPES[letter];
    if (known === undefined) throw new Malformed();
    return known;
  }

  /** Whether another item follows. */
  #more(end: string): boolean {
    const next = this.#next();
    this.#at += 1;
    if (next !== ',' && next !== end) throw new Malformed();
    return next === ',';
  }

  #array(depth: number): JsonTree {
    this.#at += 1;
    const items: JsonTree[] = [];
    if (this.#next() === ']') {
      this.#at += 1;
      return { kind: 'array', items };
    }
    do items.push(this.value(depth + 1));
    while (this.#more(']'));
    return { kind: 'array', items };
  }

  #object(depth: number): JsonTree {
    this.#at += 1;
    const entries: (readonly [string, JsonTree])[] = [];
    if (this.#next() === '}') {
      this.#at += 1;
      return { kind: 'object', entries };
    }
    do {
      const quote = this.#next();
      if (quote !== '"' && quote !== "'") throw new Malformed();
      const key = this.#string();
      if (this.#next() !== ':') throw new Malformed();
      this.#at += 1;
      entries.push([key, this.value(depth + 1)]);
    } while (this.#more('}'));
    return { kind: 'object', entries };
  }
}

export function quotedJson(text: string): string {
  return JSON.stringify(text).replaceAll(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`);
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
