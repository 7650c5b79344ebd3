/** Searching in text: places, parts, patterns. */
import { sql } from '../fragments/sql.ts';
import { array as arrayType, BOOLEAN, INT, STRING } from '../types/data-type.ts';
import { only } from './arg-kinds.ts';
import { ANY, one, STRING_ARG } from './arg-types.ts';
import { familyOf, partial, strict, total } from './calls.ts';
import { type Lowering, type ScalarFunction, scalar } from './define.ts';
import {
  countMatches,
  extractAllByRegex,
  extractByRegex,
  firstMatch,
  matchesIn,
  matchPosition,
  replaceByRegex,
  splitByRegex,
} from './impl/java-regex.ts';
import { isLike, isLikeIgnoringCase, likeMany } from './impl/like-code.ts';
import { splitPart } from './impl/split-part.ts';
import {
  beforeDelimiter,
  boundedDistance,
  editDistance,
  endsWithBytes,
  firstPlace,
  hasBytes,
  isEndOf,
  isPartOf,
  isStartOf,
  located,
  placeInList,
  replacedText,
  soundexOf,
  startsWithBytes,
  translated,
} from './impl/text-code.ts';

const declare = familyOf('string_funcs');
const BYTES = only('binary');
const COUNT = one(INT);
const TEXTS = arrayType(STRING, false);

const within = (
  name: string,
  usage: string,
  examples: ScalarFunction['examples'],
  texts: (text: string, part: string) => boolean,
  bytes: (bytes: Uint8Array, part: Uint8Array) => boolean,
  duckdb: Lowering,
): ScalarFunction => ({
  ...declare(
    name,
    '3.3.0',
    usage,
    examples,
    strict([STRING_ARG, STRING_ARG], BOOLEAN, texts, { duckdb }),
    strict([BYTES, BYTES], BOOLEAN, bytes, { nullable: true }),
  ),
  total: true,
});

export const contains = within(
  'contains',
  'Whether the second text is part of the first.',
  [
    ["contains('Spark SQL', 'Spark')", 'true'],
    ["contains(X'537061726b2053514c', X'537061726b')", 'true'],
  ],
  isPartOf,
  hasBytes,
  ([a, b]) => sql`contains(${a}, ${b})`,
);
export const startsWith = within(
  'startswith',
  'Whether the text begins with the second.',
  [["startswith('Spark SQL', 'Spark')", 'true']],
  isStartOf,
  startsWithBytes,
  ([a, b]) => sql`starts_with(${a}, ${b})`,
);
export const endsWith = within(
  'endswith',
  'Whether the text ends with the second.',
  [["endswith('Spark SQL', 'SQL')", 'true']],
  isEndOf,
  endsWithBytes,
  ([a, b]) => sql`ends_with(${a}, ${b})`,
);

export const instr = declare(
  'instr',
  '1.5.0',
  'The place of the second text in the first, from 1; 0 where it is not there.',
  [["instr('SparkSQL', 'SQL')", '6']],
  strict([STRING_ARG, STRING_ARG], INT, firstPlace),
);

const locating = (name: string, since: string): ScalarFunction =>
  declare(
    name,
    since,
    'The place of the first text in the second, from 1, looked for from a place on; 0 where it is not there.',
    [
      [`${name}('bar', 'foobarbar')`, '4'],
      [`${name}('bar', 'foobarbar', 5)`, '7'],
    ],
    strict([STRING_ARG, STRING_ARG, COUNT], INT, located, { defaults: [1] }),
  );

export const locate = locating('locate', '1.5.0');
export const position = locating('position', '2.3.0');

export const replace = declare(
  'replace',
  '2.3.0',
  'The text with another text put wherever the searched one stands.',
  [
    ["replace('ABCabc', 'abc', 'DEF')", 'ABCDEF'],
    ["replace('ABCabc', 'abc')", 'ABC'],
  ],
  strict([STRING_ARG, STRING_ARG, STRING_ARG], STRING, replacedText, { defaults: [''] }),
);

