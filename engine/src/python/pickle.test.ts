/** Pickles against the real Python: what it writes is read, what is written it reads, and hostile bytes are refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as t from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';
import { javaText } from './java-text.ts';
import { unpickle } from './pickle-reader.ts';
import { BatchPickler } from './pickle-writer.ts';
import { RowCollector } from './rows-to-batches.ts';
import { runPython } from './test-python.ts';

function pickled(expression: string, protocol = 5): Uint8Array {
  return runPython(
    `import pickle,sys,array,datetime,decimal\nD=decimal.Decimal\nsys.stdout.buffer.write(pickle.dumps(${expression}, ${protocol}))`,
  );
}

describe('unpickle', () => {
  it.each([0, 1, 2, 3, 4, 5])('reads protocol %i', (protocol) => {
    const all = `[None, True, False, 1, -1, 255, 70000, -2**40, 2**63, -2**200, 1.5, float('inf'), 'é"\\n', b'\\x00\\xff',
      bytearray(b'ab'), D('1.50'), (), (1,), (1,2), (1,2,3), (1,2,3,4), [], [1,'a',None], {}, {'a': 1, 2: [3]}, {7}, frozenset([8]),
      array.array('i',[1,-2]), array.array('d',[0.5]), datetime.timedelta(1,2,3), 'x'*300, list(range(1500)) == []]`;
    expect(javaText(unpickle(pickled(all, protocol)))).toBe(
      `[null, true, false, 1, -1, 255, 70000, -1099511627776, 9223372036854775808, -${2n ** 200n}, 1.5, Infinity, é"\n, [B@0, ` +
        `[B@0, 1.50, ${'[Ljava.lang.Object;@0, '.repeat(5)}[], [1, a, null], {}, {a=1, 2=[3]}, [7], [8], ` +
        `[i@0, [d@0, Timedelta: 1 days, 2 seconds, 3 microseconds (total: 86402.000003 seconds), ${'x'.repeat(300)}, false]`,
    );
  });

  it('shares memoised values and reads frames of more than 64 KiB', () => {
    expect(unpickle(pickled(`(lambda s: [s, (s, s)] * 3)('shared')`))).toMatchObject({
      items: ['shared', ['shared', 'shared'], 'shared', ['shared', 'shared'], 'shared', ['shared', 'shared']],
    });
    const many = unpickle(pickled(`[str(i) for i in range(30000)]`));
    expect(many).toMatchObject({ py: 'list' });
    expect((many as { items: string[] }).items).toEqual(Array.from({ length: 30000 }, (_, i) => String(i)));
  });

  it.each([
    ['range(3)', 'builtins.range'],
    ['__import__("os").system', 'system'],
    ['datetime.timezone.utc', 'datetime.timezone'],
    ['__import__("pyspark").sql.Row(a=1)', 'pyspark.sql.types._create_row'],
  ])('refuses %s', (expression, name) => {
    const value = () => javaText(unpickle(pickled(expression)));
    if (expression.includes('system')) expect(value()).toContain(name);
    else expect(value).toThrow(`PickleException: expected zero arguments for construction of ClassDict (for ${name})`);
  });

  it('calls nothing but what it knows', () => {
    expect(() => unpickle(Buffer.from('cos\nsystem\n(S"id"\ntR.'))).toThrow('(for os.system)');
    expect(() => unpickle(Buffer.from('c__proto__\nx\n(tR.'))).toThrow('PickleException');
  });

  it('answers any bytes with a value or a PickleException', () => {
    const seed = pickled(`[(1, 'a', 2.5, None, D('1.5')), {'k': [1, 2]}, bytearray(b'x')] * 3`);
    const mutated = fc
      .array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((edits) => {
        const copy = Uint8Array.from(seed);
        for (const [at, byte] of edits) copy[at] = byte;
        return copy;
      });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        try {
          unpickle(bytes);
        } catch (error) {
          expect(String(error)).toContain('PICKLE_EXCEPTION');
        }
      }),
      { numRuns: 3000 },
    );
  });
});

/** Recorded from Spark 4.3: a column of the type, filled with the value through `applySchemaToPythonRDD`. */
const CONVERSIONS: readonly (readonly [t.DataType, string, Value])[] = [
  [t.BOOLEAN, '1', null],
  [t.BYTE, '300', 44],
  [t.BYTE, '-40000', -64],
  [t.BYTE, '2**40', 0],
  [t.SHORT, '2**63-1', -1],
  [t.INT, 'True', null],
  [t.INT, '2**63-1', -1],
  [t.INT, '2**63', null],
  [t.INT, '1.0', null],
  [t.LONG, '2**63-1', 2n ** 63n - 1n],
  [t.LONG, '-2**70', null],
  [t.FLOAT, '1e300', Infinity],
  [t.DOUBLE, '1', null],
  [t.DOUBLE, "D('NaN')", Number.NaN],
  [t.decimal(10, 2), "D('1.505')", 151n],
  [t.decimal(10, 2), "D('-1E+3')", -100000n],
  [t.decimal(38, 18), "D('1.505')", 1505000000000000000n],
  [t.decimal(10, 2), '1', null],
  [t.STRING, '1e7', '1.0E7'],
  [t.STRING, '-2**70', String(-(2n ** 70n))],
  [t.STRING, "{1: 'x', 'b': None}", '{1=x, b=null}'],
  [t.STRING, "[1, 'a', None]", '[1, a, null]'],
  [t.STRING, 'complex(1,2)', '1.0+2.0i'],
  [t.STRING, 'datetime.time(1,2,3,4)', 'Time: 1 hours, 2 minutes, 3 seconds, 4 microseconds'],
  [t.BINARY, "'é'", Uint8Array.of(0xc3, 0xa9)],
  [t.DATE, '-40000', -40000],
  [t.DATE, '2**40', null],
  [t.TIMESTAMP, '2**40', 2n ** 40n],
  [t.array(t.INT), "b'x\\xff'", [120, -1]],
  [t.array(t.INT), "[1, 'a', None]", [1, null, null]],
  [t.array(t.INT), "array.array('d', [1.5])", [null]],
  [t.array(t.STRING), "array.array('u', 'ab')", ['a', 'b']],
  [t.array(t.INT), '{1, 2}', null],
  [t.map(t.STRING, t.INT), "{1: 'x', 'b': None}", { keys: ['1', 'b'], values: [null, null] }],
  [t.struct([t.field('a', t.INT)]), '(1,)', [1]],
  [t.struct([t.field('a', t.INT)]), "{'a': 1}", null],
  [t.struct([t.field('a', t.INT)]), '[1]', null],
];

