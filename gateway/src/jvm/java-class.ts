// A Java class as the gateway sees it: its declaration, and the tables worked out from it once, when first used.

import { type ReferenceTag, TYPE } from '../protocol/tags.ts';
import type { Thread } from '../thread.ts';
import { JavaObject, type JavaResult, type JavaValue } from './value.ts';

export type JavaReturn = JavaResult | Promise<JavaResult>;

/** A declared parameter type: decides overload choice, and what the body receives. */
export interface ParamType<V = unknown> {
  javaClass(): JavaClass;
  convert(value: JavaValue): V;
}

/** A method or constructor whose arguments have been typed; `T` is what instances of its class hold. */
export interface Executable<T = unknown> {
  readonly params: readonly ParamType[];
  readonly isStatic: boolean;
  /** Answered by a Python object where the instance is a proxy. */
  readonly isAbstract: boolean;
  /** Java type shown by `help`. */
  readonly returns: string;
  invoke(thread: Thread, target: JavaObject<T> | null, args: readonly JavaValue[]): JavaReturn;
}

export interface Constructor<T> {
  readonly params: readonly ParamType[];
  create(thread: Thread, args: readonly JavaValue[]): T | Promise<T>;
}

export interface Field<T = unknown> {
  readonly isStatic: boolean;
  readonly type: ParamType;
  get(thread: Thread, target: JavaObject<T> | null): JavaValue;
  set(thread: Thread, target: JavaObject<T> | null, value: JavaValue): void;
}

type Overloads<E> = E | readonly E[];

export interface Declaration<T> {
  readonly superclass?: JavaClass<never> | JavaClass;
  readonly interfaces?: readonly JavaClass[];
  readonly constructors?: readonly Constructor<T>[];
  readonly methods?: Readonly<Record<string, Overloads<Executable<T>>>>;
  readonly statics?: Readonly<Record<string, Overloads<Executable<never>> | Overloads<Executable>>>;
  readonly fields?: Readonly<Record<string, Field<T>>>;
  readonly staticFields?: Readonly<Record<string, Field>>;
  /** Java's toString, equals and hashCode; inherited. Without them: identity. */
  toText?(value: T, self: JavaObject<T>): string;
  isEqual?(value: T, other: JavaValue): boolean;
  hash?(value: T): number;
}

export type ClassKind = 'class' | 'interface' | 'primitive' | 'array';

/** Overloads of one name, by number of parameters. */
type ByArity = readonly (readonly Executable[] | undefined)[];

const NO_EXECUTABLES: readonly Executable[] = [];

export class JavaClass<T = unknown> {
  readonly name: string;
  readonly kind: ClassKind;
  /** Element class of an array class. */
  readonly component: JavaClass | null;
  readonly #declare: () => Declaration<T>;
  readonly #root: () => JavaClass | null;
  #declaration: Declaration<T> | null = null;
  #methods: Map<string, ByArity> | null = null;
  #constructors: (readonly Constructor<T>[] | undefined)[] | null = null;
  #fields: Map<string, Field> | null = null;
  #tag: ReferenceTag | null = null;
  readonly #distances = new Map<JavaClass, number>();

  constructor(
    name: string,
    kind: ClassKind,
    declare: () => Declaration<T>,
    root: () => JavaClass | null,
    component: JavaClass | null = null,
  ) {
    this.name = name;
    this.kind = kind;
    this.#declare = declare;
    this.#root = root;
    this.component = component;
  }

  /** An instance of this class that holds `value`. */
  of(value: T): JavaObject<T> {
    return new JavaObject(this, value);
  }

  /** Whether a value is an instance of this class or of a subclass. */
  holds(value: JavaValue): value is JavaObject<T> {
    return value instanceof JavaObject && value.javaClass.isSubclassOf(this);
  }

  get declaration(): Declaration<T> {
    this.#declaration ??= this.#declare();
    return this.#declaration;
  }

  get superclass(): JavaClass | null {
    const declared = this.declaration.superclass;
    if (declared !== undefined) return declared as JavaClass;
    return this.kind === 'class' || this.kind === 'array' ? this.#root() : null;
  }

  get interfaces(): readonly JavaClass[] {
    return this.declaration.interfaces ?? [];
  }

  isSubclassOf(other: JavaClass): boolean {
    if ((other as unknown) === this || this.distanceTo(other) >= 0) return true;
    return this.kind === 'interface' && other === this.#root();
  }

  /** Py4J's distance: steps up the superclasses, else levels of interfaces; -1 where unrelated. */
  distanceTo(parent: JavaClass): number {
    if ((parent as unknown) === this) return 0;
    let distance = this.#distances.get(parent);
    if (distance === undefined) {
      distance = superclassSteps(parent, this as unknown as JavaClass);
      if (distance < 0) distance = interfaceLevels(parent, this as unknown as JavaClass);
      this.#distances.set(parent, distance);
    }
    return distance;
  }

