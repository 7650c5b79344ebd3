import { expect, test } from 'vitest';
import { sqlText } from '../fragments/sql.ts';
import type { Expression } from '../tree/expression.ts';
import { STRING, TIMESTAMP } from '../types/data-type.ts';
import { lowerExpression } from './lower-expression.ts';
import { duckdbTimeZone } from './time-zone.ts';

test('offsets of whole hours have names in ICU, others have none', () => {
  const zones = [
    '+01:00',
    '-08:00',
    'GMT+2',
    'UTC-03:00',
    '+14',
    '-13:00',
    '+05:30',
    '-00:00:30',
    'Z',
    'Asia/Kathmandu',
  ];
  expect(zones.map(duckdbTimeZone)).toEqual([
    'Etc/GMT-1',
    'Etc/GMT+8',
    'Etc/GMT-2',
    'Etc/GMT+3',
    'Etc/GMT-14',
    undefined,
    undefined,
    undefined,
    'UTC',
    'Asia/Kathmandu',
  ]);
});

test('what depends on a zone without a name stays with the evaluator, other expressions do not', () => {
  const scope = { timeZone: '+05:30', columns: [sqlText('a'), sqlText('b')] };
  const instant: Expression = { kind: 'bound', ordinal: 0, type: TIMESTAMP, nullable: true };
  const text: Expression = { kind: 'bound', ordinal: 1, type: STRING, nullable: true };
  const cast = (child: Expression): Expression => ({ kind: 'cast', child, to: STRING, mode: 'ansi', implicit: false });
  expect(() => lowerExpression(cast(instant), scope)).toThrow('no time zone +05:30');
  expect(lowerExpression(cast(text), scope)).toBeDefined();
  expect(lowerExpression(instant, scope)).toBeDefined();
});
