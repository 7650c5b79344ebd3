/** `(key = value, 'a.b' 'c', …)`: options and properties. */
import { raise } from '../../errors/raise.ts';
import type { TokenCursor } from './cursor.ts';
import { strictName } from './identifier.ts';
import { isString, singleStringLiteral, stringLiteral } from './string-literal.ts';

export function propertyList(cursor: TokenCursor): Readonly<Record<string, string>> {
  const start = cursor.index;
  const entries = cursor.parenthesized(() => property(cursor));
  const seen = new Set<string>();
  for (const [key] of entries) {
    if (seen.has(key)) {
      const context = cursor.contextFrom(start);
      raise('DUPLICATE_KEY', { keyColumn: `\`${key}\`` }, { context, parse: context });
    }
    seen.add(key);
  }
  return Object.fromEntries(entries);
}

export function propertyKey(cursor: TokenCursor): string {
  if (isString(cursor)) return singleStringLiteral(cursor);
  const parts = [strictName(cursor)];
  while (cursor.accept('.')) parts.push(strictName(cursor));
  return parts.join('.');
}

function property(cursor: TokenCursor): [string, string] {
  const start = cursor.index;
  const key = propertyKey(cursor);
  const assigned = cursor.accept('=');
  if (isString(cursor)) return [key, stringLiteral(cursor)];
  const token = cursor.token;
  if (token.key === 'integer' || token.key === 'decimal') return [key, cursor.advance().text];
  if (token.key === 'TRUE' || token.key === 'FALSE') return [key, cursor.advance().text.toLowerCase()];
  if (assigned) return cursor.fail();
  const context = cursor.contextFrom(start);
  return raise(
    '_LEGACY_ERROR_TEMP_0035',
    { message: `Values must be specified for key(s): [${key}]` },
    { context, parse: context },
  );
}
