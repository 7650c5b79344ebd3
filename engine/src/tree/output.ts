/**
 * Data type and nullability of resolved expressions, and output columns of resolved plans. Together in one file because
 * an expression may hold a plan (subqueries) and a plan's columns are expressions.
 */
import { assert, internal } from '../errors/internal.ts';
import { array, BOOLEAN, type DataType, type StructField } from '../types/data-type.ts';
import { castMayGiveNull } from './cast-nullability.ts';
import type { Alias, Attribute, Expression, GetField } from './expression.ts';
import type { Join, Plan, Union } from './plan.ts';

export function typeOf(expression: Expression): DataType {
  switch (expression.kind) {
    case 'literal':
    case 'attribute':
    case 'call':
    case 'lambda-variable':
    case 'python-udf':
    case 'bound':
      return expression.type;
    case 'alias':
    case 'sort-order':
      return typeOf(expression.child);
    case 'cast':
      return expression.to;
    case 'case': {
      const first = expression.thens[0];
      assert(first !== undefined, 'CASE without branches');
      return typeOf(first);
    }
    case 'in':
    case 'exists':
    case 'in-subquery':
      return BOOLEAN;
    case 'get-field':
      return fieldType(expression);
    case 'lambda':
      return typeOf(expression.body);
    case 'aggregate-call':
      return expression.call.type;
    case 'window-call':
      return typeOf(expression.function);
    case 'outer-reference':
      return expression.attribute.type;
    case 'scalar-subquery': {
      const column = outputOf(expression.plan)[0];
      assert(column !== undefined, 'scalar subquery without columns');
      return column.type;
    }
    case 'named-argument':
      return typeOf(expression.value);
    default:
      return internal(`the type of an unresolved expression was asked for: ${expression.kind}`);
  }
}

export function nullableOf(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.value === null;
    case 'attribute':
    case 'call':
    case 'lambda-variable':
    case 'bound':
      return expression.nullable;
    case 'python-udf':
    case 'scalar-subquery':
      return true;
    case 'alias':
    case 'sort-order':
      return nullableOf(expression.child);
    case 'cast':
      return nullableOf(expression.child) || castMayGiveNull(typeOf(expression.child), expression.to, expression.mode);
    case 'case':
      return (
        expression.otherwise === undefined ||
        nullableOf(expression.otherwise) ||
        expression.thens.some((then) => nullableOf(then))
      );
    case 'in':
      return nullableOf(expression.child) || expression.list.some((item) => nullableOf(item));
    case 'exists':
      return false;
    case 'in-subquery':
      return expression.values.some((value) => nullableOf(value)) || outputOf(expression.plan).some((a) => a.nullable);
    case 'get-field':
      return (
        nullableOf(expression.child) || (typeOf(expression.child).kind === 'struct' && fieldOf(expression).nullable)
      );
    case 'lambda':
      return nullableOf(expression.body);
    case 'aggregate-call':
      return expression.call.nullable;
    case 'window-call':
      return nullableOf(expression.function);
    case 'outer-reference':
      return expression.attribute.nullable;
    case 'named-argument':
      return nullableOf(expression.value);
    default:
      return internal(`the nullability of an unresolved expression was asked for: ${expression.kind}`);
  }
}

/** The struct field a GetField reads, also through an array of structs. */
export function fieldOf(expression: GetField): StructField {
  const type = typeOf(expression.child);
  const holder = type.kind === 'array' ? type.element : type;
  const field = holder.kind === 'struct' ? holder.fields[expression.ordinal] : undefined;
  assert(field !== undefined, `no field ${expression.ordinal} in ${holder.kind}`);
  return field;
}

/** `array.field` of an array of structs is the array of that field. */
function fieldType(expression: GetField): DataType {
  const type = typeOf(expression.child);
  const field = fieldOf(expression);
  return type.kind === 'array' ? array(field.type, type.containsNull || field.nullable) : field.type;
}

const MEMO = new WeakMap<Plan, readonly Attribute[]>();

export function outputOf(plan: Plan): readonly Attribute[] {
  const known = MEMO.get(plan);
  if (known !== undefined) return known;
  const base = skipTransparent(plan);
  const output = MEMO.get(base) ?? compute(base);
  MEMO.set(base, output);
  MEMO.set(plan, output);
  return output;
}

