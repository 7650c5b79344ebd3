/** Window specifications: OVER, the WINDOW clause, frames. */
import type { SqlContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { call } from '../../tree/build.ts';
import type { Expression, FrameBound, WindowFrame } from '../../tree/expression.ts';
import type { WindowDefinition } from '../../tree/plan.ts';
import { quoteIdentifier } from '../../types/data-type.ts';
import type { TokenCursor } from './cursor.ts';
import { strictName } from './identifier.ts';
import { sortItem } from './sort-item.ts';

export function overClause(cursor: TokenCursor, fn: Expression, start: number): Expression {
  cursor.expect('OVER');
  const spec = windowSpec(cursor);
  const context = cursor.contextFrom(start);
  if (spec.base !== undefined) return { kind: 'unresolved-window', function: fn, name: spec.base, context };
  const ignoreNulls = fn.kind === 'unresolved-function' && fn.ignoreNulls === true;
  const { partitionBy, orderBy, frame } = spec;
  return { kind: 'window-call', function: fn, partitionBy, orderBy, frame, ignoreNulls, context };
}

function windowSpec(cursor: TokenCursor): WindowDefinition {
  if (!cursor.is('(')) return reference(strictName(cursor));
  if (cursor.isIdentifier(cursor.peek(1)) && cursor.peek(2).key === ')') {
    cursor.advance();
    const name = strictName(cursor);
    cursor.expect(')');
    return reference(name);
  }
  cursor.expect('(');
  let partitionBy: Expression[] = [];
  let orderBy: WindowDefinition['orderBy'] = [];
  if (cursor.acceptAll('CLUSTER', 'BY')) partitionBy = cursor.list(() => cursor.rules.expression(cursor));
  else {
    if (cursor.acceptAll('PARTITION', 'BY') || cursor.acceptAll('DISTRIBUTE', 'BY')) {
      partitionBy = cursor.list(() => cursor.rules.expression(cursor));
    }
    if (cursor.acceptAll('ORDER', 'BY') || cursor.acceptAll('SORT', 'BY')) {
      orderBy = cursor.list(() => sortItem(cursor));
    }
  }
  const frame = windowFrame(cursor);
  cursor.expect(')');
  return { base: undefined, partitionBy, orderBy, frame };
}

const reference = (base: string): WindowDefinition => ({ base, partitionBy: [], orderBy: [], frame: undefined });

function windowFrame(cursor: TokenCursor): WindowFrame | undefined {
  if (!cursor.is('ROWS') && !cursor.is('RANGE')) return undefined;
  const unit = cursor.advance().key === 'ROWS' ? 'rows' : 'range';
  if (!cursor.accept('BETWEEN')) return { unit, lower: frameBound(cursor), upper: { kind: 'current-row' } };
  const lower = frameBound(cursor);
  cursor.expect('AND');
  return { unit, lower, upper: frameBound(cursor) };
}

function frameBound(cursor: TokenCursor): FrameBound {
  if (cursor.accept('UNBOUNDED')) {
    if (cursor.accept('FOLLOWING')) return { kind: 'unbounded-following' };
    cursor.expect('PRECEDING');
    return { kind: 'unbounded-preceding' };
  }
  if (cursor.acceptAll('CURRENT', 'ROW')) return { kind: 'current-row' };
  const start = cursor.index;
  const value = cursor.rules.expression(cursor);
  const preceding = !cursor.accept('FOLLOWING');
  if (preceding) cursor.expect('PRECEDING');
  const context = cursor.contextFrom(start);
  if (!isConstant(value)) raise('INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND', {}, { context, parse: context });
  return { kind: 'offset', value: preceding ? call('negative', [value], context) : value };
}

/** Spark asks for foldable bounds before names are resolved: anything that names a column is none. */
function isConstant(value: Expression): boolean {
  if (value.kind === 'literal' || value.kind === 'parameter') return true;
  if (value.kind === 'cast') return isConstant(value.child);
  return value.kind === 'unresolved-function' && value.builtin && value.args.every(isConstant);
}

/** `WINDOW a AS (…), b AS a`: a name may stand for one defined before. */
export function windowClause(cursor: TokenCursor): Readonly<Record<string, WindowDefinition>> | undefined {
  if (!cursor.is('WINDOW') || !cursor.isIdentifier(cursor.peek(1))) return undefined;
  if (cursor.peek(2).key !== 'AS' && cursor.peek(1).key !== 'IDENTIFIER') return undefined;
  const start = cursor.index;
  cursor.expect('WINDOW');
  const definitions: Record<string, WindowDefinition> = {};
  const seen = new Set<string>();
  cursor.list(() => {
    const name = strictName(cursor);
    cursor.expect('AS');
    const spec = windowSpec(cursor);
    if (seen.has(name)) {
      const context = cursor.contextFrom(start);
      raise(
        'INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION',
        { windowName: quoteIdentifier(name) },
        { context, parse: context },
      );
    }
    seen.add(name);
    definitions[name] = spec;
  });
  const context = cursor.contextFrom(start);
  return Object.fromEntries(
    Object.entries(definitions).map(([name, spec]) => [name, resolved(definitions, spec, context)]),
  );
}

/** `b AS a` takes over what `a` is defined as; it must not be a mere name too. */
function resolved(
  definitions: Readonly<Record<string, WindowDefinition>>,
  spec: WindowDefinition,
  context: SqlContext,
): WindowDefinition {
  if (spec.base === undefined) return spec;
  const windowName = quoteIdentifier(spec.base);
  const found = Object.hasOwn(definitions, spec.base) ? definitions[spec.base] : undefined;
  if (found === undefined) {
    return raise('INVALID_SQL_SYNTAX.UNRESOLVED_WINDOW_REFERENCE', { windowName }, { context, parse: context });
  }
  if (found.base !== undefined) {
    raise('INVALID_SQL_SYNTAX.INVALID_WINDOW_REFERENCE', { windowName }, { context, parse: context });
  }
  return found;
}
