/** `df["a"]` and `df.a`: a column of this very Dataset, resolved at once. */
import { hiddenOf } from '../analysis/hidden-columns.ts';
import { resolveColumnName } from '../analysis/resolve-column.ts';
import { raise } from '../errors/raise.ts';
import { parseAttributeName } from '../sql/attribute-name.ts';
import type { Expression } from '../tree/expression.ts';
import { askedAs, isFileColumn } from '../tree/file-column.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import type { Dataset } from './dataset.ts';

export function resolveColumn(dataset: Dataset, name: string): Expression {
  if (name === '*') return { kind: 'star', target: [], except: [], columns: dataset.output };
  if (name.endsWith('.*')) return { kind: 'star', target: parseAttributeName(name.slice(0, -2)), except: [] };
  const found = resolveColumnName(dataset.plan, parseAttributeName(name), dataset.session.analysisContext());
  return found.kind === 'attribute' ? { ...found, picked: true } : found;
}

/** A column that relations over files show only when asked for it, whatever columns there are besides. */
export function metadataColumn({ plan, session }: Dataset, name: string): Expression {
  const known = hiddenOf(plan).filter(isFileColumn);
  const found = known.find((attribute) => session.sameName(askedAs(attribute), name));
  if (found !== undefined) return found;
  const objectName = quoteIdentifier(name);
  if (known.length === 0) return raise('UNRESOLVED_COLUMN.WITHOUT_SUGGESTION', { objectName });
  const proposal = known.map((attribute) => quoteIdentifier(askedAs(attribute))).join(', ');
  return raise('UNRESOLVED_COLUMN.WITH_SUGGESTION', { objectName, proposal });
}
