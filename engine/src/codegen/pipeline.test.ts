import { expect, test } from 'vitest';
import { SparkError } from '../errors/raise.ts';
import { declared } from '../functions/registry.ts';
import { booleanLiteral, intLiteral, longLiteral } from '../tree/build.ts';
import type { Call, Expression } from '../tree/expression.ts';
import { nullableOf, typeOf } from '../tree/output.ts';
import { BOOLEAN, type DataType, DOUBLE, INT, LONG, STRING, VOID } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { readValue } from '../types/vector-reader.ts';
import { evaluateConstant } from './evaluate-constant.ts';
import { compilePipeline, compilePredicate, compileValues } from './pipeline.ts';

const ENV = { timeZone: 'UTC' };

const bound = (ordinal: number, type: DataType): Expression => ({ kind: 'bound', ordinal, type, nullable: true });

/** A call of the first overload that takes the arguments' kinds as they are. */
function call(fn: string, returns: DataType, ...args: readonly Expression[]): Call {
  const kinds = args.map((a) => typeOf(a).kind);
  const overload = declared('scalar', fn).overloads.findIndex((o) =>
    kinds.every((kind, i) => {
      const wanted = o.args[i];
      return wanted?.accept !== 'kinds' || wanted.kinds.includes(kind);
    }),
  );
  return { kind: 'call', fn, overload, args, type: returns, nullable: args.some(nullableOf), ansi: true };
}

function batchOf(columns: readonly (readonly [DataType, readonly Value[]])[]): Batch {
  return {
    length: columns[0]?.[1].length ?? 0,
    columns: columns.map(([type, values]) => {
      const builder = vectorBuilder(type);
      for (const value of values) builder.append(value);
      return builder.finish();
    }),
  };
}

const valuesOf = (batch: Batch, ordinal: number, type: DataType): Value[] =>
  Array.from({ length: batch.length }, (_, row) => readValue(batch.columns[ordinal]!, type, row));

test('filters and projections run in order; columns that go through are gathered', () => {
  const input = batchOf([
    [INT, [1, null, 3, 4]],
    [STRING, ['a', 'ü', null, 'long text that is copied']],
  ]);
  const run = compilePipeline(
    [
      { kind: 'filter', condition: call('>', BOOLEAN, bound(0, INT), intLiteral(2)) },
      { kind: 'project', list: [bound(1, STRING), call('+', INT, bound(0, INT), intLiteral(10))] },
      { kind: 'filter', condition: call('<', BOOLEAN, bound(1, INT), intLiteral(100)) },
      { kind: 'project', list: [bound(1, INT), bound(0, STRING), call('*', INT, bound(1, INT), bound(1, INT))] },
    ],
    [INT, STRING],
    ENV,
  );
  const output = run(input);
  expect([INT, STRING, INT].map((type, i) => valuesOf(output, i, type))).toEqual([
    [13, 14],
    [null, 'long text that is copied'],
    [169, 196],
  ]);
});

test('a whole column is shared where nothing filters', () => {
  const input = batchOf([[INT, [1, 2]]]);
  const output = compilePipeline([{ kind: 'project', list: [bound(0, INT)] }], [INT], ENV)(input);
  expect(output.columns[0]).toBe(input.columns[0]);
});

test.each(['and', 'or'])('a chain of 5,000 %s', (fn) => {
  let chain: Expression = call('=', BOOLEAN, bound(0, INT), intLiteral(0));
  for (let i = 1; i < 5000; i++) chain = call(fn, BOOLEAN, chain, call('=', BOOLEAN, bound(0, INT), intLiteral(i)));
  const rows = compilePredicate(chain, ENV)(batchOf([[INT, [4999, 5000, null, 0]]]));
  expect([...rows]).toEqual(fn === 'or' ? [0, 3] : []);
  const [values] = compileValues([chain], ENV)(batchOf([[INT, [4999, 5000, null, 0]]]));
  const expected = fn === 'or' ? [true, false, null, true] : [false, false, null, false];
  expect([0, 1, 2, 3].map((row) => readValue(values!, BOOLEAN, row))).toEqual(expected);
});

test('a chain of 5,000 additions, and 300 columns of 20 terms', () => {
  let chain: Expression = bound(0, LONG);
  for (let i = 1; i < 5000; i++) chain = call('+', LONG, chain, longLiteral(1n));
  const [sum] = compileValues([chain], ENV)(batchOf([[LONG, [1n, null]]]));
  expect([readValue(sum!, LONG, 0), readValue(sum!, LONG, 1)]).toEqual([5000n, null]);
  const wide = Array.from({ length: 300 }, (_, k) => {
    let term: Expression = bound(0, LONG);
    for (let i = 0; i < 20; i++) term = call('*', LONG, term, longLiteral(BigInt(k % 2)));
    return term;
  });
  const columns = compileValues(wide, ENV)(batchOf([[LONG, [7n]]]));
  expect(columns.map((c) => readValue(c, LONG, 0))).toEqual(wide.map((_, k) => (k % 2 === 0 ? 0n : 7n)));
});

test('what Spark would not compute is not computed', () => {
  const quotient = call('div', LONG, intLiteral(1), bound(1, INT));
  const sum = { ...call('+', LONG, bound(0, LONG), quotient), nullable: true };
  const input = batchOf([
    [LONG, [null, 1n]],
    [INT, [0, 1]],
  ]);
  const [values] = compileValues([sum], ENV)(input);
  expect([readValue(values!, LONG, 0), readValue(values!, LONG, 1)]).toEqual([null, 2n]);
  const failing = batchOf([
    [LONG, [1n]],
    [INT, [0]],
  ]);
  expect(() => compileValues([sum], ENV)(failing)).toThrow(SparkError);
  const guarded = call('and', BOOLEAN, booleanLiteral(false), call('=', BOOLEAN, quotient, longLiteral(1n)));
  expect(
    evaluateConstant({ ...guarded, args: [booleanLiteral(false), { kind: 'literal', type: VOID, value: null }] }, ENV),
  ).toBe(false);
  const [shortened] = compileValues([guarded], ENV)(failing);
  expect(readValue(shortened!, BOOLEAN, 0)).toBe(false);
});

test('random numbers are drawn for every row that reaches their projection, once', () => {
  const rand: Call = {
    kind: 'call',
    fn: 'rand',
    overload: 1,
    args: [longLiteral(7n)],
    type: DOUBLE,
    nullable: false,
    ansi: true,
  };
  const run = compilePipeline(
    [
      { kind: 'project', list: [bound(0, INT), rand] },
      { kind: 'filter', condition: call('>', BOOLEAN, bound(0, INT), intLiteral(1)) },
      { kind: 'project', list: [bound(1, DOUBLE), call('-', DOUBLE, bound(1, DOUBLE), bound(1, DOUBLE))] },
    ],
    [INT],
    ENV,
  );
  const output = run(batchOf([[INT, [1, 2, 1, 2]]]), 0);
  // The second and fourth number of Spark's sequence for this seed.
  expect(valuesOf(output, 0, DOUBLE)).toEqual([0.45998819035056326, 0.6631414615273216]);
  expect(valuesOf(output, 1, DOUBLE)).toEqual([0, 0]);
});
