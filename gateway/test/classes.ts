// Classes made for the tests: overloads, fields, exceptions, collections, callbacks, cancellation.

import type { PythonProxy } from '../src/callback/python-proxy.ts';
import { javaArray } from '../src/jvm/array-class.ts';
import { construct, field, javaClass, javaInterface, staticField } from '../src/jvm/define.ts';
import { IntegerClass } from '../src/jvm/java/lang/boxes.ts';
import { IllegalArgumentException, RuntimeException } from '../src/jvm/java/lang/exceptions.ts';
import { StringClass } from '../src/jvm/java/lang/String.ts';
import { ReadableByteChannel } from '../src/jvm/java/nio/channels/ReadableByteChannel.ts';
import { javaIterator } from '../src/jvm/java/util/Iterator.ts';
import { javaList, List } from '../src/jvm/java/util/List.ts';
import { javaMap } from '../src/jvm/java/util/Map.ts';
import { javaSet } from '../src/jvm/java/util/Set.ts';
import type { JavaClass } from '../src/jvm/java-class.ts';
import { abstractMethod, method, staticMethod } from '../src/jvm/method.ts';
import { arrayOf, BOOLEAN, BYTES, DOUBLE, INT, LONG, nullable, OBJECT, ref, STRING } from '../src/jvm/param-types.ts';
import { javaError } from '../src/jvm/throwable.ts';
import { double, JavaDouble } from '../src/jvm/value.ts';
import { valueText } from '../src/jvm/value-text.ts';
import { threadLocal } from '../src/thread.ts';

const visits = threadLocal('visits', () => 0);
const cancelled: string[] = [];

export const Animal: JavaClass<{ name: string; age: number }> = javaClass('tests.zoo.Animal', () => ({
  constructors: [
    construct([], () => ({ name: 'nobody', age: 0 })),
    construct([STRING], (_, name) => ({ name, age: 0 })),
    construct([STRING, INT], (_, name, age) => ({ name, age })),
  ],
  methods: {
    getName: method([], (_, self) => self.name, 'java.lang.String'),
    setName: method(
      [STRING],
      (_, self, name) => {
        self.name = name;
      },
      'void',
    ),
    describe: method([], (_, self) => `${self.name} (${self.age})`, 'java.lang.String'),
    e: method([], () => 'e'),
  },
  statics: {
    create: staticMethod([STRING], (_, name) => Animal.of({ name, age: 1 })),
  },
  fields: {
    age: field(
      INT,
      (self) => self.age,
      (self, age) => {
        self.age = age;
      },
    ),
    label: field(STRING, (self) => `#${self.name}`),
  },
  staticFields: {
    LEGS: staticField(INT, () => 4),
    MODULE$: staticField(OBJECT, () => Animal.of({ name: 'module', age: 9 })),
  },
  toText: (self) => `Animal ${self.name}`,
}));

export const Dog: JavaClass<{ name: string; age: number }> = javaClass('tests.zoo.Dog', () => ({
  superclass: Animal,
  constructors: [construct([STRING], (_, name) => ({ name, age: 2 }))],
  methods: { describe: method([], (_, self) => `dog ${self.name}`) },
}));

export const Kennel: JavaClass<object> = javaClass('tests.zoo.Animal$Kennel', () => ({
  constructors: [construct([], () => ({}))],
  statics: { size: staticMethod([], () => 3) },
}));

export const Overloads: JavaClass<object> = javaClass('tests.Overloads', () => ({
  constructors: [construct([], () => ({}))],
  methods: {
    pick: [
      method([INT], () => 'int'),
      method([LONG], () => 'long'),
      method([DOUBLE], () => 'double'),
      method([BOOLEAN], () => 'boolean'),
      method([STRING], () => 'String'),
      method([BYTES], () => 'byte[]'),
      method([ref(List)], () => 'List'),
      method([ref(Animal)], () => 'Animal'),
      method([ref(Dog)], () => 'Dog'),
      method([OBJECT], () => 'Object'),
    ],
    wide: method([LONG], (_, _self, value) => value),
    exact: method([INT], (_, _self, value) => value),
    real: method([DOUBLE], (_, _self, value) => double(value)),
    orNull: [method([nullable(STRING)], (_, _self, text) => text ?? 'none')],
    two: [
      method([STRING, OBJECT], () => 'String, Object'),
      method([OBJECT, STRING], () => 'Object, String'),
      method([STRING, STRING, STRING], () => 'three'),
    ],
    text: method([OBJECT], (_, _self, value) => valueText(value)),
    echo: method([OBJECT], (_, _self, value) => value),
    strings: method([arrayOf(STRING)], (_, _self, values) => values.length),
  },
}));

