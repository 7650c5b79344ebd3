/** VALUES: rows of constants brought to common types and evaluated into columns. */
import { raise, SparkError } from '../../errors/raise.ts';
import { attribute } from '../../tree/build.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import type { Expression } from '../../tree/expression.ts';
import { nullableOf, typeOf } from '../../tree/output.ts';
import type { InlineTable, Plan } from '../../tree/plan.ts';
import type { DataType } from '../../types/data-type.ts';
import type { Value } from '../../types/value.ts';
import { vectorBuilder } from '../../types/vector-builder.ts';
import { aggregatesIn } from '../aggregates.ts';
import { type Analysis, attributeScope, resolveIn } from '../analysis.ts';
import { type CoercionMode, widerTypeWithoutStrings } from '../coercion/common-type.ts';
import { putCast } from '../coercion/put-cast.ts';
import { isFoldable } from '../foldable.ts';
import { quotedSql } from '../naming.ts';

export function resolveInlineTable(plan: InlineTable, analysis: Analysis): Plan {
  const width = plan.names.length;
  const rows = plan.rows.map((row, i) => {
    if (row.length !== width) {
      raise(
        'INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH',
        { expectedNumCols: String(width), rowIndex: String(i), actualNumCols: String(row.length) },
        { context: plan.context },
      );
    }
    return row.map((cell) => resolvedCell(cell, plan, analysis));
  });
  const types = plan.names.map((name, column) => {
    const common = uniformType(
      rows.map((row) => typeOf(row[column] as Expression)),
      analysis.mode,
    );
    return (
      common ??
      raise(
        'INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE',
        { colName: `\`${name}\`` },
        { context: plan.context },
      )
    );
  });
  return local(plan, rows, types, analysis);
}

function resolvedCell(cell: Expression, plan: InlineTable, analysis: Analysis): Expression {
  const resolved = resolveIn(analysis, attributeScope(analysis, []), cell);
  if (isFoldable(resolved) && aggregatesIn(resolved).length === 0) return resolved;
  return raise(
    'INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE',
    { expr: quotedSql(resolved) },
    { context: cell.context ?? plan.context },
  );
}

function local(
  plan: InlineTable,
  rows: readonly (readonly Expression[])[],
  types: readonly DataType[],
  analysis: Analysis,
): Plan {
  const output = plan.names.map((name, i) =>
    attribute(
      name,
      types[i] as DataType,
      rows.some((row) => nullableOf(row[i] as Expression)),
    ),
  );
  // Equal cells get one value: all uses of `current_timestamp()` agree.
  const known = new Map<string, Value>();
  const cellOnce = (cell: Expression): Value => {
    if (cell.kind === 'literal') return cell.value;
    const key = canonicalKey(cell);
    const value = known.get(key) ?? cellValue(cell, plan, analysis);
    known.set(key, value);
    return value;
  };
  const columns = types.map((type, i) => {
    const builder = vectorBuilder(type, rows.length);
    for (const row of rows) {
      const value = cellOnce(putCast(row[i] as Expression, type, analysis.mode));
      if (value === null) builder.appendNull();
      else builder.append(value);
    }
    return builder.finish();
  });
  return { kind: 'local-relation', output, batches: [{ length: rows.length, columns }] };
}

function cellValue(cell: Expression, plan: InlineTable, analysis: Analysis): Value {
  try {
    return analysis.context.evaluate(cell);
  } catch (cause) {
    if (!(cause instanceof SparkError)) throw cause;
    return raise(
      'INVALID_INLINE_TABLE.FAILED_SQL_EXPRESSION_EVALUATION',
      { sqlExpr: quotedSql(cell) },
      { context: plan.context, cause },
    );
  }
}

/** Strings next to other types are an error here. */
function uniformType(types: readonly DataType[], mode: CoercionMode): DataType | undefined {
  const [first, ...rest] = types;
  return rest.reduce<DataType | undefined>(
    (common, type) => (common === undefined ? undefined : widerTypeWithoutStrings(common, type, mode)),
    first,
  );
}
