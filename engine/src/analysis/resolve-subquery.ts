/** Subqueries inside expressions: their plans analysed with this node's columns as the outer ones. */
import { raise } from '../errors/raise.ts';
import { alias } from '../tree/build.ts';
import type { Exists, Expression, InSubquery, ScalarSubquery } from '../tree/expression.ts';
import { outputOf, typeOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { type DataType, sameType } from '../types/data-type.ts';
import { markAnalyzed } from './analyzed.ts';
import { widerType } from './coercion/common-type.ts';
import { putCast } from './coercion/put-cast.ts';
import { apartFromOuter } from './fresh-ids.ts';
import { quotedSql } from './naming.ts';
import type { Resolution } from './resolution.ts';
import { quotedType } from './type-errors.ts';

export function resolveSubquery(node: ScalarSubquery | Exists | InSubquery, resolution: Resolution): Expression {
  const analysed = resolution.subquery(node.plan, resolution.scope);
  const plan = apartFromOuter(analysed, resolution.scope.columns.attributes);
  switch (node.kind) {
    case 'exists':
      return { ...node, plan };
    case 'scalar-subquery': {
      const { length } = outputOf(plan);
      if (length !== 1) {
        raise(
          'INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN',
          { number: String(length) },
          { context: node.context },
        );
      }
      return { ...node, plan };
    }
    case 'in-subquery':
      return coerced({ ...node, plan }, resolution);
  }
}

function coerced(node: InSubquery, resolution: Resolution): InSubquery {
  const values = rowOf(node, outputOf(node.plan).length);
  const output = outputOf(node.plan);
  if (values.length !== output.length) {
    return raise(
      'DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH',
      {
        sqlExpr: quotedSql(node),
        leftLength: String(values.length),
        rightLength: String(output.length),
        leftColumns: values.map(quotedSql).join(', '),
        rightColumns: output
          .map((column) => quotedSql({ ...column, name: [...column.qualifier, column.name].join('.') }))
          .join(', '),
      },
      { context: node.context },
    );
  }
  const types = values.map((value, i) => widerType(typeOf(value), output[i]?.type as DataType, resolution.mode));
  if (types.includes(undefined)) {
    return raise(
      'DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH',
      {
        sqlExpr: quotedSql(node),
        mismatchedColumns: values
          .map((value, i) => `("${quotedSql(value).slice(1, -1)}", ${quotedSql(output[i] as Expression)})`)
          .join(', '),
        leftType: values.map((value) => quotedType(typeOf(value))).join(', '),
        rightType: output.map((column) => quotedType(column.type)).join(', '),
      },
      { context: node.context },
    );
  }
  const common = types as readonly DataType[];
  return {
    ...node,
    values: values.map((value, i) => putCast(value, common[i] as DataType, resolution.mode)),
    plan: withTypes(node.plan, common, resolution),
  };
}

/** `(a, b) IN (SELECT c, d …)` compares column by column, unless the subquery's one column is a struct. */
function rowOf(node: InSubquery, width: number): readonly Expression[] {
  const [only] = node.values;
  if (
    node.values.length === 1 &&
    width > 1 &&
    only?.kind === 'call' &&
    (only.fn === 'named_struct' || only.fn === 'struct')
  ) {
    return only.args.filter((_, i) => i % 2 === 1);
  }
  return node.values;
}

function withTypes(plan: Plan, types: readonly DataType[], resolution: Resolution): Plan {
  const output = outputOf(plan);
  if (output.every((column, i) => sameType(column.type, types[i] as DataType))) return plan;
  const list = output.map((column, i) => {
    const cast = putCast(column, types[i] as DataType, resolution.mode);
    return cast === column ? column : alias(cast, column.name);
  });
  return markAnalyzed({ kind: 'project', list, child: plan });
}