  /** The letter a reference to an instance carries, which picks the class of the object in Python. */
  get tag(): ReferenceTag {
    this.#tag ??= this.#findTag();
    return this.#tag;
  }

  methods(name: string, arity: number): readonly Executable[] {
    return this.#methodTable().get(name)?.[arity] ?? NO_EXECUTABLES;
  }

  /** Every overload of a name, the nearest class first. */
  overloads(name: string): readonly Executable[] {
    return (this.#methodTable().get(name) ?? []).flatMap((found) => found ?? []);
  }

  methodNames(): readonly string[] {
    return [...this.#methodTable().keys()];
  }

  constructors(arity: number): readonly Constructor<T>[] {
    this.#constructors ??= byArity(this.declaration.constructors ?? []);
    return this.#constructors[arity] ?? [];
  }

  field(name: string): Field | null {
    return this.#fieldTable().get(name) ?? null;
  }

  fieldNames(): readonly string[] {
    return [...this.#fieldTable().keys()];
  }

  toString(): string {
    if (this.kind === 'primitive') return this.name;
    return `${this.kind === 'interface' ? 'interface' : 'class'} ${this.name}`;
  }

  #findTag(): ReferenceTag {
    if (this.kind === 'array') return TYPE.array;
    const names = new Set(ancestors(this as unknown as JavaClass).map((each) => each.name));
    if (names.has('java.math.BigDecimal')) return TYPE.decimal;
    if (names.has('java.util.List')) return TYPE.list;
    if (names.has('java.util.Map')) return TYPE.map;
    if (names.has('java.util.Set')) return TYPE.set;
    if (names.has('java.util.Iterator')) return TYPE.iterator;
    return TYPE.reference;
  }

  #methodTable(): Map<string, ByArity> {
    if (this.#methods !== null) return this.#methods;
    const found = new Map<string, Executable[]>();
    const lineage = ancestors(this as unknown as JavaClass);
    const root = this.#root();
    if (this.kind === 'interface' && root !== null) lineage.push(root);
    for (const each of lineage) {
      const { methods, statics } = each.declaration;
      for (const [name, overloads] of [...Object.entries(methods ?? {}), ...Object.entries(statics ?? {})]) {
        const list = found.get(name) ?? [];
        list.push(...([overloads].flat() as Executable[]));
        found.set(name, list);
      }
    }
    this.#methods = new Map([...found].map(([name, list]) => [name, byArity(list)]));
    return this.#methods;
  }

  #fieldTable(): Map<string, Field> {
    if (this.#fields !== null) return this.#fields;
    this.#fields = new Map();
    for (const each of ancestors(this as unknown as JavaClass).reverse()) {
      const { fields, staticFields } = each.declaration;
      for (const [name, field] of [...Object.entries(fields ?? {}), ...Object.entries(staticFields ?? {})]) {
        this.#fields.set(name, field as Field);
      }
    }
    return this.#fields;
  }
}

function byArity<E extends { readonly params: readonly ParamType[] }>(list: readonly E[]): (E[] | undefined)[] {
  const table: (E[] | undefined)[] = [];
  for (const each of list) {
    const arity = each.params.length;
    const group = table[arity] ?? [];
    table[arity] = group;
    group.push(each);
  }
  return table;
}

/** A class, its superclasses with their interfaces, nearest first. */
export function ancestors(javaClass: JavaClass): JavaClass[] {
  const found = new Set<JavaClass>();
  const interfaces: JavaClass[] = [];
  for (let each: JavaClass | null = javaClass; each !== null; each = each.superclass) {
    found.add(each);
    interfaces.push(...each.interfaces);
  }
  for (const each of interfaces) {
    if (found.has(each)) continue;
    found.add(each);
    interfaces.push(...each.interfaces);
  }
  return [...found];
}

function superclassSteps(parent: JavaClass, child: JavaClass): number {
  let steps = 0;
  for (let each: JavaClass | null = child; each !== null; each = each.superclass) {
    if (each === parent) return steps;
    steps += 1;
  }
  return -1;
}

/** Py4J's breadth-first walk: each level also brings in the interfaces of one more superclass. */
function interfaceLevels(parent: JavaClass, child: JavaClass): number {
  const visited = new Set<JavaClass>();
  let level = [...child.interfaces];
  let superclass: JavaClass | null = child;
  for (let distance = 1; ; distance += 1) {
    if (level.includes(parent)) return distance;
    const next: JavaClass[] = [];
    for (const each of level) visited.add(each);
    for (const each of level) next.push(...each.interfaces.filter((found) => !visited.has(found)));
    superclass = superclass === null ? null : superclass.superclass;
    if (superclass !== null) next.push(...superclass.interfaces.filter((found) => !visited.has(found)));
    if (next.length === 0 && superclass === null) return -1;
    level = next;
  }
}
