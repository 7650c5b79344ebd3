/** The text that a constant expression in IDENTIFIER(…) gives. */
import { analyze } from '../analysis/analyzer.ts';
import { isFoldable } from '../analysis/foldable.ts';
import { prettySql } from '../analysis/naming.ts';
import { raise } from '../errors/raise.ts';
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { simpleString } from '../types/data-type.ts';
import type { SparkSession, SqlParameters } from './spark-session.ts';

export function identifierText(session: SparkSession, parsed: Expression, parameters: SqlParameters): string {
  const plan = analyze(
    { kind: 'project', list: [parsed], child: { kind: 'one-row' } },
    session.analysisContext(parameters),
  );
  const [item] = plan.kind === 'project' ? plan.list : [];
  const value = item?.kind === 'alias' ? item.child : (item ?? parsed);
  const where = { context: parsed.context };
  const named = { name: 'IDENTIFIER', expr: prettySql(value) };
  if (!isFoldable(value)) raise('NOT_A_CONSTANT_STRING.NOT_CONSTANT', named, where);
  const type = typeOf(value);
  if (type.kind !== 'string') {
    raise('NOT_A_CONSTANT_STRING.WRONG_TYPE', { ...named, dataType: simpleString(type) }, where);
  }
  const text = session.evaluate(value);
  return typeof text === 'string' ? text : raise('NOT_A_CONSTANT_STRING.NULL', named, where);
}
