/** Java's regular expressions rewritten for JavaScript's `v` mode. What has no counterpart is refused by name. */
import { propertyClass, shorthandClass, spelledCharacter } from './regex-classes.ts';

/** The pattern is malformed. */
export class MalformedPattern extends Error {}
/** The pattern uses what JavaScript cannot do. */
export class UnsupportedPattern extends Error {}

interface Flags {
  readonly lines: boolean;
  readonly dotAll: boolean;
  readonly comments: boolean;
}

const LINE_END = String.raw`\n\r\u{85}\u{2028}\u{2029}`;
/** Words in the sense of \b hold letters of all scripts, unlike \w. */
const WORD = String.raw`[\p{L}\p{Nd}_]`;
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', a: '\u0007', e: '\u001b' };

/** Counted repetitions multiply; over this a pattern is refused. */
const MAX_REPETITION = 1_000_000;
const MAX_LENGTH = 65_536;

export function translateJavaRegex(pattern: string): string {
  if (pattern.length > MAX_LENGTH) throw new UnsupportedPattern('a length over 65536');
  return new Translator(pattern).whole();
}

class Translator {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  #repetition = 1;
  #flags: Flags = { lines: false, dotAll: false, comments: false };

  constructor(text: string) {
    this.#text = text;
  }

  whole(): string {
    const source = this.#alternatives();
    if (this.#at < this.#text.length) throw new MalformedPattern('unmatched )');
    return source;
  }

  #peek(count = 1): string {
    return this.#text.slice(this.#at, this.#at + count);
  }

