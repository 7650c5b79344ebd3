/** Functions of text: length, case, parts, padding. Many take bytes as well. */
import { joinJs, js } from '../fragments/js.ts';
import { joinSql, sql, sqlText } from '../fragments/sql.ts';
import { array as arrayType, BINARY, type DataType, INT, STRING } from '../types/data-type.ts';
import { only } from './arg-kinds.ts';
import { type ArgType, arrayOf, kinds, one, STRING_ARG, variable } from './arg-types.ts';
import { familyOf, strict, total } from './calls.ts';
import { type Args, type Lowering, type ScalarFunction, type ScalarOverload, scalar } from './define.ts';
import { concatenated, elementOf, holdsNull } from './impl/array-code.ts';
import {
  joinBytes,
  joinedWith,
  leftBytes,
  leftOf,
  lengthOf,
  overlaid,
  overlaidBytes,
  padBytesLeft,
  padBytesRight,
  paddedLeft,
  paddedRight,
  repeatedText,
  reversedText,
  rightOf,
  subBytes,
  substring as substringOf,
  titleCase,
  trimmedBoth,
  trimmedLeft,
  trimmedRight,
  withoutBoth,
  withoutLeft,
  withoutRight,
} from './impl/text-code.ts';

const declare = familyOf('string_funcs');
const BYTES = only('binary');
const COUNT = one(INT);

const byteLength = (text: string): number => Buffer.byteLength(text);
const bytesLength = (bytes: Uint8Array): number => bytes.length;
const sized = (name: string, since: string, aliases: readonly string[] = []): ScalarFunction =>
  scalar({
    ...declare(
      name,
      since,
      'The number of characters of a text, or of bytes.',
      [
        [`${name}('Spark SQL ')`, '10'],
        [`${name}(X'537061726b')`, '5'],
      ],
      strict([STRING_ARG], INT, lengthOf, { duckdb: ([a]) => sql`CAST(length(${a}) AS INTEGER)` }),
      strict([BYTES], INT, bytesLength),
    ),
    aliases,
    total: true,
  });

export const length = sized('length', '1.5.0', ['character_length', 'char_length', 'len']);

/** The bytes of a column are counted where they lie. */
const octets: ScalarOverload = {
  args: [STRING_ARG],
  returns: INT,
  nulls: 'propagate',
  gen: ([a], { views }) => (views[0] === undefined ? js`${byteLength}(${a})` : js`(${views[0].to} - ${views[0].from})`),
  duckdb: ([a]) => sql`CAST(strlen(${a}) AS INTEGER)`,
};

export const octetLength = declare(
  'octet_length',
  '2.3.0',
  'The number of bytes of a text or of bytes.',
  [
    ["octet_length('Spark SQL')", '9'],
    ["octet_length('é')", '2'],
  ],
  octets,
  strict([BYTES], INT, bytesLength),
);

export const bitLength = declare(
  'bit_length',
  '2.3.0',
  'The number of bits of a text or of bytes.',
  [["bit_length('Spark SQL')", '72']],
  strict([STRING_ARG], INT, (text: string) => byteLength(text) * 8),
  strict([BYTES], INT, (bytes: Uint8Array) => bytes.length * 8),
);

/**
 * Letters of which each engine has the same capitals or small ones, one for one, wherever they stand: a few ranges that
 * most text keeps to. With other letters the native engine gives up.
 */
const alikeLetters =
  (fn: 'upper' | 'lower', ranges: string): Lowering =>
  ([text]) => {
    const changed = sql`${sqlText(fn)}(${text})`;
    const known = sql`regexp_full_match(${text}, ${sqlText(`'[${ranges}]*'`)})`;
    return sql`CASE WHEN strlen(${text}) = length(${text}) OR ${known} THEN ${changed} WHEN ${text} IS NOT NULL THEN error('other letters') END`;
  };

/** Beyond the letters: Chinese, Japanese and Korean, emoji. */
const WITHOUT_CASE = '\\x{3000}-\\x{9FFF}\\x{AC00}-\\x{D7A3}\\x{1F300}-\\x{1FAFF}';

export const upper = scalar({
  ...declare(
    'upper',
    '1.0.1',
    'The text in capitals.',
    [["upper('SparkSql')", 'SPARKSQL']],
    strict([STRING_ARG], STRING, (t: string) => t.toUpperCase(), {
      duckdb: alikeLetters(
        'upper',
        `\\x{1}-\\x{DE}\\x{E0}-\\x{148}\\x{14A}-\\x{19A}\\x{370}-\\x{38F}\\x{391}-\\x{3AF}\\x{3B1}-\\x{586}\\x{590}-\\x{1C88}${WITHOUT_CASE}`,
      ),
    }),
  ),
  aliases: ['ucase'],
  total: true,
});

