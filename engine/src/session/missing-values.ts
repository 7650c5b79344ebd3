/** `df.na`: rows with missing values dropped, missing values filled, values replaced. NaN counts as missing in floats. */
import { raise } from '../errors/raise.ts';
import { alias, call, intLiteral, NULL_LITERAL } from '../tree/build.ts';
import type { Attribute, Expression, Literal } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import type { DataType } from '../types/data-type.ts';
import { filter, type SameName, select } from './transformations.ts';

type Family = 'number' | 'text' | 'boolean';

function familyOf(type: DataType): Family | undefined {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'decimal':
      return 'number';
    case 'string':
    case 'char':
    case 'varchar':
      return 'text';
    case 'boolean':
      return 'boolean';
    default:
      return undefined;
  }
}

const hasNaN = (type: DataType): boolean => type.kind === 'float' || type.kind === 'double';
const castTo = (child: Expression, to: DataType): Expression => ({
  kind: 'cast',
  child,
  to,
  mode: 'ansi',
  implicit: false,
});

function columnsNamed(plan: Plan, names: readonly string[], same: SameName): readonly Attribute[] {
  const output = outputOf(plan);
  return names.map((name) => {
    const found = output.find((attribute) => same(attribute.name, name));
    if (found !== undefined) return found;
    const proposal = output.map((attribute) => `\`${attribute.name}\``).join(', ');
    return raise('UNRESOLVED_COLUMN.WITH_SUGGESTION', { objectName: `\`${name}\``, proposal });
  });
}

/** Keeps rows with at least `threshold` present values among the columns. */
export function dropMissing(plan: Plan, threshold: number, names: readonly string[], same: SameName): Plan {
  const present = columnsNamed(plan, names, same).map((attribute): Expression => {
    const isPresent = call('isnotnull', [attribute]);
    const when = hasNaN(attribute.type)
      ? call('and', [isPresent, call('not', [call('isnan', [attribute])])])
      : isPresent;
    return { kind: 'case', whens: [when], thens: [intLiteral(1)], otherwise: intLiteral(0) };
  });
  if (present.length === 0) return plan;
  const count = present.reduce((sum, one) => call('+', [sum, one]));
  return filter(plan, call('>=', [count, intLiteral(threshold)]));
}

/** Only columns of the value's own family are filled; `names` undefined means all of these. */
export function fillMissing(
  plan: Plan,
  values: ReadonlyMap<string, Literal> | Literal,
  names: readonly string[] | undefined,
  same: SameName,
): Plan {
  const chosen = names === undefined ? undefined : columnsNamed(plan, names, same);
  const valueFor = (attribute: Attribute): Literal | undefined => {
    if (values instanceof Map) {
      for (const [name, value] of values) if (same(name, attribute.name)) return value;
      return undefined;
    }
    const value = values as Literal;
    if (chosen !== undefined && !chosen.includes(attribute)) return undefined;
    return familyOf(value.type) === familyOf(attribute.type) ? value : undefined;
  };
  if (values instanceof Map) columnsNamed(plan, [...values.keys()], same);
  return select(
    plan,
    outputOf(plan).map((attribute) => {
      const value = valueFor(attribute);
      if (value === undefined) return attribute;
      const column = hasNaN(attribute.type)
        ? call('nanvl', [attribute, castTo(NULL_LITERAL, attribute.type)])
        : attribute;
      return alias(call('coalesce', [column, castTo(value, attribute.type)]), attribute.name);
    }),
  );
}

/** `names` undefined means every column of the family of the values replaced. */
export function replaceValues(
  plan: Plan,
  names: readonly string[] | undefined,
  pairs: readonly (readonly [Literal, Literal])[],
  same: SameName,
): Plan {
  const first = pairs[0];
  if (first === undefined) return plan;
  const family = familyOf(first[0].type);
  const chosen = names === undefined ? outputOf(plan) : columnsNamed(plan, names, same);
  return select(
    plan,
    outputOf(plan).map((attribute) => {
      if (!chosen.includes(attribute) || familyOf(attribute.type) !== family) return attribute;
      const whens = pairs.map(([from]) => call('=', [attribute, castTo(from, attribute.type)]));
      const thens = pairs.map(([, to]) => castTo(to, attribute.type));
      return alias({ kind: 'case', whens, thens, otherwise: attribute }, attribute.name);
    }),
  );
}