export const translate = declare(
  'translate',
  '1.5.0',
  'The text with each character of the second replaced by that of the third at the same place.',
  [["translate('AaBbCc', 'abc', '123')", 'A1B2C3']],
  strict([STRING_ARG, STRING_ARG, STRING_ARG], STRING, translated),
);

export const split = declare(
  'split',
  '1.5.0',
  'The pieces of a text between matches of a pattern, at most a number of them.',
  [
    ["split('oneAtwoBthreeC', '[ABC]')", '[one, two, three, ]'],
    ["split('oneAtwoBthreeC', '[ABC]', 2)", '[one, twoBthreeC]'],
    ["split('abc', '')", '[a, b, c]'],
  ],
  strict([STRING_ARG, STRING_ARG, COUNT], TEXTS, splitByRegex, { defaults: [-1] }),
);

export const splitPartOf = declare(
  'split_part',
  '3.3.0',
  'The n-th piece of a text between delimiters, from 1 or from the end.',
  [
    ["split_part('11.12.13', '.', 3)", '13'],
    ["split_part('11.12.13', '.', 4)", ''],
  ],
  strict([STRING_ARG, STRING_ARG, COUNT], STRING, splitPart, { nullable: true }),
);

export const substringIndex = declare(
  'substring_index',
  '1.5.0',
  'What stands before the n-th delimiter, or after the n-th from the end.',
  [
    ["substring_index('www.apache.org', '.', 2)", 'www.apache'],
    ["substring_index('www.apache.org', '.', -2)", 'apache.org'],
  ],
  strict([STRING_ARG, STRING_ARG, COUNT], STRING, beforeDelimiter),
);

export const findInSet = declare(
  'find_in_set',
  '1.5.0',
  'The place of a text in a list parted by commas, from 1; 0 where it is not there.',
  [["find_in_set('ab','abc,b,ab,c,def')", '3']],
  strict([STRING_ARG, STRING_ARG], INT, placeInList),
);

export const levenshtein = declare(
  'levenshtein',
  '1.5.0',
  'How many characters have to change to make one text of the other; -1 if more than a threshold.',
  [
    ["levenshtein('kitten', 'sitting')", '3'],
    ["levenshtein('kitten', 'sitting', 2)", '-1'],
  ],
  strict([STRING_ARG, STRING_ARG], INT, editDistance),
  strict([STRING_ARG, STRING_ARG, COUNT], INT, boundedDistance),
);

export const soundex = declare(
  'soundex',
  '1.5.0',
  'The Soundex code of a text.',
  [["soundex('Miller')", 'M460']],
  strict([STRING_ARG], STRING, soundexOf),
);

const plainPattern: Lowering = ([a, b], { constants, argTypes }) => {
  const pattern = constants[1];
  const binary = argTypes.every((type) => type.kind === 'string' && type.collation === 'UTF8_BINARY');
  return typeof pattern === 'string' && !pattern.includes('\\') && constants[2] === '\\' && binary
    ? sql`(${a} LIKE ${b})`
    : { none: 'escapes differ' };
};

const escaped = (args: readonly string[]): string =>
  args[2] === undefined || args[2] === '\\' ? '' : ` ESCAPE '${args[2]}'`;

export const like = scalar({
  ...declare(
    'like',
    '1.0.0',
    'Whether the text fits a pattern in which % stands for any text and _ for any character.',
    [
      ["'Spark' LIKE '_park'", 'true'],
      ["'100%' LIKE '100/%' ESCAPE '/'", 'true'],
    ],
    strict([STRING_ARG, STRING_ARG, STRING_ARG], BOOLEAN, isLike, { defaults: ['\\'], duckdb: plainPattern }),
  ),
  pretty: (args) => `${args[0]} LIKE ${args[1]}${escaped(args)}`,
});

export const ilike = scalar({
  ...declare(
    'ilike',
    '3.3.0',
    'Like LIKE, with capitals and small letters taken for the same.',
    [["'Spark' ILIKE '_PARK'", 'true']],
    strict([STRING_ARG, STRING_ARG, STRING_ARG], BOOLEAN, isLikeIgnoringCase, { defaults: ['\\'] }),
  ),
  pretty: (args) => `ilike(${args[0]}, ${args[1]}${args[2] === undefined || args[2] === '\\' ? '' : `, ${args[2]}`})`,
});

