/** Joins: own ids for both sides, USING and NATURAL keys, the condition. LATERAL's right side sees the left's columns. */
import { raise } from '../../errors/raise.ts';
import { alias, call } from '../../tree/build.ts';
import type { Attribute, Expression, NamedExpression } from '../../tree/expression.ts';
import { outputOf, typeOf } from '../../tree/output.ts';
import type { Join, Plan } from '../../tree/plan.ts';
import { outerReferences } from '../../tree/references.ts';
import { quoteIdentifier } from '../../types/data-type.ts';
import { aggregatesIn, hasWindow } from '../aggregates.ts';
import { type Analysis, attributeScope, childScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { missingFrom, raiseMissing } from '../check-attributes.ts';
import { byName, sameIdentifier } from '../columns.ts';
import { apartFromOuter, withFreshIds } from '../fresh-ids.ts';
import { exposing, hiddenOf } from '../hidden-columns.ts';
import { prettySql, quotedSql } from '../naming.ts';
import { scopeOf } from '../resolution.ts';
import { selfJoinCondition } from '../self-join.ts';
import { quotedType } from '../type-errors.ts';

export function analyzeJoin(plan: Join, analysis: Analysis): Plan {
  const left = analysis.analyze(plan.left, analysis);
  const given = rightSide(plan, left, analysis);
  const taken = [...outputOf(left), ...hiddenOf(left)];
  const right = plan.lateral ? apartFromOuter(given, taken) : withFreshIds(given, taken);
  const condition =
    plan.condition === undefined ? undefined : selfJoinCondition(plan.condition, given, right, analysis);
  const join: Join = { ...plan, left, right, condition };
  const using = join.using ?? (join.natural ? commonNames(join, analysis) : undefined);
  if (using !== undefined) return usingJoin({ ...join, using: undefined, natural: false }, using, analysis);
  return join.condition === undefined ? exposedJoin(join, []) : withCondition(join, join.condition, analysis);
}

function rightSide(plan: Join, left: Plan, analysis: Analysis): Plan {
  if (!plan.lateral) return analysis.analyze(plan.right, analysis);
  const { caseSensitive } = analysis.mode;
  return analysis.analyze(plan.right, {
    ...analysis,
    outer: scopeOf(outputOf(left), hiddenOf(left), caseSensitive, analysis.outer),
  });
}

function withCondition(join: Join, parsed: Expression, analysis: Analysis): Plan {
  const resolved = resolveIn(analysis, childScope(analysis, join.left, join.right), parsed);
  const condition = resolved;
  if (typeOf(resolved).kind !== 'boolean') {
    return raise(
      'JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE',
      { joinCondition: quotedSql(resolved), conditionType: quotedType(typeOf(resolved)) },
      { context: join.context },
    );
  }
  const [aggregate] = aggregatesIn(condition);
  if (aggregate !== undefined || hasWindow(condition)) {
    raise(
      'UNSUPPORTED_EXPR_FOR_OPERATOR',
      { operator: 'Join', invalidExprSqls: quotedSql(aggregate ?? condition) },
      { context: join.context },
    );
  }
  return exposedJoin({ ...join, condition }, [condition]);
}

/** Keys hidden behind an earlier USING are shown to this join, or to what is lateral in it, and hidden again above it. */
function exposedJoin(join: Join, conditions: readonly Expression[]): Plan {
  const both: Plan = { ...join, type: 'inner', condition: undefined };
  const hidden = new Set(hiddenOf(join.left).map((a) => a.id));
  const lateral = join.lateral ? outerReferences(join.right).filter((a) => hidden.has(a.id)) : [];
  const missing = missingFrom(both, [...conditions, ...lateral]);
  if (missing.length === 0) return join;
  const ids = new Set([...outputOf(join.left), ...hiddenOf(join.left)].map((a) => a.id));
  const left = exposing(
    join.left,
    missing.filter((a) => ids.has(a.id)),
  );
  const right = exposing(
    join.right,
    missing.filter((a) => !ids.has(a.id)),
  );
  if (left === undefined || right === undefined) {
    return raiseMissing(
      `!Join ${[join.type, ...conditions.map(prettySql)].join(', ')}`,
      missing,
      outputOf(both),
      conditions,
    );
  }
  return {
    kind: 'project',
    list: outputOf(join),
    child: markAnalyzed({ ...join, left, right }),
    hidden: [...hiddenOf(join.left), ...hiddenOf(join.right)],
  };
}

function commonNames(join: Join, analysis: Analysis): readonly string[] {
  const { caseSensitive } = analysis.mode;
  const right = outputOf(join.right);
  return outputOf(join.left)
    .map((a) => a.name)
    .filter((name) => right.some((a) => sameIdentifier(a.name, name, caseSensitive)));
}

function usingJoin(join: Join, names: readonly string[], analysis: Analysis): Plan {
  const leftKeys = names.map((name) => keyOf(join.left, name, 'left', join, analysis));
  const rightKeys = names.map((name) => keyOf(join.right, name, 'right', join, analysis));
  const equal = leftKeys.map((key, i) => call('=', [key, rightKeys[i] as Attribute], join.context));
  const [first, ...rest] = equal;
  const parsed = rest.reduce<Expression | undefined>(
    (all, e) => (all === undefined ? e : call('and', [all, e], join.context)),
    first,
  );
  const condition = parsed === undefined ? undefined : resolveIn(analysis, attributeScope(analysis, []), parsed);
  const joined: Join = { ...join, condition };
  if (join.type === 'left-semi' || join.type === 'left-anti') {
    return {
      kind: 'project',
      list: [...leftKeys, ...others(outputOf(join.left), leftKeys)],
      child: markAnalyzed(joined),
    };
  }
  const output = outputOf(joined);
  const shown = (keys: readonly Attribute[]): readonly Attribute[] =>
    keys.map((key) => output.find((a) => a.id === key.id) as Attribute);
  const [left, right] = [shown(leftKeys), shown(rightKeys)];
  const keys = usingKeys(joined, left, right, analysis);
  const list = [...keys, ...others(output, [...left, ...right])];
  const visible = new Set(list.map((item) => item.id));
  const hidden = [...left, ...right].filter((key) => !visible.has(key.id));
  const below = [...hiddenOf(join.left), ...hiddenOf(join.right)];
  return { kind: 'project', list, child: markAnalyzed(joined), hidden: [...hidden, ...below] };
}

/** Which side's keys the result shows: the one that cannot be missing, or the first present one for FULL. */
function usingKeys(
  join: Join,
  left: readonly Attribute[],
  right: readonly Attribute[],
  analysis: Analysis,
): readonly NamedExpression[] {
  if (join.type === 'right') return right;
  if (join.type !== 'full') return left;
  return left.map((key, i) => {
    const merged = resolveIn(analysis, attributeScope(analysis, []), call('coalesce', [key, right[i] as Attribute]));
    return alias(merged, key.name);
  });
}

const others = (output: readonly Attribute[], keys: readonly Attribute[]): readonly Attribute[] => {
  const ids = new Set(keys.map((key) => key.id));
  return output.filter((a) => !ids.has(a.id));
};

function keyOf(plan: Plan, name: string, side: string, join: Join, analysis: Analysis): Attribute {
  const output = outputOf(plan);
  const found = byName({ attributes: output, caseSensitive: analysis.mode.caseSensitive }, name);
  const [only] = found;
  if (found.length > 1) {
    raise(
      'AMBIGUOUS_REFERENCE',
      {
        name: quoteIdentifier(name),
        referenceNames: `[${found
          .map((a) => [...a.qualifier, a.name].map(quoteIdentifier).join('.'))
          .sort()
          .join(', ')}]`,
      },
      { context: join.context },
    );
  }
  if (only !== undefined) return only;
  const suggestion = output
    .map((a) => quoteIdentifier(a.name))
    .sort()
    .join(', ');
  return raise('UNRESOLVED_USING_COLUMN_FOR_JOIN', { colName: quoteIdentifier(name), side, suggestion });
}
