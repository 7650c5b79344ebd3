/** Character classes of Java's regular expressions, spelled for JavaScript's `v` mode. */

const POSIX: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: String.raw`\u{0}-\u{7f}`,
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: String.raw`\u{21}-\u{2f}\u{3a}-\u{40}\u{5b}-\u{60}\u{7b}-\u{7e}`,
  Graph: String.raw`\u{21}-\u{7e}`,
  Print: String.raw`\u{20}-\u{7e}`,
  Blank: String.raw`\u{20}\t`,
  Cntrl: String.raw`\u{0}-\u{1f}\u{7f}`,
  XDigit: '0-9a-fA-F',
  Space: String.raw`\u{20}\t\n\v\f\r`,
};

const PROPERTIES: Readonly<Record<string, string>> = {
  javaLowerCase: 'Lowercase',
  javaUpperCase: 'Uppercase',
  javaWhitespace: 'White_Space',
  javaLetter: 'L',
  javaDigit: 'Nd',
  IsAlphabetic: 'Alphabetic',
  IsIdeographic: 'Ideographic',
  IsLetter: 'L',
  IsLowercase: 'Lowercase',
  IsUppercase: 'Uppercase',
  IsPunctuation: 'P',
  IsControl: 'Cc',
  IsWhite_Space: 'White_Space',
  IsDigit: 'Nd',
};

/** `\p{name}`; undefined for names nobody knows. */
export function propertyClass(name: string, negated: boolean): string | undefined {
  const posix = POSIX[name];
  if (posix !== undefined) return `[${negated ? '^' : ''}${posix}]`;
  const letter = negated ? 'P' : 'p';
  const property = PROPERTIES[name] ?? name;
  const script = /^(?:Is|script=|sc=)(.+)$/.exec(name)?.[1];
  const category = /^(?:general_category=|gc=)(.+)$/.exec(name)?.[1];
  for (const spelled of [property, script === undefined ? undefined : `Script=${script}`, script, category]) {
    if (spelled !== undefined && isProperty(spelled)) return `\\${letter}{${spelled}}`;
  }
  return undefined;
}

function isProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, 'v').source !== '';
  } catch {
    return false;
  }
}

/** What `\d`, `\s`, … stand for; undefined for other letters. */
export function shorthandClass(letter: string): string | undefined {
  switch (letter) {
    case 'd':
      return '[0-9]';
    case 'D':
      return '[^0-9]';
    case 'w':
      return '[a-zA-Z_0-9]';
    case 'W':
      return '[^a-zA-Z_0-9]';
    case 's':
      return String.raw`[\u{20}\t\n\v\f\r]`;
    case 'S':
      return String.raw`[^\u{20}\t\n\v\f\r]`;
    case 'h':
      return String.raw`[\u{20}\t\u{a0}\u{1680}\u{180e}\u{2000}-\u{200a}\u{202f}\u{205f}\u{3000}]`;
    case 'H':
      return String.raw`[^\u{20}\t\u{a0}\u{1680}\u{180e}\u{2000}-\u{200a}\u{202f}\u{205f}\u{3000}]`;
    case 'v':
      return String.raw`[\n\v\f\r\u{85}\u{2028}\u{2029}]`;
    case 'V':
      return String.raw`[^\n\v\f\r\u{85}\u{2028}\u{2029}]`;
    default:
      return undefined;
  }
}

/** A character as `v` mode takes it anywhere. */
export function spelledCharacter(character: string): string {
  return /^[a-zA-Z0-9 ]$/.test(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
