/**
 * The `js` template: pieces of generated JavaScript. A function, object or string put into the template becomes a bound
 * constant (a parameter of the compiled unit), so code is cached by shape and no value is ever spelled into source text.
 */

export interface Js {
  readonly fragment: 'js';
  readonly parts: readonly (string | Bound)[];
}

/** A run-time value the generated code refers to; equal values of one unit share a parameter. */
export interface Bound {
  readonly bound: unknown;
}

export type JsInput = Js | number | boolean | null | bigint | string | object | ((...args: never[]) => unknown);

export function js(texts: TemplateStringsArray, ...inputs: readonly JsInput[]): Js {
  const parts: (string | Bound)[] = [texts[0] as string];
  inputs.forEach((input, i) => {
    if (isJs(input)) for (const part of input.parts) parts.push(part);
    else if (input === null || typeof input === 'boolean') parts.push(String(input));
    else if (typeof input === 'number' && Number.isInteger(input))
      parts.push(input < 0 || Object.is(input, -0) ? `(${Object.is(input, -0) ? '-0' : input})` : String(input));
    else parts.push({ bound: input });
    parts.push(texts[i + 1] as string);
  });
  return { fragment: 'js', parts };
}

/** Source text as it is: identifiers and operators chosen by the engine, never user data. */
export function code(text: string): Js {
  return { fragment: 'js', parts: [text] };
}

/** A value as a parameter of the unit, whatever it is: literals go in this way, so that their values are no part of the shape. */
export function constant(value: unknown): Js {
  return { fragment: 'js', parts: [{ bound: value }] };
}

export function isText(fragment: Js, text: string): boolean {
  return fragment.parts.length === 1 && fragment.parts[0] === text;
}

export function joinJs(items: readonly Js[], separator: string): Js {
  return { fragment: 'js', parts: items.flatMap((item, i) => (i === 0 ? item.parts : [separator, ...item.parts])) };
}

function isJs(input: JsInput): input is Js {
  return typeof input === 'object' && input !== null && (input as { fragment?: unknown }).fragment === 'js';
}

/** A Map takes -0 and 0 for the same key. */
const MINUS_ZERO = Symbol('-0');

/** Collects the constants of one compiled unit and turns fragments into source text. */
export class Constants {
  readonly #names = new Map<unknown, string>();
  readonly #values: unknown[] = [];

  nameOf(value: unknown): string {
    const key = Object.is(value, -0) ? MINUS_ZERO : value;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const hint = typeof value === 'function' ? value.name.replaceAll(/\W/g, '') : '';
    const name = `k${this.#names.size}${hint === '' ? '' : `_${hint}`}`;
    this.#names.set(key, name);
    this.#values.push(value);
    return name;
  }

  render(fragment: Js): string {
    return fragment.parts.map((part) => (typeof part === 'string' ? part : this.nameOf(part.bound))).join('');
  }

  get names(): readonly string[] {
    return [...this.#names.values()];
  }

  get values(): readonly unknown[] {
    return this.#values;
  }
}
