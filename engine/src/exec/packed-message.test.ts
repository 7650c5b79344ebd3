import { expect, test } from 'vitest';
import { packMessage, unpackMessage } from './packed-message.ts';

const sent = (value: unknown): unknown => unpackMessage(structuredClone(packMessage(value)));

test('nesting of any depth survives', () => {
  let deep: unknown = { kind: 'leaf' };
  for (let i = 0; i < 20_000; i++) deep = { kind: 'node', child: [deep] };
  expect(() => structuredClone(deep)).toThrow(RangeError);
  let node = sent(deep) as { kind: string; child: { kind: string }[] };
  let depth = 0;
  for (; node.kind === 'node'; depth++) node = node.child[0] as typeof node;
  expect(depth).toBe(20_000);
});

test('shared objects stay shared, long texts are sent once, bytes and maps stay what they are', () => {
  const text = 'select '.repeat(1000);
  const shared = { text };
  const bytes = Uint8Array.of(1, 2);
  const message = {
    list: Array.from({ length: 1000 }, () => ({ text })),
    a: shared,
    b: shared,
    bytes,
    map: new Map([[1, bytes]]),
  };
  const packed = packMessage(message);
  expect(packed.texts).toEqual([text]);
  const got = sent(message) as typeof message;
  expect(got).toEqual(message);
  expect(got.a).toBe(got.b);
});
