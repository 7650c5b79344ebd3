/** Codes of characters, encodings, addresses, masks. */
import { isUtf8 } from 'node:buffer';
import { raise } from '../errors/raise.ts';
import { BINARY, BOOLEAN, type DataType, INT, STRING } from '../types/data-type.ts';
import { AS_LONG } from './arg-kinds.ts';
import { type ArgType, kinds, one, STRING_ARG, STRING_OR_BINARY, variable } from './arg-types.ts';
import { familyOf, partial, partialIn, strict, total, totalIn } from './calls.ts';
import type { Args, ScalarFunction, ScalarOverload } from './define.ts';
import { decoded, encoded, fromBase64, toBase64, toBinary } from './impl/charset-code.ts';
import { choose, placed } from './impl/choose.ts';
import { blanks, firstCode, latinCharacter, luhnHolds, masked } from './impl/text-code.ts';
import { urlDecoded, urlEncoded, urlPart } from './impl/url-code.ts';

const declare = familyOf('string_funcs');
const AS_BINARY = kinds('BINARY', ['binary'], [BINARY]);

export const ascii = declare(
  'ascii',
  '1.5.0',
  'The code of the first character; 0 of the empty text.',
  [["ascii('222')", '50']],
  strict([STRING_ARG], INT, firstCode),
);

const character = (name: string, since: string): ScalarFunction =>
  declare(
    name,
    since,
    'The character with the code, of 256; the empty text for negative ones.',
    [[`${name}(65)`, 'A']],
    strict([AS_LONG], STRING, latinCharacter),
  );
export const char = character('char', '2.3.0');
export const chr = character('chr', '2.3.0');

export const space = declare(
  'space',
  '1.5.0',
  'A number of blanks.',
  [["'[' || space(2) || ']'", '[  ]']],
  strict([one(INT)], STRING, blanks),
);

export const base64 = declare(
  'base64',
  '1.5.0',
  'Bytes in base 64.',
  [["base64('Spark SQL')", 'U3BhcmsgU1FM']],
  strict([AS_BINARY], STRING, toBase64),
);

export const unbase64 = declare(
  'unbase64',
  '1.5.0',
  'The bytes of a text in base 64.',
  [["CAST(unbase64('U3BhcmsgU1FM') AS STRING)", 'Spark SQL']],
  strict([STRING_ARG], BINARY, fromBase64),
);

export const encode = declare(
  'encode',
  '1.5.0',
  'The bytes of a text in a character set.',
  [["hex(encode('abc', 'utf-8'))", '616263']],
  strict([STRING_ARG, STRING_ARG], BINARY, encoded, { nullable: true }),
);

export const elt = declare(
  'elt',
  '2.0.0',
  'The text at a place among the arguments after the first, counted from 1.',
  [["elt(1, 'scala', 'java')", 'scala']],
  totalIn([one(INT)], STRING, (c) => placed(c.ansi, c.context), { rest: STRING_ARG, nullable: true }),
);

const KEY: ArgType = variable('K');
const RESULT: ArgType = variable('R');

/** `decode(x, key, result, key, result, …[, otherwise])`, for a number of pairs. */
const choices = (pairs: number, otherwise: boolean): ScalarOverload =>
  totalIn(
    [KEY, ...Array.from({ length: pairs }, () => [KEY, RESULT]).flat(), ...(otherwise ? [RESULT] : [])],
    ([, , result]: Args<DataType>) => result,
    ({ argTypes: [type] }) => choose(type as DataType),
    { nullable: (args) => !otherwise || args.some((n, i) => n && (i === args.length - 1 || (i > 0 && i % 2 === 0))) },
  );

export const decode = declare(
  'decode',
  '1.5.0',
  'The text of bytes in a character set; or the result that follows the first key equal to the first argument.',
  [
    ["decode(encode('abc', 'utf-8'), 'utf-8')", 'abc'],
    ["decode(2, 1, 'Southlake', 2, 'San Francisco', 'Non domestic')", 'San Francisco'],
    ["decode(NULL, 6, 'Spark', NULL, 'SQL', 'rocks')", 'SQL'],
  ],
  strict([AS_BINARY, STRING_ARG], STRING, decoded, { nullable: true }),
  ...Array.from({ length: 12 }, (_, i) => [choices(i + 1, false), choices(i + 1, true)]).flat(),
);

const binaryOf = (name: string, since: string, tolerant: boolean): ScalarFunction =>
  declare(
    name,
    since,
    'The bytes that a text stands for, in hexadecimal, utf-8 or base64.',
    [
      [`hex(${name}('abc', 'utf-8'))`, '616263'],
      [`hex(${name}('0aFF'))`, '0AFF'],
    ],
    partialIn([STRING_ARG], BINARY, () => toBinary(!tolerant), { nullable: true }),
    partialIn([STRING_ARG, STRING_ARG], BINARY, () => toBinary(!tolerant), { nullable: true }),
  );
export const toBinaryOf = binaryOf('to_binary', '3.3.0', false);
export const tryToBinary = binaryOf('try_to_binary', '3.3.0', true);

