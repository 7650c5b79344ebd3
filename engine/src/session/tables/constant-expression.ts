/** A constant written in a statement, analysed by itself. */
import type { Expression } from '../../tree/expression.ts';
import type { SparkSession } from '../spark-session.ts';

export async function constantExpression(session: SparkSession, parsed: Expression): Promise<Expression> {
  const { plan } = await session.dataset({ kind: 'project', list: [parsed], child: { kind: 'one-row' } });
  const [resolved] = plan.kind === 'project' ? plan.list : [];
  return resolved?.kind === 'alias' ? resolved.child : (resolved ?? parsed);
}
