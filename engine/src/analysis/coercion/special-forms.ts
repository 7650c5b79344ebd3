/** CAST, CASE and IN: the forms whose types are settled without a declaration. */
import { raise } from '../../errors/raise.ts';
import type { Case, Cast, Expression, In } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { BOOLEAN, type DataType, sameType } from '../../types/data-type.ts';
import { quotedSql } from '../naming.ts';
import { differentTypes, quotedType, unexpectedInput } from '../type-errors.ts';
import { canCast } from './cast-rules.ts';
import { type CoercionMode, commonTypeOf } from './common-type.ts';
import { isNumeric } from './decimal-rules.ts';
import { placedAt, putCast } from './put-cast.ts';

export function resolveCast(node: Cast, mode: CoercionMode): Cast {
  const from = typeOf(node.child);
  const wanted: Cast['mode'] = node.mode === 'try' ? 'try' : mode.ansi ? 'ansi' : 'legacy';
  const cast = node.mode === wanted || node.implicit ? node : { ...node, mode: wanted };
  if (canCast(from, cast.to, cast.mode)) return cast;
  const parameters = { sqlExpr: quotedSql(cast), srcType: quotedType(from), targetType: quotedType(cast.to) };
  if (cast.mode !== 'legacy' && instead(from, cast.to) === undefined && canCast(from, cast.to, 'legacy')) {
    return raise(
      'DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION',
      { ...parameters, config: '"spark.sql.ansi.enabled"', configVal: "'false'" },
      { context: cast.context },
    );
  }
  const functionNames = instead(from, cast.to);
  if (functionNames !== undefined && cast.mode !== 'legacy') {
    return raise(
      'DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION',
      { ...parameters, functionNames },
      { context: cast.context },
    );
  }
  return raise('DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION', parameters, { context: cast.context });
}

/** Functions that do what the cast may not. */
function instead(from: DataType, to: DataType): string | undefined {
  if (isNumeric(from) && to.kind === 'date') return '`DATE_FROM_UNIX_DATE`';
  return from.kind === 'date' && isNumeric(to) ? '`UNIX_DATE`' : undefined;
}

export function resolveCase(node: Case, mode: CoercionMode): Case {
  const whens = node.whens.map((when, i) => {
    const type = typeOf(when);
    if (type.kind === 'boolean') return when;
    if (type.kind === 'void') return putCast(when, BOOLEAN, mode);
    return unexpectedInput(node, when, 2 * i, '"BOOLEAN"');
  });
  const results = node.otherwise === undefined ? node.thens : [...node.thens, node.otherwise];
  const common = commonOf(results.map(typeOf), mode);
  if (common === undefined) return differentTypes(node, 'casewhen', results, true);
  const cast = (result: Expression): Expression => placedAt(putCast(result, common, mode), result, node);
  const thens = node.thens.map(cast);
  const otherwise = node.otherwise === undefined ? undefined : cast(node.otherwise);
  return { ...node, whens, thens, otherwise };
}

export function resolveIn(node: In, mode: CoercionMode): In {
  const all = [node.child, ...node.list];
  const common = commonOf(all.map(typeOf), mode);
  if (common === undefined) return differentTypes(node, 'in', all, true);
  const cast = (value: Expression): Expression => placedAt(putCast(value, common, mode), value, node);
  return { ...node, child: cast(node.child), list: node.list.map(cast) };
}

/** Nothing to merge where all are alike but for nullability. */
function commonOf(types: readonly DataType[], mode: CoercionMode): DataType | undefined {
  const [first, ...rest] = types;
  if (first !== undefined && rest.every((type) => sameType(first, type, false))) return first;
  return commonTypeOf(types, mode);
}
