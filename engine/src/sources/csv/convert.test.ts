import { expect, test } from 'vitest';
import { DATE, DOUBLE, INT, LONG, TIMESTAMP } from '../../types/data-type.ts';
import { bytesParser, fieldParser } from './convert.ts';
import { csvOptions } from './csv-options.ts';

const TYPES = [INT, LONG, DATE, TIMESTAMP];

const DAYS = [
  '2020-02-28',
  '2020-02-29',
  '2019-02-29',
  '1900-02-29',
  '2020-04-31',
  '2020-00-10',
  '2020-13-01',
  '0000-01-01',
].concat([
  '0001-01-01',
  '9999-12-31',
  '1582-10-10',
  '2020-1-01',
  '2020/01/01',
  '2020-01-1a',
  '1883-11-18',
  '2020-12-00',
]);
const CLOCKS = [
  '00:00:00',
  '23:59:59',
  '24:00:00',
  '12:60:00',
  '12:00:60',
  '02:30:00',
  '1:02:03',
  '12:00:00.5',
  '12:00:00.123456Z',
  '12:00:00Z',
  '12:00:00.1234567',
  '12-00-00',
];
/** Days on which clocks were put forward and back. */
const CHANGES = ['2020-03-08', '2020-11-01'];
const NUMBERS = [
  '0',
  '-0',
  '-',
  '',
  '7',
  '007',
  '+7',
  '123456789',
  '-123456789',
  '1234567890',
  '12a',
  ' 1',
  '99999999999',
];

const TEXTS = [
  ...DAYS,
  ...NUMBERS,
  ...[...DAYS, ...CHANGES].flatMap((day) =>
    CLOCKS.flatMap((clock) => [`${day} ${clock}`, `${day}T${clock}`, `${day}_${clock}`]),
  ),
];

test('what is read straight from bytes is what the text says, in every zone', () => {
  let straight = 0;
  for (const zone of ['UTC', 'America/New_York', 'Asia/Kathmandu', '+05:30']) {
    for (const type of TYPES) {
      const options = csvOptions({});
      const parse = bytesParser(type, options, zone);
      const parseText = fieldParser(type, options, zone);
      for (const text of TEXTS) {
        const bytes = new TextEncoder().encode(`,${text},`);
        const value = parse?.(bytes, 1, bytes.length - 1);
        if (value === undefined) continue;
        straight += 1;
        // Minus zero is no integer of its own.
        expect([zone, text, value === 0 ? 0 : value]).toEqual([
          zone,
          text,
          parseText(text) === 0 ? 0 : parseText(text),
        ]);
      }
    }
  }
  expect(straight).toBeGreaterThan(200);
});

test('numbers with a fraction read from bytes are the nearest doubles, as their text says', () => {
  const parse = bytesParser(DOUBLE, csvOptions({}), 'UTC');
  const spelled = [
    '0.1',
    '-0.0',
    '5.',
    '.5',
    '1e5',
    '1.5f',
    '--1',
    '1.2.3',
    '0.30000000000000004',
    '123456789012345.6',
  ];
  const made = Array.from({ length: 5000 }, (_, i) => String((((i * 7919) % 100_003) / 997) * 10 ** ((i % 9) - 4)));
  const cut = made.map((text, i) => text.slice(0, 3 + (i % 13)));
  let straight = 0;
  for (const text of [...NUMBERS, ...spelled, ...made, ...cut]) {
    const bytes = new TextEncoder().encode(`,${text},`);
    const value = parse?.(bytes, 1, bytes.length - 1);
    if (value === undefined) continue;
    straight += 1;
    expect([text, value]).toEqual([text, fieldParser(DOUBLE, csvOptions({}), 'UTC')(text)]);
  }
  expect(straight).toBeGreaterThan(4000);
  expect(bytesParser(DOUBLE, csvOptions({ nanvalue: '-999' }), 'UTC')).toBeUndefined();
});

test('with a format of its own a column is read by that', () => {
  expect(bytesParser(DATE, csvOptions({ dateformat: 'dd/MM/yyyy' }), 'UTC')).toBeUndefined();
  expect(bytesParser(TIMESTAMP, csvOptions({ timestampformat: 'dd/MM/yyyy' }), 'UTC')).toBeUndefined();
});
