/** Functions users registered, and the path names are searched along. */
import type { UnresolvedFunction } from '../tree/expression.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import type { AnalysisContext, UserFunction } from './context.ts';

/** A user's function hides a built-in one of the same name, except for calls made by `functions.x`. */
export function findUserFunction(node: UnresolvedFunction, context: AnalysisContext): UserFunction | undefined {
  return node.builtin ? undefined : context.functions.lookupFunction(node.name);
}

export function searchPath(context: AnalysisContext): string {
  const current = [context.currentCatalog, context.currentDatabase].map(quoteIdentifier).join('.');
  return `[\`system\`.\`builtin\`, \`system\`.\`session\`, ${current}]`;
}