export const lower = scalar({
  ...declare(
    'lower',
    '1.0.1',
    'The text in small letters.',
    [["lower('SparkSql')", 'sparksql']],
    strict([STRING_ARG], STRING, (t: string) => t.toLowerCase(), {
      // Where a capital sigma stands decides which small one it becomes.
      duckdb: alikeLetters(
        'lower',
        `\\x{1}-\\x{12F}\\x{131}-\\x{24F}\\x{370}-\\x{3A2}\\x{3A4}-\\x{1C88}${WITHOUT_CASE}`,
      ),
    }),
  ),
  aliases: ['lcase'],
  total: true,
});

export const initcap = declare(
  'initcap',
  '1.5.0',
  'The text with a capital at the beginning of each word, words being parted by blanks.',
  [["initcap('sPark sql')", 'Spark Sql']],
  strict([STRING_ARG], STRING, titleCase),
);

const trimming = (
  name: string,
  side: string,
  since: string,
  plain: (text: string) => string,
  of: (set: string, text: string) => string,
  shown: string,
) =>
  scalar({
    ...declare(
      name,
      since,
      'The text without blanks, or without the given characters, at its ends.',
      [
        [`'[' || ${name}('  SparkSQL  ') || ']'`, shown],
        [
          `TRIM(${side} 'SL' FROM 'SSparkSQLS')`,
          side === 'BOTH' ? 'parkSQ' : side === 'LEADING' ? 'parkSQLS' : 'SSparkSQ',
        ],
      ],
      strict([STRING_ARG], STRING, plain),
      strict([STRING_ARG, STRING_ARG], STRING, of),
    ),
    pretty: (args) => (args.length === 2 ? `TRIM(${side} ${args[0]} FROM ${args[1]})` : `${name}(${args[0]})`),
  });

export const trim = trimming('trim', 'BOTH', '1.5.0', trimmedBoth, withoutBoth, '[SparkSQL]');
export const ltrim = trimming('ltrim', 'LEADING', '1.5.0', trimmedLeft, withoutLeft, '[SparkSQL  ]');
export const rtrim = trimming('rtrim', 'TRAILING', '1.5.0', trimmedRight, withoutRight, '[  SparkSQL]');

export const btrim = declare(
  'btrim',
  '3.2.0',
  'The text without blanks, or without the characters of the second text, at both ends.',
  [
    ["btrim('  SparkSQL   ')", 'SparkSQL'],
    ["btrim('SSparkSQLS', 'SL')", 'parkSQ'],
  ],
  strict([STRING_ARG], STRING, trimmedBoth),
  strict([STRING_ARG, STRING_ARG], STRING, (text: string, set: string) => withoutBoth(set, text)),
);

/** Places before the beginning are counted differently there. */
const positive: Lowering = ([a, b, c], { constants }) => {
  const [, position, count] = constants;
  return typeof position === 'number' && position > 0 && typeof count === 'number' && count >= 0
    ? sql`substring(${a}, ${b}, ${c})`
    : { none: 'positions from the end differ' };
};

export const substring = scalar({
  ...declare(
    'substring',
    '1.5.0',
    'A number of characters or bytes from a place on, counted from 1 or from the end.',
    [
      ["substring('Spark SQL', 5)", 'k SQL'],
      ["substring('Spark SQL', -3)", 'SQL'],
      ["substring('Spark SQL' FROM 5 FOR 1)", 'k'],
      ["substring('abc', -5, 3)", 'a'],
    ],
    strict([STRING_ARG, COUNT, COUNT], STRING, substringOf, { defaults: [2147483647], duckdb: positive }),
    strict([BYTES, COUNT, COUNT], BINARY, subBytes, { defaults: [2147483647] }),
  ),
  total: true,
  aliases: ['substr'],
});

export const left = declare(
  'left',
  '2.3.0',
  'The first characters of a text.',
  [["left('Spark SQL', 3)", 'Spa']],
  strict([STRING_ARG, COUNT], STRING, leftOf),
  strict([BYTES, COUNT], BINARY, leftBytes),
);

export const right = declare(
  'right',
  '2.3.0',
  'The last characters of a text.',
  [["right('Spark SQL', 3)", 'SQL']],
  strict([STRING_ARG, COUNT], STRING, rightOf, { nullable: true }),
);

