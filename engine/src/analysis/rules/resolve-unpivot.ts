/** UNPIVOT and `melt`: each row once for every set of value columns. */
import { raise } from '../../errors/raise.ts';
import { attribute, call, literal, stringLiteral } from '../../tree/build.ts';
import type { Attribute, Expression, NamedExpression } from '../../tree/expression.ts';
import { nullableOf, outputOf, toAttribute, typeOf } from '../../tree/output.ts';
import type { Plan, Unpivot } from '../../tree/plan.ts';
import { type DataType, STRING } from '../../types/data-type.ts';
import { type Analysis, attributeScope, childScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { mixedDecimal, tightestCommonType } from '../coercion/common-type.ts';
import { putCast } from '../coercion/put-cast.ts';
import { expandList } from '../expand-list.ts';
import { nameItem } from '../name-items.ts';
import { quotedSql } from '../naming.ts';
import { quotedType } from '../type-errors.ts';

export function resolveUnpivot(plan: Unpivot, analysis: Analysis): Plan {
  const scope = childScope(analysis, plan.child);
  const resolveAll = (list: readonly Expression[]): readonly NamedExpression[] =>
    expandList(list, scope, analysis.mode.caseSensitive).map((e) =>
      nameItem(resolveIn(analysis, scope, e), e, analysis.zone),
    );
  const given = plan.values?.map(resolveAll);
  const ids = plan.ids === undefined ? complement(plan, (given ?? []).flat()) : resolveAll(plan.ids);
  const sets = given ?? complement(plan, ids).map((column) => [column]);
  checkSets(plan, sets);
  const types = plan.valueNames.map((_, i) =>
    commonType(
      sets.map((set) => set[i] as Expression),
      analysis,
    ),
  );
  return expanded(plan, ids, sets, types, analysis);
}

const complement = (plan: Unpivot, used: readonly Expression[]): readonly Attribute[] => {
  const taken = new Set(used.flatMap((e) => (e.kind === 'attribute' ? [e.id] : [])));
  return outputOf(plan.child).filter((column) => !taken.has(column.id));
};

function checkSets(plan: Unpivot, sets: readonly (readonly NamedExpression[])[]): void {
  if (sets.length === 0) raise('UNPIVOT_REQUIRES_VALUE_COLUMNS', {}, { context: plan.context });
  if (sets.every((set) => set.length === plan.valueNames.length)) return;
  raise(
    'UNPIVOT_VALUE_SIZE_MISMATCH',
    { names: plan.valueNames.map((name) => `\`${name}\``).join(', ') },
    { context: plan.context },
  );
}

function commonType(values: readonly Expression[], analysis: Analysis): DataType {
  const types = values.map(typeOf);
  let common = types[0] as DataType;
  for (const type of types.slice(1)) {
    const next = tightestCommonType(common, type, analysis.mode) ?? mixedDecimal(common, type);
    if (next === undefined) {
      const byType = new Map<string, string[]>();
      values.forEach((value, i) => {
        const key = quotedType(types[i] as DataType);
        byType.set(key, [...(byType.get(key) ?? []), quotedSql(value).replaceAll('"', '`')]);
      });
      const shown = [...byType]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([type, names]) => `${type} (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''})`);
      return raise('UNPIVOT_VALUE_DATA_TYPE_MISMATCH', { types: shown.join(', ') });
    }
    common = next;
  }
  return common;
}

function expanded(
  plan: Unpivot,
  ids: readonly NamedExpression[],
  sets: readonly (readonly NamedExpression[])[],
  types: readonly DataType[],
  analysis: Analysis,
): Plan {
  const projections = sets.map((set, i) => [
    ...ids,
    stringLiteral(plan.aliases[i] ?? set.map((e) => e.name).join('_')),
    ...set.map((value, k) =>
      putCast(value.kind === 'alias' ? value.child : value, types[k] as DataType, analysis.mode),
    ),
  ]);
  const values = plan.valueNames.map((name, k) =>
    attribute(
      name,
      types[k] as DataType,
      sets.some((set) => nullableOf(set[k] ?? literal(null, STRING))),
    ),
  );
  const idColumns = ids.map((id) => ({ ...toAttribute(id), ...(id.kind === 'alias' ? { id: id.id } : {}) }));
  const output = [...idColumns, attribute(plan.variableName, STRING, false), ...values];
  const expand: Plan = {
    kind: 'expand',
    projections: projections.map((row) => row.map((e) => (e.kind === 'alias' ? e.child : e))),
    output,
    child: plan.child,
  };
  if (plan.includeNulls) return expand;
  const present = values
    .map((value): Expression => call('isnotnull', [value]))
    .reduce((all, test) => call('or', [all, test]));
  const condition = resolveIn(analysis, attributeScope(analysis, []), present);
  return { kind: 'filter', condition, child: markAnalyzed(expand) };
}
