/** `get_json_object`: values of a JSON text found by a path as `$.a[0].b`, `$['a']`, `$[*].a`. */
import { type JsonTree, readJson, scalarText, writeJson } from './json-tree.ts';

type Step = { readonly key: string } | { readonly index: number } | { readonly all: 'keys' | 'items' };

const STEP = /\.\*|\.([^.[]+)|\[\*\]|\[(\d+)\]|\['([^']*)'\]/y;
const KNOWN = new Map<string, readonly Step[] | undefined>();

function stepsOf(path: string): readonly Step[] | undefined {
  if (KNOWN.has(path)) return KNOWN.get(path);
  if (KNOWN.size > 500) KNOWN.clear();
  const steps = parse(path);
  KNOWN.set(path, steps);
  return steps;
}

function parse(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  let at = 1;
  while (at < path.length) {
    STEP.lastIndex = at;
    const found = STEP.exec(path);
    if (found === null) return undefined;
    at = STEP.lastIndex;
    const [whole, name, index, quoted] = found;
    if (whole === '.*') steps.push({ all: 'keys' });
    else if (whole === '[*]') steps.push({ all: 'items' });
    else if (index !== undefined) steps.push({ index: Number(index) });
    else steps.push({ key: name ?? quoted ?? '' });
  }
  return steps;
}

function found(tree: JsonTree, steps: readonly Step[]): readonly JsonTree[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [tree];
  if ('key' in step) {
    if (tree.kind === 'array') return tree.items.flatMap((item) => (item.kind === 'object' ? found(item, steps) : []));
    const value = tree.kind === 'object' ? tree.entries.find(([key]) => key === step.key)?.[1] : undefined;
    return value === undefined || (value.kind === 'null' && rest.length === 0) ? [] : found(value, rest);
  }
  if ('index' in step) {
    const item = tree.kind === 'array' ? tree.items[step.index] : undefined;
    return item === undefined ? [] : found(item, rest);
  }
  if (step.all === 'items') return tree.kind === 'array' ? tree.items.flatMap((item) => found(item, rest)) : [];
  return tree.kind === 'object' ? tree.entries.flatMap(([, value]) => found(value, rest)) : [];
}

export function jsonObject(text: string, path: string): string | null {
  const steps = stepsOf(path);
  const tree = steps === undefined ? undefined : readJson(text);
  if (steps === undefined || tree === undefined) return null;
  const values = found(tree, steps);
  const many = steps.some((step) => 'all' in step);
  if (values.length === 0) return null;
  if (values.length > 1) return `[${values.map(writeJson).join(',')}]`;
  return many ? writeJson(values[0] as JsonTree) : scalarText(values[0]);
}

export function jsonFields(text: string, names: readonly (string | null)[]): readonly (string | null)[] {
  const tree = readJson(text);
  return names.map((name) =>
    tree?.kind === 'object' ? scalarText(tree.entries.findLast(([key]) => key === name)?.[1]) : null,
  );
}

export function arrayLength(text: string): number | null {
  const tree = readJson(text);
  return tree?.kind === 'array' ? tree.items.length : null;
}

export function objectKeys(text: string): readonly string[] | null {
  const tree = readJson(text);
  return tree?.kind === 'object' ? tree.entries.map(([key]) => key) : null;
}