export const Values: JavaClass = javaClass('tests.Values', () => ({
  statics: {
    e: staticMethod([], () => 'static e'),
    longOne: staticMethod([], () => 1n),
    doubleOne: staticMethod([], () => double(1)),
    floatTenth: staticMethod([], () => new JavaDouble(Math.fround(0.1), true)),
    nothing: staticMethod([], () => undefined),
    nullValue: staticMethod([], () => null),
    bytes: staticMethod([], () => new Uint8Array([0, 1, 255])),
    numbers: staticMethod([], () => javaArray(IntegerClass, [1, 2, 3])),
    nested: staticMethod([], () =>
      javaList([javaList([1, 2]), javaMap([['a', javaSet(['x'])]]), javaArray(StringClass as JavaClass, ['p', 'q'])]),
    ),
    iterate: staticMethod([INT], (_, end) => javaIterator(Array.from({ length: end }, (_element, i) => i))),
    channel: staticMethod([INT], (_, size) => ReadableByteChannel.of(chunks(size))),
    frozen: staticMethod([], () => List.of(Object.freeze([1, 2]) as never[])),
  },
}));

function* chunks(size: number): Generator<Uint8Array> {
  for (let sent = 0; sent < size; sent += 65536) yield Buffer.alloc(Math.min(65536, size - sent), 0x61);
}

export const Failures: JavaClass = javaClass('tests.Failures', () => ({
  statics: {
    illegal: staticMethod([STRING], (_, message) => {
      throw javaError(IllegalArgumentException, message);
    }),
    caused: staticMethod([], () => {
      const cause = javaError(IllegalArgumentException, 'the cause').throwable;
      throw javaError(RuntimeException, 'outer', cause);
    }),
    later: staticMethod([], async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw javaError(IllegalArgumentException, 'late');
    }),
    bug: staticMethod([], () => {
      const nothing: { field: { inner: number } } = JSON.parse('{}');
      return nothing.field.inner;
    }),
    badNumber: staticMethod([], () => 1.5),
  },
}));

export const Callback: JavaClass<PythonProxy> = javaInterface('tests.Callback', () => ({
  methods: { call: abstractMethod([OBJECT]) },
}));

export const Callbacks: JavaClass = javaClass('tests.Callbacks', () => ({
  statics: {
    run: staticMethod([ref(Callback), OBJECT], (thread, proxy, argument) => proxy.call(thread, 'call', argument)),
    twice: staticMethod([ref(Callback)], async (thread, proxy) => {
      const [a, b] = await Promise.all([proxy.call(thread, 'call', 1), proxy.call(thread, 'call', 2)]);
      return javaList([a, b]);
    }),
    inBackground: staticMethod([ref(Callback), OBJECT], (thread, proxy, argument) => {
      const own = thread.gateway.newThread('background');
      return proxy.call(own, 'call', argument).finally(() => own.end());
    }),
    same: staticMethod([ref(Callback)], (_, proxy) => Callback.of(proxy).value === proxy),
    give: staticMethod([OBJECT], (_, proxy) => proxy),
  },
}));

export const Threads: JavaClass = javaClass('tests.Threads', () => ({
  statics: {
    id: staticMethod([], (thread) => BigInt(thread.id)),
    visit: staticMethod([], (thread) => {
      visits.set(thread, visits.get(thread) + 1);
      return visits.get(thread);
    }),
    sleep: staticMethod([INT], async (_, ms) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return ms;
    }),
    untilCancelled: staticMethod([STRING], async (thread, label) => {
      await new Promise<void>((resolve) => {
        thread.signal.addEventListener('abort', () => resolve(), { once: true });
        if (thread.signal.aborted) resolve();
      });
      cancelled.push(label);
      return label;
    }),
    cancelled: staticMethod([], () => javaList(cancelled)),
  },
}));

export const Probe: JavaClass = javaClass('tests.Probe', () => ({
  statics: {
    objects: staticMethod([], (thread) => thread.gateway.objects.size),
    connections: staticMethod([], (thread) => thread.gateway.connections.size),
    memory: staticMethod([], () => {
      globalThis.gc?.();
      return BigInt(process.memoryUsage().rss);
    }),
    heap: staticMethod([], () => {
      globalThis.gc?.();
      const { heapUsed, external } = process.memoryUsage();
      return BigInt(heapUsed + external);
    }),
  },
}));
