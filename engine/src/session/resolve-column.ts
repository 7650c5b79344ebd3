/** `df["a"]` and `df.a`: a column of this very Dataset, resolved at once. */
import { resolveColumnName } from '../analysis/resolve-column.ts';
import { parseAttributeName } from '../sql/attribute-name.ts';
import type { Expression } from '../tree/expression.ts';
import type { Dataset } from './dataset.ts';

export function resolveColumn(dataset: Dataset, name: string): Expression {
  if (name === '*') return { kind: 'star', target: [], except: [], columns: dataset.output };
  if (name.endsWith('.*')) return { kind: 'star', target: parseAttributeName(name.slice(0, -2)), except: [] };
  const found = resolveColumnName(dataset.plan, parseAttributeName(name), dataset.session.analysisContext());
  return found.kind === 'attribute' ? { ...found, picked: true } : found;
}
