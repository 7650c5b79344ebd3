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
    if (isJs(input)) parts.push(...input.parts);
    else if (input === null || typeof input === 'boolean') parts.push(String(input));
    else if (typeof input === 'number' && Number.isInteger(input)) parts.push(input < 0 || Object.is(input, -0) ? `(${Object.is(input, -0) ? '-0' : input})` : String(input));
    else parts.push({ bound: input });
    parts.push(texts[i + 1] as string);
  });
  return { fragment: 'js', parts };
}

/** Source text as it is: identifiers and operators chosen by the engine, never user data. */
export function code(text: string): Js {
  return { fragment: 'js', parts: [text] };
}

export function joinJs(items: readonly Js[], separator: string): Js {
  return { fragment: 'js', parts: items.flatMap((item, i) => (i === 0 ? item.parts : [separator, ...item.parts])) };
}

function isJs(input: JsInput): input is Js {
  return typeof input === 'object' && input !== null && (input as { fragment?: unknown }).fragment === 'js';
}

/** Collects the constants of one compiled unit and turns fragments into source text. */
export class Constants {
  readonly #names = new Map<unknown, string>();

  nameOf(value: unknown): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const hint = typeof value === 'function' ? value.name.replaceAll(/\W/g, '') : '';
    const name = `k${this.#names.size}${hint === '' ? '' : `_${hint}`}`;
    this.#names.set(value, name);
    return name;
  }

  render(fragment: Js): string {
    return fragment.parts.map((part) => (typeof part === 'string' ? part : this.nameOf(part.bound))).join('');
  }

  get names(): readonly string[] {
    return [...this.#names.values()];
  }

  get values(): readonly unknown[] {
    return [...this.#names.keys()];
  }
}
