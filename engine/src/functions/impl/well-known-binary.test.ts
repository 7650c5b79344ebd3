import { expect, it } from 'vitest';
import { asWellKnown, fromWellKnown, onGlobe, sridOf, withSrid } from './well-known-binary.ts';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');

const POINT = '0101000000000000000000f03f0000000000000040';
const SAME_POINT = '00000000013ff00000000000004000000000000000';
const LINE = `010200000002000000${POINT.slice(10)}${POINT.slice(10)}`;
const POLYGON = `010300000001000000${'02000000'}${POINT.slice(10)}${POINT.slice(10)}`;
const COLLECTION = `010700000002000000${POINT}${LINE}`;

it.each([POINT, LINE, POLYGON, COLLECTION])('%s survives both orders of bytes', (written) => {
  const value = fromWellKnown(bytes(written), 4326, true);
  expect(sridOf(value)).toBe(4326);
  expect(hex(asWellKnown(value, 'ndr'))).toBe(written);
  const turned = asWellKnown(value, 'XDR');
  expect(hex(turned)).not.toBe(written);
  expect(hex(asWellKnown(fromWellKnown(turned, 0, false), 'NDR'))).toBe(written);
});

it('high bytes first is read too, and the system is replaced', () => {
  const value = fromWellKnown(bytes(SAME_POINT), 0, false);
  expect(hex(asWellKnown(withSrid(value, 3857), 'NDR'))).toBe(POINT);
  expect(sridOf(withSrid(value, 3857))).toBe(3857);
});

it.each([
  ['6f', 'WKB_PARSE_ERROR'],
  [POINT.slice(0, -2), 'WKB_PARSE_ERROR'],
  [`0199000000${POINT.slice(10)}`, 'WKB_PARSE_ERROR'],
  [`02${POINT.slice(2)}`, 'WKB_PARSE_ERROR'],
])('%s is refused', (written, condition) => {
  expect(() => fromWellKnown(bytes(written), 0, false)).toThrow(expect.objectContaining({ condition }));
});

it('degrees have bounds', () => {
  const far = fromWellKnown(bytes('010100000000000000000069400000000000005940'), 4326, false);
  expect(() => onGlobe(far)).toThrow(
    expect.objectContaining({ parameters: { parseError: 'Invalid coordinate value found', pos: '5' } }),
  );
});
