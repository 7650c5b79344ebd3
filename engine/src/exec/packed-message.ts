/**
 * Messages as the structured clone can take them: it recurses, so plans of thousands of nested nodes overflow its
 * stack, and it writes a long text once for each object that holds it, so a query's text would go with every node.
 */

export interface PackedMessage {
  readonly root: unknown;
  /** What was cut out of too deep places. */
  readonly parts: readonly unknown[];
  readonly texts: readonly string[];
}

const DEEPEST = 200;
const LONG_TEXT = 100;
const PART = '#part';
const TEXT = '#text';

type Plain = Record<string, unknown> | unknown[];

function isPlain(value: unknown): value is Plain {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function packMessage(message: unknown): PackedMessage {
  const parts: unknown[] = [];
  const texts: string[] = [];
  const textIds = new Map<string, number>();
  const copies = new Map<object, unknown>();
  /** Objects whose copies are still to be made, with their places among the parts. */
  const waiting: { readonly value: Plain; readonly part: number }[] = [];

  const textOf = (text: string): unknown => {
    let id = textIds.get(text);
    if (id === undefined) {
      id = texts.push(text) - 1;
      textIds.set(text, id);
    }
    return { [TEXT]: id };
  };
  const copy = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string' && value.length > LONG_TEXT) return textOf(value);
    if (!isPlain(value)) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    if (depth === DEEPEST) {
      const reference = { [PART]: parts.push(undefined) - 1 };
      copies.set(value, reference);
      waiting.push({ value, part: reference[PART] as number });
      return reference;
    }
    return copied(value, depth);
  };
  const copied = (value: Plain, depth: number): Plain => {
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      copies.set(value, list);
      for (const item of value) list.push(copy(item, depth + 1));
      return list;
    }
    const made: Record<string, unknown> = {};
    copies.set(value, made);
    for (const [name, item] of Object.entries(value)) made[name] = copy(item, depth + 1);
    return made;
  };

  const root = copy(message, 0);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const reference = copies.get(next.value);
    parts[next.part] = copied(next.value, 0);
    copies.set(next.value, reference);
  }
  return { root, parts, texts };
}

/** Puts the parts and texts back in place. */
export function unpackMessage({ root, parts, texts }: PackedMessage): unknown {
  const seen = new Set<object>();
  const whole = (value: unknown): unknown => {
    if (!isPlain(value)) return value;
    if (!Array.isArray(value)) {
      if (TEXT in value) return texts[value[TEXT] as number];
      if (PART in value) return parts[value[PART] as number];
    }
    if (seen.has(value)) return value;
    seen.add(value);
    const items = value as Record<string, unknown>;
    for (const name of Object.keys(items)) {
      const item = whole(items[name]);
      if (item !== items[name]) items[name] = item;
    }
    return value;
  };
  for (const part of parts) whole(part);
  return whole(root);
}
