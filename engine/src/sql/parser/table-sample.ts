/** TABLESAMPLE in its forms: percent, rows, bucket. */
import { raise } from '../../errors/raise.ts';
import type { Expression } from '../../tree/expression.ts';
import type { Plan } from '../../tree/plan.ts';
import type { TokenCursor } from './cursor.ts';
import { integerValue } from './type.ts';

export function sampled(cursor: TokenCursor, child: Plan): Plan {
  if (!cursor.is('TABLESAMPLE')) return child;
  const start = cursor.index;
  cursor.expect('TABLESAMPLE');
  if (cursor.is('SYSTEM')) {
    const context = cursor.contextFrom(start);
    raise('UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM', {}, { context, parse: context });
  }
  cursor.accept('BERNOULLI');
  cursor.expect('(');
  if (cursor.accept(')')) {
    const context = cursor.contextFrom(start);
    raise('_LEGACY_ERROR_TEMP_0014', {}, { context, parse: context });
  }
  const method = sampleMethod(cursor);
  cursor.expect(')');
  const seed = repeatable(cursor);
  const context = cursor.contextFrom(start);
  if (method.kind === 'rows') return { kind: 'limit', count: method.count, child, context };
  const { fraction } = method;
  // Spark lets a fraction miss the bounds by rounding.
  if (fraction < -1e-6 || fraction > 1 + 1e-6) {
    raise('INVALID_TABLESAMPLE_FRACTION', { fraction: String(fraction) }, { context, parse: context });
  }
  return { kind: 'sample', lower: 0, upper: fraction, withReplacement: false, seed, child, context };
}

type Method =
  | { readonly kind: 'fraction'; readonly fraction: number }
  | { readonly kind: 'rows'; readonly count: Expression };

function sampleMethod(cursor: TokenCursor): Method {
  const start = cursor.index;
  if (cursor.is('BUCKET') && cursor.peek(1).key === 'integer') return bucket(cursor);
  const sign = cursor.is('-') ? 1 : 0;
  const number = cursor.peek(sign);
  if ((number.key === 'integer' || number.key === 'decimal') && cursor.peek(sign + 1).key === 'PERCENT') {
    cursor.moveTo(cursor.index + sign + 2);
    return { kind: 'fraction', fraction: ((sign === 1 ? -1 : 1) * Number(number.text)) / 100 };
  }
  const count = cursor.rules.expression(cursor);
  if (cursor.accept('ROWS')) return { kind: 'rows', count };
  const bytes = cursor.textFrom(start);
  const context = cursor.contextFrom(start);
  if (/^[0-9]+[bBkKmMgG]$/.test(bytes)) {
    raise('_LEGACY_ERROR_TEMP_0015', { msg: 'byteLengthLiteral' }, { context, parse: context });
  }
  return raise('_LEGACY_ERROR_TEMP_0016', { bytesStr: bytes }, { context, parse: context });
}

function bucket(cursor: TokenCursor): Method {
  const start = cursor.index;
  cursor.expect('BUCKET');
  const numerator = integerValue(cursor);
  cursor.expectAll('OUT', 'OF');
  const denominator = integerValue(cursor);
  if (cursor.is('ON')) {
    const context = cursor.contextFrom(start);
    raise('_LEGACY_ERROR_TEMP_0015', { msg: 'BUCKET x OUT OF y ON colname' }, { context, parse: context });
  }
  return { kind: 'fraction', fraction: numerator / denominator };
}

function repeatable(cursor: TokenCursor): bigint {
  if (!cursor.accept('REPEATABLE')) return BigInt(Math.floor(Math.random() * 1000));
  cursor.expect('(');
  const seed = BigInt(integerValue(cursor));
  cursor.expect(')');
  return seed;
}