  #accept(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #next(): string {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) throw new MalformedPattern('unexpected end');
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    return character;
  }

  /** Up to the closing parenthesis or the end. Flags set inside end with the group. */
  #alternatives(): string {
    const outer = this.#flags;
    this.#depth += 1;
    if (this.#depth > 250) throw new UnsupportedPattern('groups nested too deeply');
    let source = '';
    const open: string[] = [];
    while (this.#at < this.#text.length && this.#peek() !== ')') {
      if (this.#accept('|')) {
        source += `${')'.repeat(open.length)}|${open.join('')}`;
        continue;
      }
      const opening = this.#flagGroup();
      source += opening ?? this.#quantified();
      if (opening !== undefined && opening !== '') open.push(opening);
    }
    this.#depth -= 1;
    this.#flags = outer;
    return source + ')'.repeat(open.length);
  }

  /** `(?i)`: the group to open for the rest, if letters' case counts otherwise from here on; undefined where no flags come next. */
  #flagGroup(): string | undefined {
    const found = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/.exec(this.#text.slice(this.#at, this.#at + 20));
    if (found === null) return undefined;
    const [whole, on = '', off = ''] = found;
    this.#at += whole.length;
    this.#setFlags(on, off);
    if (on.includes('i')) return '(?i:';
    return off.includes('i') ? '(?-i:' : '';
  }

  #setFlags(on: string, off: string): void {
    const pick = (letter: string, before: boolean): boolean =>
      on.includes(letter) ? true : off.includes(letter) ? false : before;
    const { lines, dotAll, comments } = this.#flags;
    this.#flags = { lines: pick('m', lines), dotAll: pick('s', dotAll), comments: pick('x', comments) };
  }

  #quantified(): string {
    const before = this.#repetition;
    const atom = this.#atom();
    const found = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(this.#text.slice(this.#at, this.#at + 40));
    if (found === null || atom === '') {
      this.#repetition = Math.max(before, this.#repetition);
      return atom;
    }
    this.#at += found[0].length;
    if (found[1] !== undefined) {
      const count = Number(found[3] === '' ? found[1] : found[3]);
      if (found[3] !== '' && count < Number(found[1])) throw new MalformedPattern('bad repetition');
      this.#repetition *= Math.max(1, count);
      if (this.#repetition > MAX_REPETITION) throw new UnsupportedPattern('too many repetitions');
    }
    if (this.#peek() === '+') throw new UnsupportedPattern('possessive quantifiers');
    return `${atom}${found[0]}${this.#accept('?') ? '?' : ''}`;
  }

  #atom(): string {
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return this.#characterClass();
      case '\\':
        return this.#escape();
      case '.':
        return this.#flags.dotAll ? '[^]' : `[^${LINE_END}]`;
      case '^':
        return this.#flags.lines ? `(?:^|(?<=[${LINE_END}])(?<!\\r(?=\\n))(?=[^]))` : '^';
      case '$':
        return this.#flags.lines ? `(?=[${LINE_END}]|$)` : `(?=(?:\\r\\n|[${LINE_END}])?$)`;
      case '*':
      case '+':
      case '?':
        throw new MalformedPattern('dangling quantifier');
      case '{':
        throw new MalformedPattern('illegal repetition');
      case '#':
        if (!this.#flags.comments) return spelledCharacter(character);
        while (this.#at < this.#text.length && this.#peek() !== '\n') this.#at += 1;
        return '';
      default:
        return this.#flags.comments && /\s/.test(character) ? '' : spelledCharacter(character);
    }
  }

  #group(): string {
    const opening = this.#groupOpening();
    const outer = this.#flags;
    const body = this.#alternatives();
    this.#flags = outer;
    if (!this.#accept(')')) throw new MalformedPattern('unclosed group');
    return `${opening}${body})`;
  }

  #groupOpening(): string {
    if (!this.#accept('?')) return '(';
    for (const plain of [':', '=', '!', '<=', '<!']) if (this.#accept(plain)) return `(?${plain}`;
    if (this.#accept('>')) throw new UnsupportedPattern('atomic groups');
    const name = /^<([a-zA-Z][a-zA-Z0-9]*)>/.exec(this.#text.slice(this.#at));
    if (name !== null) {
      this.#at += name[0].length;
      return `(?${name[0]}`;
    }
    const flags = /^([a-zA-Z]*)(?:-([a-zA-Z]+))?:/.exec(this.#text.slice(this.#at));
    if (flags === null) throw new MalformedPattern('unknown group');
    this.#at += flags[0].length;
    this.#setFlags(flags[1] ?? '', flags[2] ?? '');
    if ((flags[1] ?? '').includes('i')) return '(?i:';
    return (flags[2] ?? '').includes('i') ? '(?-i:' : '(?:';
  }

  /** Outside of classes. */
  #escape(): string {
    const letter = this.#next();
    switch (letter) {
      case 'A':
        return '(?<![^])';
      case 'z':
        return '(?![^])';
      case 'Z':
        return `(?=(?:\\r\\n|[${LINE_END}])?(?![^]))`;
      case 'b':
        return `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;
      case 'B':
        return `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`;
      case 'G':
      case 'X':
        throw new UnsupportedPattern(`\\${letter}`);
      case 'R':
        return String.raw`(?:\r\n|[\n\v\f\r\u{85}\u{2028}\u{2029}])`;
      case 'Q':
        return this.#quoted();
      case 'k': {
        const name = /^<[a-zA-Z][a-zA-Z0-9]*>/.exec(this.#text.slice(this.#at))?.[0];
        if (name === undefined) throw new MalformedPattern('\\k without a name');
        this.#at += name.length;
        return `\\k${name}`;
      }
      default:
        if (/[1-9]/.test(letter)) return `\\${letter}(?:)`;
        return this.#escapedItem(letter);
    }
  }

  #quoted(): string {
    const end = this.#text.indexOf('\\E', this.#at);
    const body = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + 2;
    return Array.from(body, spelledCharacter).join('');
  }

  /** A class or a character after a backslash: the same inside and outside of brackets. */
  #escapedItem(letter: string): string {
    const shorthand = shorthandClass(letter);
    if (shorthand !== undefined) return shorthand;
    if (letter === 'p' || letter === 'P') return this.#property(letter === 'P');
    const character = this.#escapedCharacter(letter);
    return spelledCharacter(character);
  }

  #property(negated: boolean): string {
    let name = this.#next();
    if (name === '{') {
      const end = this.#text.indexOf('}', this.#at);
      if (end < 0) throw new MalformedPattern('unclosed property');
      name = this.#text.slice(this.#at, end);
      this.#at = end + 1;
    }
    const known = propertyClass(name, negated);
    if (known === undefined) throw new MalformedPattern('unknown property');
    return known;
  }

  #escapedCharacter(letter: string): string {
    const control = CONTROLS[letter];
    if (control !== undefined) return control;
    const rest = this.#text.slice(this.#at, this.#at + 12);
    const numbered =
      letter === 'x'
        ? /^(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/.exec(rest)
        : letter === 'u'
          ? /^()([0-9a-fA-F]{4})/.exec(rest)
          : letter === '0'
            ? /^()([0-3]?[0-7]{1,2})/.exec(rest)
            : undefined;
    if (numbered !== undefined) {
      if (numbered === null) throw new MalformedPattern('illegal escape');
      this.#at += numbered[0].length;
      return String.fromCodePoint(Number.parseInt(numbered[1] || (numbered[2] as string), letter === '0' ? 8 : 16));
    }
    if (letter === 'c') return String.fromCharCode((this.#next().codePointAt(0) ?? 0) ^ 64);
    if (/[a-zA-Z]/.test(letter)) throw new MalformedPattern(`illegal escape \\${letter}`);
    return letter;
  }

  /** After `[`. Unions are written side by side, intersections as nested classes. */
  #characterClass(): string {
    const negated = this.#accept('^');
    const operands: string[] = [];
    let items = '';
    let first = true;
    for (;;) {
      if (this.#at >= this.#text.length) throw new MalformedPattern('unclosed class');
      if (this.#peek() === ']' && !first) {
        this.#at += 1;
        break;
      }
      if (this.#accept('&&')) {
        if (items !== '') operands.push(`[${items}]`);
        items = '';
      } else items += this.#classItem();
      first = false;
    }
    if (items !== '') operands.push(`[${items}]`);
    const body = operands.length === 1 ? items || (operands[0] as string) : operands.join('&&');
    return `[${negated ? '^' : ''}${body}]`;
  }

  #classItem(): string {
    const character = this.#next();
    if (character === '[') return this.#characterClass();
    const low = character === '\\' ? this.#classEscape() : spelledCharacter(character);
    if (this.#peek() !== '-' || /^-[\][]/.test(this.#peek(2)) || low.startsWith('[') || /^\\[pP]/.test(low)) return low;
    this.#at += 1;
    const end = this.#next();
    const high = end === '\\' ? this.#classEscape() : spelledCharacter(end);
    return `${low}-${high}`;
  }

  #classEscape(): string {
    if (this.#accept('Q')) return this.#quoted();
    return this.#escapedItem(this.#next());
  }
}