function convert(type: t.DataType, expression: string): Value {
  const rows = new RowCollector(t.struct([t.field('c', type)]));
  rows.append([unpickle(pickled(expression))]);
  return readRow(rows.finish(), [valueReader(type)], 0)[0]!;
}

describe('conversion to columns', () => {
  it.each(CONVERSIONS.map((c) => [t.simpleString(c[0]), c[1], c] as const))(
    '%s of %s',
    (_type, _value, [type, text, expected]) => {
      expect(convert(type, text)).toEqual(expected);
    },
  );

  it('refuses rows of another width and decimals that do not fit', () => {
    const rows = new RowCollector(t.struct([t.field('c', t.INT)]));
    expect(() => rows.append([1, 2])).toThrow('1 fields are required while 2 values are provided');
    expect(() => convert(t.struct([t.field('a', t.INT)]), '(1, 2)')).toThrow('STRUCT_ARRAY_LENGTH_MISMATCH');
    expect(() => convert(t.decimal(10, 2), "D('123456789.5')")).toThrow(
      'The 123456789.50 rounded half up from 123456789.5 cannot be represented as Decimal(10, 2)',
    );
  });
});

const ALL = t.struct([
  t.field('b', t.BOOLEAN),
  t.field('i', t.INT),
  t.field('l', t.LONG),
  t.field('f', t.FLOAT),
  t.field('dec', t.decimal(10, 3)),
  t.field('wide', t.decimal(38, 0)),
  t.field('s', t.STRING),
  t.field('bin', t.BINARY),
  t.field('d', t.DATE),
  t.field('ts', t.TIMESTAMP_NTZ),
  t.field('dt', t.DAYTIME),
  t.field('v', t.VOID),
  t.field('a', t.array(t.STRING)),
  t.field('m', t.map(t.STRING, t.LONG)),
  t.field('st', t.struct([t.field('x', t.INT), t.field('y', t.array(t.struct([t.field('z', t.DOUBLE)])))])),
]);
const ROWS: readonly (readonly Value[])[] = [
  [
    true,
    1,
    5n,
    1.5,
    1500n,
    -(10n ** 37n),
    'é',
    Uint8Array.of(1, 255),
    18263,
    1577934245678000n,
    93784000000n,
    null,
    ['a', null],
    { keys: ['k', 'l'], values: [1n, null] },
    [7, [[0.5], null]],
  ],
  [
    false,
    -70000,
    -(2n ** 63n),
    0.25,
    -5n,
    0n,
    'x'.repeat(300),
    new Uint8Array(0),
    -1,
    0n,
    -1n,
    null,
    [],
    { keys: [], values: [] },
    [null, null],
  ],
  Array.from({ length: 15 }, () => null),
];