const MASK_CHARACTER = one(STRING);
export const mask = declare(
  'mask',
  '3.4.0',
  'The text with capitals, small letters, digits and other characters replaced; NULL keeps a kind as it is.',
  [
    ["mask('abcd-EFGH-8765-4321')", 'xxxx-XXXX-nnnn-nnnn'],
    ["mask('AbCD123-@$#', NULL, 'q', 'd', 'o')", 'AqCDdddoooo'],
  ],
  total([STRING_ARG, MASK_CHARACTER, MASK_CHARACTER, MASK_CHARACTER, MASK_CHARACTER], STRING, masked, {
    defaults: ['X', 'x', 'n', null],
    nullable: true,
  }),
);

export const luhnCheck = declare(
  'luhn_check',
  '3.5.0',
  'Whether digits end in the right check digit by the Luhn algorithm.',
  [
    ["luhn_check('79927398713')", 'true'],
    ["luhn_check('79927398714')", 'false'],
  ],
  strict([STRING_ARG], BOOLEAN, luhnHolds, { nullable: true }),
);

export const quote = declare(
  'quote',
  '4.1.0',
  'The text as a SQL string literal.',
  [["quote('Don\\'t')", "'Don\\'t'"]],
  strict([STRING_ARG], STRING, (text: string) => `'${text.replaceAll("'", "\\'")}'`, { nullable: true }),
);

export const isValidUtf8 = declare(
  'is_valid_utf8',
  '4.0.0',
  'Whether a text is sound UTF-8.',
  [["is_valid_utf8('Spark')", 'true']],
  strict([STRING_ARG], BOOLEAN, (text: string) => !text.includes('\ufffd'), { nullable: true }),
);

/** What is not sound UTF-8 becomes U+FFFD. */
const soundText = (value: string | Uint8Array): string =>
  typeof value === 'string' ? value : Buffer.from(value).toString();

const isSound = (value: string | Uint8Array): boolean =>
  typeof value === 'string' ? !value.includes('\ufffd') : isUtf8(value);

export const makeValidUtf8 = declare(
  'make_valid_utf8',
  '4.0.0',
  'The text, with U+FFFD in place of what is not sound UTF-8.',
  [
    ["make_valid_utf8('Spark')", 'Spark'],
    ["make_valid_utf8(X'61C262')", 'a\ufffdb'],
  ],
  strict([STRING_OR_BINARY], STRING, soundText, { nullable: true }),
);

function soundOrError(value: string | Uint8Array): string {
  if (isSound(value)) return soundText(value);
  const hex = Buffer.from(value as Uint8Array)
    .toString('hex')
    .toUpperCase();
  return raise('INVALID_UTF8_STRING', { str: hex.replace(/../g, '\\x$&') });
}

export const validateUtf8 = declare(
  'validate_utf8',
  '4.0.0',
  'The text, or an error where it is not sound UTF-8.',
  [["validate_utf8('Spark')", 'Spark']],
  strict([STRING_OR_BINARY], STRING, soundOrError, { nullable: true }),
);

export const tryValidateUtf8 = declare(
  'try_validate_utf8',
  '4.0.0',
  'The text, or NULL where it is not sound UTF-8.',
  [
    ["try_validate_utf8('Spark')", 'Spark'],
    ["try_validate_utf8(X'61C262')", 'NULL'],
  ],
  partial([STRING_OR_BINARY], STRING, (value: string | Uint8Array) => (isSound(value) ? soundText(value) : null), {
    nullable: true,
  }),
);

const URLS = familyOf('url_funcs');

export const urlEncode = URLS(
  'url_encode',
  '3.4.0',
  'The text as forms send it in addresses.',
  [["url_encode('https://spark.apache.org')", 'https%3A%2F%2Fspark.apache.org']],
  strict([STRING_ARG], STRING, urlEncoded, { nullable: true }),
);

const decoding = (name: string, since: string, tolerant: boolean): ScalarFunction =>
  URLS(
    name,
    since,
    'The text that forms sent in an address.',
    [[`${name}('https%3A%2F%2Fspark.apache.org')`, 'https://spark.apache.org']],
    partial([STRING_ARG], STRING, urlDecoded(!tolerant), { nullable: true }),
  );
export const urlDecode = decoding('url_decode', '3.4.0', false);
export const tryUrlDecode = decoding('try_url_decode', '4.0.0', true);

const parting = (name: string, since: string, tolerant: boolean): ScalarFunction =>
  URLS(
    name,
    since,
    'A part of an address, or the value of a key in its query.',
    [
      [`${name}('http://spark.apache.org/path?query=1', 'HOST')`, 'spark.apache.org'],
      [`${name}('http://spark.apache.org/path?query=1', 'QUERY', 'query')`, '1'],
    ],
    partialIn([STRING_ARG, STRING_ARG], STRING, (c) => urlPart(!tolerant && c.ansi), { nullable: true }),
    partialIn([STRING_ARG, STRING_ARG, STRING_ARG], STRING, (c) => urlPart(!tolerant && c.ansi), { nullable: true }),
  );
export const parseUrl = parting('parse_url', '2.0.0', false);
export const tryParseUrl = parting('try_parse_url', '4.0.0', true);
