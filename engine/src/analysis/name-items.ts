/** Items of a SELECT list made named expressions, with the names Spark would generate. */
import { alias } from '../tree/build.ts';
import { type Expression, type NamedExpression, nextExpressionId } from '../tree/expression.ts';
import { prettySql, prettySqlIn } from './naming.ts';

/** `parsed` is the item before resolution: a dotted name keeps its last part. Aliases get ids of their own. */
export function nameItem(item: Expression, parsed: Expression, zone: string): NamedExpression {
  switch (item.kind) {
    case 'attribute':
      return item;
    case 'alias':
      return parsed === item || parsed.kind === 'alias' ? { ...item, id: nextExpressionId() } : item;
    default:
      return alias(item, generatedName(item, parsed, zone));
  }
}

function generatedName(item: Expression, parsed: Expression, zone: string): string {
  if (parsed.kind === 'unresolved-attribute') return lastPart(item) ?? (parsed.parts.at(-1) as string);
  if (item.kind === 'cast' && !item.implicit) {
    const { child } = item;
    if (child.kind === 'attribute') return child.name;
    if (parsed.kind === 'cast' && parsed.child.kind === 'unresolved-attribute')
      return parsed.child.parts.at(-1) as string;
  }
  if (item.kind === 'outer-reference') return item.attribute.name;
  return prettySqlIn(zone, item);
}

function lastPart(item: Expression): string | undefined {
  return item.kind === 'get-field' ? item.name : item.kind === 'call' && item.fn !== '[]' ? prettySql(item) : undefined;
}
