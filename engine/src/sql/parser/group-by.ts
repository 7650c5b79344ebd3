/** GROUP BY: plain expressions, ROLLUP, CUBE, GROUPING SETS in old and new spellings. */
import type { Expression, GroupingAnalytics } from '../../tree/expression.ts';
import type { TokenCursor } from './cursor.ts';

type Sets = readonly (readonly Expression[])[];

/** Undefined without the clause. GROUP BY ALL is a column of that name until analysis. Pipes keep the keys' aliases. */
export function groupByClause(cursor: TokenCursor, keepAliases = false): readonly Expression[] | undefined {
  if (!cursor.isAll('GROUP', 'BY')) return undefined;
  const start = cursor.index;
  cursor.expectAll('GROUP', 'BY');
  const items = cursor.list(() => groupingItem(cursor, keepAliases));
  if (cursor.isAll('WITH', 'ROLLUP') || cursor.isAll('WITH', 'CUBE')) {
    const mode = cursor.peek(1).key === 'CUBE' ? 'cube' : 'rollup';
    cursor.moveTo(cursor.index + 2);
    return [
      analytics(
        cursor,
        start,
        mode,
        items.map((e) => [e]),
      ),
    ];
  }
  if (cursor.isAll('GROUPING', 'SETS')) {
    cursor.expectAll('GROUPING', 'SETS');
    const sets = cursor.parenthesized(() => groupingSet(cursor));
    return [{ ...analytics(cursor, start, 'sets', sets), columns: items }];
  }
  return items;
}

function analytics(cursor: TokenCursor, start: number, mode: GroupingAnalytics['mode'], sets: Sets): GroupingAnalytics {
  return { kind: 'grouping-analytics', mode, sets, columns: undefined, context: cursor.contextFrom(start) };
}

function groupingItem(cursor: TokenCursor, keepAliases: boolean): Expression {
  const found = groupingAnalytics(cursor);
  if (found !== undefined) return found;
  const named = cursor.rules.namedExpression(cursor);
  return named.kind === 'alias' && !keepAliases ? named.child : named;
}

function groupingAnalytics(cursor: TokenCursor): GroupingAnalytics | undefined {
  const start = cursor.index;
  if (cursor.isAll('ROLLUP', '(') || cursor.isAll('CUBE', '(')) {
    const mode = cursor.advance().key === 'CUBE' ? 'cube' : 'rollup';
    return analytics(
      cursor,
      start,
      mode,
      cursor.parenthesized(() => groupingSet(cursor)),
    );
  }
  if (!cursor.isAll('GROUPING', 'SETS', '(')) return undefined;
  cursor.expectAll('GROUPING', 'SETS');
  const sets = cursor.parenthesized(() => groupingElement(cursor)).flat();
  return analytics(cursor, start, 'sets', sets);
}

/** A nested ROLLUP or CUBE stands for the sets it makes. */
function groupingElement(cursor: TokenCursor): Sets {
  const nested = groupingAnalytics(cursor);
  return nested === undefined ? [groupingSet(cursor)] : setsOf(nested);
}

function setsOf(analytic: GroupingAnalytics): Sets {
  const { mode, sets } = analytic;
  if (mode === 'sets') return sets;
  if (mode === 'rollup') return [...sets.keys(), sets.length].reverse().map((n) => sets.slice(0, n).flat());
  return subsets(sets);
}

/** All subsets, the fullest first, in CUBE's order. */
function subsets(sets: Sets): Sets {
  const [first, ...rest] = sets;
  if (first === undefined) return [[]];
  const others = subsets(rest);
  return [...others.map((set) => [...first, ...set]), ...others];
}

/** `(a, b)`, `()` or one expression; `(a + b) * c` is one expression. */
function groupingSet(cursor: TokenCursor): readonly Expression[] {
  const after = cursor.at(cursor.closingOf(cursor.index) + 1).key;
  if (!cursor.is('(') || (after !== ',' && after !== ')')) return [cursor.rules.expression(cursor)];
  cursor.expect('(');
  if (cursor.accept(')')) return [];
  const items = cursor.list(() => cursor.rules.expression(cursor));
  cursor.expect(')');
  return items;
}