const ZERO_BYTE = new Uint8Array(1);
const padding = (
  name: string,
  texts: (text: string, length: number, pad: string) => string,
  bytes: (bytes: Uint8Array, length: number, pad: Uint8Array) => Uint8Array,
  examples: ScalarFunction['examples'],
): ScalarFunction =>
  declare(
    name,
    '1.5.0',
    'The text filled up to a length, or cut to it.',
    examples,
    strict([STRING_ARG, COUNT, STRING_ARG], STRING, texts, { defaults: [' '] }),
    strict([BYTES, COUNT, one(BINARY)], BINARY, bytes, { defaults: [ZERO_BYTE] }),
  );

export const lpad = padding('lpad', paddedLeft, padBytesLeft, [
  ["lpad('hi', 5, '??')", '???hi'],
  ["lpad('hi', 1, '??')", 'h'],
]);
export const rpad = padding('rpad', paddedRight, padBytesRight, [
  ["rpad('hi', 5, '??')", 'hi???'],
  ["rpad('hi', 1, '??')", 'h'],
]);

export const repeat = declare(
  'repeat',
  '1.5.0',
  'The text a number of times.',
  [["repeat('123', 2)", '123123']],
  strict([STRING_ARG, COUNT], STRING, repeatedText),
);

export const reverse = declare(
  'reverse',
  '1.5.0',
  'The text or array backwards.',
  [
    ["reverse('Spark SQL')", 'LQS krapS'],
    ['reverse(array(2, 1, 4, 3))', '[3, 4, 1, 2]'],
  ],
  strict([STRING_ARG], STRING, reversedText),
  strict(
    [arrayOf(variable('T'))],
    ([a]) => a,
    (items: readonly unknown[]) => items.toReversed(),
  ),
);

const joinedText: ScalarOverload = {
  args: [],
  rest: STRING_ARG,
  returns: STRING,
  nulls: 'propagate',
  gen: (args) => (args.length === 0 ? js`${''}` : js`(${joinJs(args, ' + ')})`),
  duckdb: (args) => sql`(${joinSql(args, ' || ')})`,
};

const joining: readonly ScalarOverload[] = [
  joinedText,
  strict([], BINARY, joinBytes, { rest: BYTES }),
  strict([], (args: Args<DataType>) => arrayType(elementOf(args[0]), args.some(holdsNull)), concatenated, {
    rest: arrayOf(variable('T')),
  }),
];

export const concat = scalar({
  name: 'concat',
  since: '1.5.0',
  group: 'collection_funcs',
  usage: 'All texts, bytes or arrays as one.',
  examples: [
    ["concat('Spark', 'SQL')", 'SparkSQL'],
    ['concat(array(1, 2, 3), array(4, 5), array(6))', '[1, 2, 3, 4, 5, 6]'],
    ["'Spark' || 'SQL'", 'SparkSQL'],
  ],
  overloads: joining,
});

export const concatOperator = scalar({
  ...concat,
  name: '||',
  since: '2.3.0',
  pretty: ([a, b]) => `concat(${a}, ${b})`,
});

const TEXTS: ArgType = kinds('STRING or ARRAY<STRING>', ['string', 'char', 'varchar', 'array'], [STRING]);

export const concatWs = declare(
  'concat_ws',
  '1.5.0',
  'All texts and elements of arrays with a separator between them, NULLs left out.',
  [
    ["concat_ws(' ', 'Spark', 'SQL')", 'Spark SQL'],
    ["concat_ws('/', 'foo', NULL, array('bar', NULL))", 'foo/bar'],
    ["concat_ws('s')", ''],
  ],
  total([STRING_ARG], STRING, joinedWith, { rest: TEXTS, nullable: ([a = true]) => a }),
);

export const overlay = declare(
  'overlay',
  '3.0.0',
  'The text with a part replaced that begins at a place and has a length, by default that of the new text.',
  [
    ["overlay('Spark SQL' PLACING '_' FROM 6)", 'Spark_SQL'],
    ["overlay('Spark SQL' PLACING 'ANSI ' FROM 7 FOR 0)", 'Spark ANSI SQL'],
  ],
  strict([STRING_ARG, STRING_ARG, COUNT, COUNT], STRING, overlaid, { defaults: [-1] }),
  strict([BYTES, BYTES, COUNT, COUNT], BINARY, overlaidBytes, { defaults: [-1] }),
);
