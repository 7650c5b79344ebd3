/** The functions that a parsed text calls, wherever in its plans and expressions. */

/** Trees are plain data, so every value is looked through, whatever node holds it. Built-in names come unqualified. */
export function calledFunctions(tree: unknown): readonly string[] {
  const names: string[] = [];
  const pending: unknown[] = [tree];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (isCall(value)) names.push(value.name.join('.').replace(/^(?:system\.)?builtin\./i, ''));
    pending.push(...(value instanceof Map ? value.values() : Object.values(value)));
  }
  return names;
}

const CALLS: ReadonlySet<unknown> = new Set(['unresolved-function', 'unresolved-table-function']);

function isCall(value: object): value is { readonly name: readonly string[] } {
  return 'kind' in value && CALLS.has(value.kind) && 'name' in value && Array.isArray(value.name);
}