/** The column a projection item makes. */
export function toAttribute(expression: Expression): Attribute {
  if (expression.kind === 'attribute') return expression;
  assert(expression.kind === 'alias', `${expression.kind} is no named expression`);
  return {
    kind: 'attribute',
    id: expression.id,
    name: expression.name,
    type: typeOf(expression.child),
    nullable: nullableOf(expression.child),
    qualifier: expression.qualifier,
    metadata: expression.metadata ?? inheritedMetadata(expression),
    ...(expression.renewedFrom === undefined ? {} : { renewedFrom: expression.renewedFrom }),
  };
}

function inheritedMetadata(alias: Alias): Attribute['metadata'] {
  const { child } = alias;
  if (child.kind === 'attribute') return child.metadata;
  return child.kind === 'get-field' ? fieldOf(child).metadata : {};
}

export const asNullable = (attribute: Attribute): Attribute =>
  attribute.nullable ? attribute : { ...attribute, nullable: true };

/** A loop, because chains of thousands of filters and limits exist. */
function skipTransparent(plan: Plan): Plan {
  let node = plan;
  for (;;) {
    switch (node.kind) {
      case 'filter':
      case 'having':
      case 'sort':
      case 'limit':
      case 'offset':
      case 'tail':
      case 'distinct':
      case 'deduplicate':
      case 'repartition':
      case 'sample':
      case 'hint':
      case 'with':
      case 'with-windows':
        node = node.child;
        if (MEMO.has(node)) return node;
        continue;
      default:
        return node;
    }
  }
}

function compute(plan: Plan): readonly Attribute[] {
  switch (plan.kind) {
    case 'one-row':
    case 'command':
      return [];
    case 'range':
    case 'local-relation':
    case 'source-relation':
    case 'rdd-relation':
    case 'cached-relation':
    case 'cte-reference':
    case 'recursion':
    case 'expand':
    case 'shared':
    case 'python-map':
    case 'python-cogroup':
      return plan.output;
    case 'project':
    case 'aggregate':
      return plan.list.map(toAttribute);
    case 'window':
      return [...outputOf(plan.child), ...plan.calls.map(toAttribute)];
    case 'python-eval':
      return [...outputOf(plan.child), ...plan.udfs.map(toAttribute)];
    case 'generate':
      return [...outputOf(plan.child), ...plan.output];
    case 'subquery-alias':
      return outputOf(plan.child).map((attribute, i) => ({
        ...attribute,
        name: plan.columns[i] ?? attribute.name,
        qualifier: plan.name,
      }));
    case 'join':
      return joinOutput(plan);
    case 'set-operation': {
      const right = outputOf(plan.right);
      return outputOf(plan.left).map((attribute, i) =>
        plan.op === 'intersect' && attribute.nullable && right[i]?.nullable === false
          ? { ...attribute, nullable: false }
          : attribute,
      );
    }
    case 'union':
      return unionOutput(plan);
    case 'filter':
    case 'having':
    case 'sort':
    case 'limit':
    case 'offset':
    case 'tail':
    case 'distinct':
    case 'deduplicate':
    case 'repartition':
    case 'sample':
    case 'hint':
    case 'with':
    case 'with-windows':
      return outputOf(plan);
    default:
      return internal(`the output of an unresolved plan was asked for: ${plan.kind}`);
  }
}

export function joinOutput(join: Join): readonly Attribute[] {
  const left = outputOf(join.left);
  const right = outputOf(join.right);
  switch (join.type) {
    case 'inner':
    case 'cross':
      return [...left, ...right];
    case 'left':
    case 'left-single':
      return [...left, ...right.map(asNullable)];
    case 'right':
      return [...left.map(asNullable), ...right];
    case 'full':
      return [...left, ...right].map(asNullable);
    case 'left-semi':
    case 'left-anti':
      return left;
    case 'existence':
      assert(join.exists !== undefined, 'an existence join names its column');
      return [...left, join.exists];
  }
}

/** Ids and names of the first child; a column is nullable where it is in any child. */
function unionOutput(union: Union): readonly Attribute[] {
  const outputs = union.children.map(outputOf);
  const [first, ...rest] = outputs;
  assert(first !== undefined, 'a union has children');
  return first.map((attribute, i) =>
    rest.some((other) => other[i]?.nullable === true) ? asNullable(attribute) : attribute,
  );
}
