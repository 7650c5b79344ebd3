/** Hashes and checksums. */
import { createHash } from 'node:crypto';
import { crc32 as crc32Of } from 'node:zlib';
import { type Js, joinJs, js } from '../fragments/js.ts';
import { BINARY, type DataType, INT, LONG, STRING } from '../types/data-type.ts';
import { hashBytes, hashDouble, hashInt, hashLong, valueHasher } from '../types/murmur3.ts';
import { xxHashBytes, xxHasher } from '../types/xxhash64.ts';
import { castTo } from './arg-kinds.ts';
import { ANY, one } from './arg-types.ts';
import { type Compiled, type LazyWriter, type Lowering, type ScalarFunction, scalar } from './define.ts';

const NONE: Lowering = { none: 'hashes differ' };
const GROUP = 'hash_funcs';

/** Folds the arguments one after the other into a running hash; NULLs leave it as it is. */
function folded(
  writer: LazyWriter,
  seed: Js,
  types: readonly DataType[],
  step: (arg: Compiled, type: DataType, hash: Js) => Js,
): { before: Js; hash: Js } {
  const hash = writer.fresh('h');
  const parts: Js[] = [];
  let head = js``;
  for (let i = 0; i < writer.count; i++) {
    const arg = writer.arg(i);
    if (i === 0) head = arg.before;
    const before = i === 0 ? js`` : arg.before;
    parts.push(js`{\n${before}\nif (!${arg.isNull}) ${hash} = ${step(arg, types[i] as DataType, hash)};\n}`);
  }
  return { before: js`${head}\nlet ${hash} = ${seed};\n${joinJs(parts, '\n')}`, hash };
}

function murmurStep({ value, view }: Compiled, type: DataType, seed: Js): Js {
  if (view !== undefined) return js`${hashBytes}(${view.data}, ${view.from}, ${view.to}, ${seed})`;
  switch (type.kind) {
    case 'integer':
    case 'short':
    case 'byte':
    case 'date':
      return js`${hashInt}(${value}, ${seed})`;
    case 'long':
    case 'timestamp':
      return js`${hashLong}(${value}, ${seed})`;
    case 'double':
      return js`${hashDouble}(${value}, ${seed})`;
    default:
      return js`${valueHasher(type)}(${value}, ${seed})`;
  }
}

export const hash = scalar({
  name: 'hash',
  since: '2.0.0',
  group: GROUP,
  usage: 'A 32-bit hash (Murmur3) of the arguments.',
  examples: [
    ["hash('Spark', array(123), 2)", '-1321691492'],
    ['hash(1)', '-559580957'],
  ],
  total: true,
  overloads: [
    {
      args: [ANY],
      rest: ANY,
      returns: INT,
      nullable: false,
      nulls: 'lazy',
      gen: (writer, { argTypes }) => {
        const { before, hash: value } = folded(writer, js`42`, argTypes, murmurStep);
        return { before, isNull: js`false`, value };
      },
      duckdb: NONE,
    },
  ],
});

export const xxhash64 = scalar({
  name: 'xxhash64',
  since: '3.0.0',
  group: GROUP,
  usage: 'A 64-bit hash (xxHash) of the arguments.',
  examples: [['xxhash64(1)', '-6698625589789238999']],
  total: true,
  overloads: [
    {
      args: [ANY],
      rest: ANY,
      returns: LONG,
      nullable: false,
      nulls: 'lazy',
      gen: (writer, { argTypes }) => {
        const { before, hash: value } = folded(writer, js`42n`, argTypes, ({ value, view }, type, seed) =>
          view === undefined
            ? js`${xxHasher(type)}(${value}, ${seed})`
            : js`${xxHashBytes}(${view.data}, ${view.from}, ${view.to}, ${seed})`,
        );
        return { before, isNull: js`false`, value: js`BigInt.asIntN(64, ${value})` };
      },
      duckdb: NONE,
    },
  ],
});

const AS_BINARY = castTo(BINARY, 'BINARY');

const digest = (algorithm: string): ((bytes: Uint8Array) => string) =>
  ({ md5: md5Hex, sha1: sha1Hex })[algorithm] ?? ((bytes) => createHash(algorithm).update(bytes).digest('hex'));

function md5Hex(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

function sha1Hex(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}

const hexDigest = (name: string, algorithm: string, shown: string): ScalarFunction =>
  scalar({
    name,
    since: '1.5.0',
    group: GROUP,
    usage: `The ${algorithm.toUpperCase()} checksum in hexadecimal.`,
    examples: [[`${name}('Spark')`, shown]],
    total: true,
    overloads: [
      {
        args: [AS_BINARY],
        returns: STRING,
        nulls: 'propagate',
        gen: ([a]) => js`${digest(algorithm)}(${a})`,
        duckdb: NONE,
      },
    ],
  });

export const md5 = hexDigest('md5', 'md5', '8cde774d6f7333752ed72cacddb05126');
export const sha1 = hexDigest('sha1', 'sha1', '85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c');
export const sha = hexDigest('sha', 'sha1', '85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c');

const SHA2: Readonly<Record<number, string>> = {
  0: 'sha256',
  224: 'sha224',
  256: 'sha256',
  384: 'sha384',
  512: 'sha512',
};

function sha2Hex(bytes: Uint8Array, bits: number): string | null {
  const algorithm = SHA2[bits];
  return algorithm === undefined ? null : createHash(algorithm).update(bytes).digest('hex');
}

export const sha2 = scalar({
  name: 'sha2',
  since: '1.5.0',
  group: GROUP,
  usage: 'The SHA-2 checksum of 224, 256 (or 0), 384 or 512 bits in hexadecimal.',
  examples: [["sha2('Spark', 256)", '529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b']],
  overloads: [
    {
      args: [AS_BINARY, one(INT)],
      returns: STRING,
      nulls: 'propagate-maybe',
      gen: ([a, n]) => js`${sha2Hex}(${a}, ${n})`,
      duckdb: NONE,
    },
  ],
});

export const crc32 = scalar({
  name: 'crc32',
  since: '1.5.0',
  group: GROUP,
  usage: 'The CRC-32 checksum.',
  examples: [["crc32('Spark')", '1557323817']],
  total: true,
  overloads: [
    { args: [AS_BINARY], returns: LONG, nulls: 'propagate', gen: ([a]) => js`BigInt(${crc32Of}(${a}))`, duckdb: NONE },
  ],
});