const many = (name: string, all: boolean, negated: boolean, words: string, example: string): ScalarFunction =>
  scalar({
    ...declare(
      name,
      '3.0.0',
      'Whether the text fits all, or one, of several LIKE patterns.',
      [[`'foo' ${words} ('%foo%', '%oo')`, example]],
      total([STRING_ARG], BOOLEAN, likeMany(all, negated), { rest: STRING_ARG, nullable: true }),
    ),
    pretty: ([a]) => `${name}(${a})`,
  });

export const likeAll = many('likeall', true, false, 'LIKE ALL', 'true');
export const notLikeAll = many('notlikeall', true, true, 'NOT LIKE ALL', 'false');
export const likeAny = many('likeany', false, false, 'LIKE ANY', 'true');
export const notLikeAny = many('notlikeany', false, true, 'NOT LIKE ANY', 'false');

const matching = (name: string, since: string): ScalarFunction =>
  scalar({
    ...declare(
      name,
      since,
      'Whether a part of the text matches a regular expression.',
      [[`${name}('%SystemDrive%\\\\Users\\\\John', '%SystemDrive%\\\\\\\\Users.*')`, 'true']],
      strict(
        [STRING_ARG, STRING_ARG],
        BOOLEAN,
        matchesIn(name === 'regexp' || name === 'regexp_like' ? name : 'rlike'),
      ),
    ),
    pretty: ([a, b]) => `${name.toUpperCase()}(${a}, ${b})`,
  });

export const rlike = matching('rlike', '1.0.0');
export const regexp = matching('regexp', '3.2.0');
export const regexpLike = matching('regexp_like', '3.2.0');

export const regexpExtract = declare(
  'regexp_extract',
  '1.5.0',
  'A group of the first match of a regular expression; the empty text where nothing matches.',
  [["regexp_extract('100-200', '(\\\\d+)-(\\\\d+)', 1)", '100']],
  strict([STRING_ARG, STRING_ARG, COUNT], STRING, extractByRegex, { defaults: [1] }),
);

export const regexpExtractAll = declare(
  'regexp_extract_all',
  '3.1.0',
  'A group of each match of a regular expression.',
  [["regexp_extract_all('100-200, 300-400', '(\\\\d+)-(\\\\d+)', 1)", '[100, 300]']],
  strict([STRING_ARG, STRING_ARG, COUNT], arrayType(STRING), extractAllByRegex, { defaults: [1] }),
);

export const regexpReplace = declare(
  'regexp_replace',
  '1.5.0',
  'The text with all matches of a regular expression replaced, from a place on.',
  [
    ["regexp_replace('100-200', '(\\\\d+)', 'num')", 'num-num'],
    ["regexp_replace('a1b2', '([a-z])(\\\\d)', '$2$1')", '1a2b'],
  ],
  strict([STRING_ARG, STRING_ARG, STRING_ARG, COUNT], STRING, replaceByRegex, { defaults: [1] }),
);

export const regexpCount = declare(
  'regexp_count',
  '3.4.0',
  'How many times a regular expression matches.',
  [["regexp_count('Steven Jones and Stephen Smith', 'Ste(v|ph)en')", '2']],
  strict([STRING_ARG, STRING_ARG], INT, countMatches),
);

export const regexpSubstr = declare(
  'regexp_substr',
  '3.4.0',
  'The first match of a regular expression, or NULL.',
  [["regexp_substr('Steven Jones and Stephen Smith', 'Ste(v|ph)en')", 'Steven']],
  partial([STRING_ARG, STRING_ARG], STRING, firstMatch, { nullable: true }),
);

export const regexpInstr = declare(
  'regexp_instr',
  '3.4.0',
  'The place of the first match of a regular expression, from 1; 0 where nothing matches.',
  [["regexp_instr('user@spark.apache.org', '@[^.]*')", '5']],
  strict([STRING_ARG, STRING_ARG, ANY], INT, (text: string, pattern: string) => matchPosition(text, pattern), {
    defaults: [0],
  }),
);