function batchOf(schema: t.StructType, rows: readonly (readonly Value[])[]) {
  const columns = schema.fields.map((f, i) => {
    const builder = vectorBuilder(f.type);
    for (const row of rows) builder.append(row[i]!);
    return builder.finish();
  });
  return { length: rows.length, columns };
}

const LOAD = `
import pickle, struct, sys
data = sys.stdin.buffer.read()
at = 0
while at < len(data):
    (n,) = struct.unpack('!i', data[at:at+4])
    for row in pickle.loads(data[at+4:at+4+n]): print(row)
    at += 4 + n
`;

describe('BatchPickler', () => {
  it('writes rows that PySpark turns into its own', () => {
    const frames = [...new BatchPickler(ALL, { form: 'row', binaryAsBytes: true }).frames(batchOf(ALL, ROWS))];
    expect(runPython(LOAD, Buffer.concat(frames)).toString()).toBe(
      "Row(b=True, i=1, l=5, f=1.5, dec=Decimal('1.500'), wide=Decimal('-10000000000000000000000000000000000000'), s='é', bin=b'\\x01\\xff', " +
        'd=datetime.date(2020, 1, 2), ts=datetime.datetime(2020, 1, 2, 3, 4, 5, 678000), dt=datetime.timedelta(days=1, seconds=7384), v=None, ' +
        "a=['a', None], m={'k': 1, 'l': None}, st=Row(x=7, y=[Row(z=0.5), None]))\n" +
        `Row(b=False, i=-70000, l=-9223372036854775808, f=0.25, dec=Decimal('-0.005'), wide=Decimal('0'), s='${'x'.repeat(300)}', bin=b'', ` +
        'd=datetime.date(1969, 12, 31), ts=datetime.datetime(1970, 1, 1, 0, 0), dt=datetime.timedelta(days=-1, seconds=86399, microseconds=999999), v=None, ' +
        'a=[], m={}, st=Row(x=None, y=None))\n' +
        'Row(b=None, i=None, l=None, f=None, dec=None, wide=None, s=None, bin=None, d=None, ts=None, dt=None, v=None, a=None, m=None, st=None)\n',
    );
  });

  it('writes rows without conversions as the client would convert them', () => {
    const schema = t.struct([
      t.field('s', t.STRING),
      t.field('n', t.LONG),
      t.field('a', t.array(t.DOUBLE)),
      t.field('m', t.map(t.STRING, t.INT)),
    ]);
    const rows = [
      ['x', 2n ** 40n, [0.5, null], { keys: ['k'], values: [1] }],
      ['y', -1n, [], null],
      [null, null, null, null],
    ];
    const check = `
from pyspark.sql import Row
import pickle, sys
data = sys.stdin.buffer.read()
rows = list(pickle.loads(data[4:]))
assert [type(row) for row in rows] == [Row] * 3 and rows[0].s == 'x' and rows[1]['n'] == -1
assert rows[0] == Row(s='x', n=2 ** 40, a=[0.5, None], m={'k': 1})
assert rows[1].asDict() == {'s': 'y', 'n': -1, 'a': [], 'm': None}
assert pickle.loads(pickle.dumps(rows)) == rows
print(*rows, sep='\\n')
`;
    const frames = [...new BatchPickler(schema, { form: 'row', binaryAsBytes: true }).frames(batchOf(schema, rows))];
    expect(runPython(check, Buffer.concat(frames)).toString()).toBe(
      "Row(s='x', n=1099511627776, a=[0.5, None], m={'k': 1})\n" +
        "Row(s='y', n=-1, a=[], m=None)\n" +
        'Row(s=None, n=None, a=None, m=None)\n',
    );
  });

  it('writes plain tuples in groups of the asked size, and bytearrays', () => {
    const schema = t.struct([t.field('a', t.LONG), t.field('b', t.BINARY)]);
    const rows = Array.from({ length: 250 }, (_, i) => [BigInt(i), Uint8Array.of(i & 255)]);
    const frames = [
      ...new BatchPickler(schema, { form: 'tuple', binaryAsBytes: false }).frames(batchOf(schema, rows), 100),
    ];
    expect(frames.length).toBe(3);
    const lines = runPython(LOAD, Buffer.concat(frames)).toString().split('\n');
    expect(lines[7]).toBe("(7, bytearray(b'\\x07'))");
    expect(lines.length).toBe(251);
  });

  it('replaces what is no UTF-8', () => {
    const schema = t.struct([t.field('s', t.STRING)]);
    const frames = [
      ...new BatchPickler(schema, { form: 'row', binaryAsBytes: true }).frames(
        batchOf(schema, [['ok'], [Uint8Array.of(0x61, 0xff)]]),
      ),
    ];
    expect(runPython(LOAD, Buffer.concat(frames)).toString()).toBe("Row(s='ok')\nRow(s='a\ufffd')\n");
  });
});
