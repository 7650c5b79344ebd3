/** One compiled unit: generated source with its constants, columns and per-task states; sources are cached by shape. */
import { Constants, code, type Js } from '../fragments/js.ts';

type Factory = (...constants: readonly unknown[]) => unknown;

const CACHE_SIZE = 2000;
const CACHE = new Map<string, Factory>();

/** Source text to factory: the least recently used shapes are forgotten. */
function factoryOf(names: readonly string[], body: string): Factory {
  const key = `${names.join(',')}\n${body}`;
  const known = CACHE.get(key);
  if (known !== undefined) {
    CACHE.delete(key);
    CACHE.set(key, known);
    return known;
  }
  const factory = new Function(...names, `"use strict";\n${body}`) as Factory;
  CACHE.set(key, factory);
  if (CACHE.size > CACHE_SIZE) CACHE.delete(CACHE.keys().next().value as string);
  return factory;
}

/** Makes an object that lives as long as the task: state of `rand`, caches of parsed patterns. */
export type StateMaker = (partition: number) => unknown;

/** A function being written: which of the unit's hoisted names it uses. */
interface Frame {
  readonly used: Set<string>;
}

export class Unit {
  readonly #constants = new Constants();
  readonly #hoists = new Map<string, string>();
  readonly #functions: string[] = [];
  readonly #states: StateMaker[] = [];
  readonly #frames: Frame[] = [{ used: new Set() }];
  #names = 0;

  fresh(hint: string): Js {
    this.#names += 1;
    return code(`${hint}_${this.#names}`);
  }

  /** A name valid in the whole run of the unit, set up once before the loop; `init` is source of our own. */
  hoist(name: string, init: string): Js {
    this.#hoists.set(name, init);
    (this.#frames.at(-1) as Frame).used.add(name);
    return code(name);
  }

  /** A name that is a parameter of the main function, such as the row. */
  parameter(name: string): Js {
    (this.#frames.at(-1) as Frame).used.add(name);
    return code(name);
  }

  state(maker: StateMaker): Js {
    this.#states.push(maker);
    return this.hoist(`z${this.#states.length - 1}`, `states[${this.#states.length - 1}]`);
  }

  /** Puts what `write` makes into a function of its own and gives the call; `row` is passed under its own name. */
  outline(write: () => Js): Js {
    const frame: Frame = { used: new Set() };
    this.#frames.push(frame);
    const body = write();
    this.#frames.pop();
    const outer = this.#frames.at(-1) as Frame;
    for (const name of frame.used) outer.used.add(name);
    const list = [...frame.used].join(', ');
    const name = `f${this.#functions.length}`;
    this.#functions.push(`function ${name}(${list}) {\n${this.render(body)}\n}`);
    return code(`${name}(${list})`);
  }

  render(fragment: Js): string {
    return this.#constants.render(fragment);
  }

  /** Compiles `(parameters) => { hoists; body }` and, beside it, the makers of its states. */
  finish<F>(parameters: string, body: Js): { readonly run: F; readonly states: readonly StateMaker[] } {
    const text = this.render(body);
    const hoists = [...this.#hoists].map(([name, init]) => `const ${name} = ${init};`).join('\n');
    const source = `${this.#functions.join('\n')}\nreturn function unit(${parameters}) {\n${hoists}\n${text}\n};`;
    const run = factoryOf(this.#constants.names, source)(...this.#constants.values) as F;
    return { run, states: this.#states };
  }
}

/** Keeps the states of the partition being computed. */
export function stateKeeper(makers: readonly StateMaker[]): (partition: number) => readonly unknown[] {
  let current = -1;
  let states: readonly unknown[] = [];
  return (partition) => {
    if (partition !== current) {
      current = partition;
      states = makers.map((make) => make(partition));
    }
    return states;
  };
}
