import { expect, test } from 'vitest';
import { literal } from '../tree/build.ts';
import { array, DATE, DOUBLE, field, INT, LONG, STRING, TIMESTAMP, VOID } from '../types/data-type.ts';
import { type AssignmentPolicy, assigned, declaredType, upCast, withoutLength } from './store-assignment.ts';

const put = (policy: AssignmentPolicy, from: typeof INT | typeof STRING, to: typeof INT | typeof STRING) =>
  assigned(literal(null, from), from, field('c', to), { policy, table: '`t`' });

test('texts do not become numbers unless the policy is the old one', () => {
  expect(() => put('ANSI', STRING, INT)).toThrow('CANNOT_SAFELY_CAST');
  expect(() => put('STRICT', STRING, INT)).toThrow('CANNOT_SAFELY_CAST');
  expect(put('LEGACY', STRING, INT)).toMatchObject({ child: { kind: 'cast', mode: 'legacy' } });
  expect(put('ANSI', INT, STRING)).toMatchObject({ name: 'c', child: { kind: 'cast', mode: 'ansi' } });
  expect(put('ANSI', INT, INT)).toMatchObject({ child: { kind: 'literal' } });
});

test('a column with a length is a string that remembers it', () => {
  const column = withoutLength(field('c', { kind: 'char', length: 3, collation: 'UTF8_BINARY' }));
  expect(column.type).toEqual(STRING);
  expect(declaredType(column)).toEqual({ kind: 'char', length: 3, collation: 'UTF8_BINARY' });
  const value = assigned(literal('a', STRING), STRING, column, { policy: 'ANSI', table: '`t`' });
  expect(value).toMatchObject({ child: { kind: 'case' } });
});

test('what loses nothing', () => {
  expect([upCast(INT, LONG), upCast(LONG, INT), upCast(DATE, TIMESTAMP), upCast(array(INT), STRING)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([upCast(DOUBLE, STRING), upCast(VOID, INT)]).toEqual([true, false]);
});
