/** AND, OR, NOT and CASE with constant, repeated or common parts. */
import { isDeterministic } from '../../analysis/foldable.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import { allOf, anyOf, conjuncts, disjuncts, FALSE, isFalse, isTrue, predicate, TRUE } from '../../tree/conjunction.ts';
import type { Call, Case, Expression } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { mapExpressions, transformExpression, transformPlan } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';

export const simplifyBooleans: Rule = (plan) =>
  transformPlan(plan, (node) => {
    const simplified = mapExpressions(node, (e) => transformExpression(e, simplify));
    if (simplified.kind !== 'filter') return simplified;
    const condition = allOf(withoutRepeats(conjuncts(simplified.condition).map(commonFactors).flatMap(conjuncts)));
    return condition === undefined || canonicalKey(condition) === canonicalKey(simplified.condition)
      ? simplified
      : { ...simplified, condition };
  });

function simplify(e: Expression): Expression {
  if (e.kind === 'case') return simplifyCase(e);
  if (e.kind !== 'call') return e;
  switch (e.fn) {
    case 'and':
      return simplifyAnd(e);
    case 'or':
      return simplifyOr(e);
    case 'not':
    case '!':
      return simplifyNot(e);
    default:
      return e;
  }
}

function simplifyAnd(e: Call): Expression {
  const [a, b] = e.args as readonly [Expression, Expression];
  if (isTrue(a)) return b;
  if (isTrue(b)) return a;
  if (isFalse(a)) return a;
  if (isFalse(b) && isDeterministic(a)) return b;
  return isSame(a, b) ? a : e;
}

function simplifyOr(e: Call): Expression {
  const [a, b] = e.args as readonly [Expression, Expression];
  if (isFalse(a)) return b;
  if (isFalse(b)) return a;
  if (isTrue(a)) return a;
  if (isTrue(b) && isDeterministic(a)) return b;
  return isSame(a, b) ? a : e;
}

/** Comparing keys of long chains at every link would cost too much: only short parts are looked at here. */
function isSame(a: Expression, b: Expression): boolean {
  return a.kind === b.kind && a.kind !== 'call' && canonicalKey(a) === canonicalKey(b) && isDeterministic(a);
}

const OPPOSITES: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

function simplifyNot(e: Call): Expression {
  const [inner] = e.args;
  if (inner === undefined) return e;
  if (isTrue(inner)) return FALSE;
  if (isFalse(inner)) return TRUE;
  if (inner.kind !== 'call') return e;
  const opposite = OPPOSITES[inner.fn];
  if (opposite !== undefined) return { ...inner, fn: opposite };
  const [a, b] = inner.args;
  switch (inner.fn) {
    case 'not':
    case '!':
      return a ?? e;
    case 'and':
      return predicate('or', [
        simplifyNot(predicate('not', [a as Expression])),
        simplifyNot(predicate('not', [b as Expression])),
      ]);
    case 'or':
      return predicate('and', [
        simplifyNot(predicate('not', [a as Expression])),
        simplifyNot(predicate('not', [b as Expression])),
      ]);
    case 'isnull':
      return { ...inner, fn: 'isnotnull' };
    case 'isnotnull':
      return { ...inner, fn: 'isnull' };
    default:
      return e;
  }
}

/** Branches that are never taken go; a branch always taken ends the CASE. */
function simplifyCase(e: Case): Expression {
  const never = (when: Expression): boolean => isFalse(when) || (when.kind === 'literal' && when.value === null);
  if (!e.whens.some((when) => never(when) || isTrue(when))) return e;
  const whens: Expression[] = [];
  const thens: Expression[] = [];
  let { otherwise } = e;
  for (const [i, when] of e.whens.entries()) {
    const then = e.thens[i] as Expression;
    if (never(when)) continue;
    if (isTrue(when)) {
      otherwise = then;
      break;
    }
    whens.push(when);
    thens.push(then);
  }
  if (whens.length > 0) return { ...e, whens, thens, otherwise };
  return otherwise ?? { kind: 'literal', type: typeOf(e.thens[0] as Expression), value: null };
}

function withoutRepeats(parts: readonly Expression[]): readonly Expression[] {
  const seen = new Set<string>();
  return parts.filter((part) => {
    const key = canonicalKey(part);
    if (seen.has(key) && isDeterministic(part)) return false;
    seen.add(key);
    return true;
  });
}

/** `(a AND b) OR (a AND c)` is `a AND (b OR c)`: the common part may be a join key or reach a scan. */
function commonFactors(part: Expression): Expression {
  const branches = disjuncts(part).map(conjuncts);
  const [first, ...rest] = branches;
  if (first === undefined || rest.length === 0 || branches.length > 64) return part;
  const keys = rest.map((branch) => new Set(branch.map(canonicalKey)));
  const common = first.filter((e) => isDeterministic(e) && keys.every((set) => set.has(canonicalKey(e))));
  if (common.length === 0) return part;
  const taken = new Set(common.map(canonicalKey));
  const left = branches.map((branch) => allOf(branch.filter((e) => !taken.has(canonicalKey(e)))));
  const others = left.every((branch) => branch !== undefined) ? anyOf(left) : undefined;
  return allOf(others === undefined ? common : [...common, others]) as Expression;
}
