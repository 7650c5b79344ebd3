// Python objects passed to Java: `f<id>;<interface>;…`. Engine code calls them through `PythonProxy.call`.

import type { Gateway } from '../gateway.ts';
import { ObjectClass } from '../jvm/java/lang/Object.ts';
import { ancestors, type Executable, JavaClass } from '../jvm/java-class.ts';
import { Py4JException } from '../jvm/py4j/exceptions.ts';
import { JavaException, javaError, type ThrowableState } from '../jvm/throwable.ts';
import { JavaObject, type JavaResult, type JavaValue } from '../jvm/value.ts';
import { decodeArgument } from '../protocol/decode.ts';
import { encodeValue } from '../protocol/encode.ts';
import { GatewayError, ProtocolError, py4jError } from '../protocol/errors.ts';
import type { Thread } from '../thread.ts';

export interface PythonProxy {
  readonly id: string;
  /** Runs a method of the Python object; what Python raises comes back as a Java exception. */
  call(thread: Thread, method: string, ...args: readonly JavaResult[]): Promise<JavaValue>;
}

function callCommand(id: string, method: string, args: readonly JavaResult[], gateway: Gateway): string {
  const parts = args.map((arg) => `${encodeValue(arg, gateway.objects)}\n`);
  return `c\n${id}\n${method}\n${parts.join('')}e\n`;
}

function readAnswer(answer: string, gateway: Gateway): JavaValue {
  let value: JavaValue;
  try {
    value = decodeArgument(answer.slice(1), gateway);
  } catch (error) {
    if (error instanceof GatewayError || error instanceof ProtocolError) throw javaError(Py4JException, error.message);
    throw error;
  }
  if (answer.startsWith('y')) return value;
  if (value instanceof JavaObject && isThrowable(value)) throw new JavaException(value);
  const text = typeof value === 'string' ? value : '';
  throw javaError(Py4JException, `An exception was raised by the Python Proxy. Return Message: ${text}`);
}

function isThrowable(value: JavaObject): value is JavaObject<ThrowableState> {
  return ancestors(value.javaClass).some((each) => each.name === 'java.lang.Throwable');
}

export interface ProxyFactory {
  /** The proxy of `<id>;<interface>;…`. */
  create(text: string): JavaObject<PythonProxy>;
}

export function proxyFactory(gateway: Gateway): ProxyFactory {
  const classes = new Map<string, JavaClass<PythonProxy>>();
  const released = new FinalizationRegistry((id: string) => gateway.callbacks.collect(id));

  function interfaceByName(name: string): JavaClass {
    const found = gateway.registry.find(name);
    if (found === null) throw py4jError(`Invalid interface name: ${name}`);
    if (found.kind !== 'interface') {
      throw py4jError(`This class ${name} is not an interface and cannot be used as a Python Proxy.`);
    }
    return found;
  }

  function proxyClass(names: readonly string[]): JavaClass<PythonProxy> {
    const key = names.join(';');
    let found = classes.get(key);
    if (found === undefined) {
      const interfaces = names.map(interfaceByName);
      found = new JavaClass<PythonProxy>(
        `jdk.proxy2.$Proxy${classes.size}`,
        'class',
        () => ({ interfaces, methods: forwarders(interfaces) }),
        () => ObjectClass as JavaClass,
      );
      classes.set(key, found);
    }
    return found;
  }

  return {
    create(text) {
      const [id = '', ...names] = text.split(';');
      if (names.length === 0) throw py4jError('Invalid Python Proxy.');
      const javaClass = proxyClass(names);
      const proxy: PythonProxy = {
        id,
        async call(thread, method, ...args) {
          return readAnswer(await thread.callPython(callCommand(id, method, args, gateway)), gateway);
        },
      };
      released.register(proxy, id);
      return javaClass.of(proxy);
    },
  };
}

/** Java callers reach the Python object through the abstract methods of its interfaces. */
function forwarders(interfaces: readonly JavaClass[]): Record<string, Executable<PythonProxy>[]> {
  const names = new Set(interfaces.flatMap((each) => each.methodNames()));
  const methods: Record<string, Executable<PythonProxy>[]> = {};
  for (const name of names) {
    const found = interfaces.flatMap((each) => each.overloads(name)).filter((each) => each.isAbstract);
    if (found.length === 0) continue;
    methods[name] = found.map((each) => ({
      ...each,
      isAbstract: false,
      invoke: (thread, target, args) => (target as JavaObject<PythonProxy>).value.call(thread, name, ...args),
    }));
  }
  return methods;
}
