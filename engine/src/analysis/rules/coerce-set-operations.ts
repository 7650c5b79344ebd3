/** UNION, INTERSECT, EXCEPT: as many columns on each side, of types that can be brought together. */
import { raise } from '../../errors/raise.ts';
import { alias, literal } from '../../tree/build.ts';
import type { Attribute, Expression, NamedExpression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Plan, SetOperation, Union } from '../../tree/plan.ts';
import { type DataType, quoteIdentifier, sameType } from '../../types/data-type.ts';
import type { Analysis } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { widerType } from '../coercion/common-type.ts';
import { putCast } from '../coercion/put-cast.ts';
import { byName } from '../columns.ts';
import { withFreshIds } from '../fresh-ids.ts';
import { ordinalWord } from '../ordinal-words.ts';
import { quotedType } from '../type-errors.ts';

export function coerceUnion(plan: Union, analysis: Analysis): Plan {
  const children = plan.byName ? alignedByName(plan, analysis) : plan.children;
  const types = commonTypes('UNION', children, plan, analysis);
  return {
    ...plan,
    byName: false,
    allowMissing: false,
    children: children.map((child) => withTypes(child, types, analysis)),
  };
}

export function coerceSetOperation(plan: SetOperation, analysis: Analysis): Plan {
  const name = `${plan.op.toUpperCase()}${plan.all ? ' ALL' : ''}`;
  const types = commonTypes(name, [plan.left, plan.right], plan, analysis);
  const left = withTypes(plan.left, types, analysis);
  const right = withFreshIds(withTypes(plan.right, types, analysis), outputOf(left));
  return { ...plan, left, right };
}

function commonTypes(operator: string, children: readonly Plan[], plan: Plan, analysis: Analysis): readonly DataType[] {
  const [first, ...rest] = children;
  if (first === undefined) return [];
  const expected = outputOf(first);
  const types = expected.map((column) => column.type);
  for (const [n, child] of rest.entries()) {
    const output = outputOf(child);
    if (output.length !== expected.length) {
      raise(
        'NUM_COLUMNS_MISMATCH',
        {
          operator,
          firstNumColumns: String(expected.length),
          invalidOrdinalNum: ordinalWord(n + 1),
          invalidNumColumns: String(output.length),
        },
        { context: plan.context },
      );
    }
    for (const [i, column] of output.entries()) {
      const common = widerType(types[i] as DataType, column.type, analysis.mode);
      if (common === undefined) return incompatible(operator, n + 1, i, types[i] as DataType, column.type, plan);
      types[i] = common;
    }
  }
  return types;
}

function incompatible(
  operator: string,
  table: number,
  column: number,
  left: DataType,
  right: DataType,
  plan: Plan,
): never {
  return raise(
    'INCOMPATIBLE_COLUMN_TYPE',
    {
      operator,
      columnOrdinalNumber: ordinalWord(column),
      tableOrdinalNumber: ordinalWord(table),
      dataType1: quotedType(right),
      dataType2: quotedType(left),
      hint: '',
    },
    { context: plan.context },
  );
}

function withTypes(child: Plan, types: readonly DataType[], analysis: Analysis): Plan {
  const output = outputOf(child);
  if (output.every((column, i) => sameType(column.type, types[i] as DataType))) return child;
  const list = output.map((column, i): NamedExpression => {
    const cast: Expression = putCast(column, types[i] as DataType, analysis.mode);
    return cast === column ? column : alias(cast, column.name);
  });
  return markAnalyzed({ kind: 'project', list, child });
}

/** Columns in the first child's order; missing ones are NULL where that is allowed. */
function alignedByName(plan: Union, analysis: Analysis): readonly Plan[] {
  return plan.children.reduce<readonly Plan[]>((done, child) => {
    const [first] = done;
    if (first === undefined) return [child];
    checkUnique(child, analysis);
    checkUnique(first, analysis);
    const names = outputOf(first);
    const extra = plan.allowMissing ? missing(child, names, analysis) : [];
    const widened = extra.length === 0 ? done : done.map((other) => withNulls(other, extra));
    return [...widened, aligned(child, [...names, ...extra], plan, analysis)];
  }, []);
}

function checkUnique(child: Plan, analysis: Analysis): void {
  const attributes = outputOf(child);
  const columns = { attributes, caseSensitive: analysis.mode.caseSensitive };
  const twice = attributes.find((column) => byName(columns, column.name).length > 1);
  if (twice !== undefined) raise('COLUMN_ALREADY_EXISTS', { columnName: quoteIdentifier(twice.name.toLowerCase()) });
}

function missing(child: Plan, names: readonly Attribute[], analysis: Analysis): readonly Attribute[] {
  const known = { attributes: names, caseSensitive: analysis.mode.caseSensitive };
  return outputOf(child).filter((column) => byName(known, column.name).length === 0);
}

function withNulls(child: Plan, extra: readonly Attribute[]): Plan {
  const nulls = extra.map((column) => alias(literal(null, column.type), column.name));
  return markAnalyzed({ kind: 'project', list: [...outputOf(child), ...nulls], child });
}

function aligned(child: Plan, names: readonly Attribute[], plan: Union, analysis: Analysis): Plan {
  const columns = { attributes: outputOf(child), caseSensitive: analysis.mode.caseSensitive };
  const list = names.map((wanted): NamedExpression => {
    const [found] = byName(columns, wanted.name);
    if (found !== undefined) return found;
    if (plan.allowMissing) return alias(literal(null, wanted.type), wanted.name);
    return raise('UNRESOLVED_COLUMN_AMONG_FIELD_NAMES', {
      colName: wanted.name,
      fieldNames: outputOf(child)
        .map((column) => column.name)
        .join(', '),
    });
  });
  const same = list.length === columns.attributes.length && list.every((item, i) => item === columns.attributes[i]);
  return same ? child : markAnalyzed({ kind: 'project', list, child });
}
