// What all connections share: classes, objects, callbacks, threads.

import { type CallbackClient, callbackClient } from './callback/callback-client.ts';
import { type ProxyFactory, proxyFactory } from './callback/python-proxy.ts';
import type { Connection } from './connection.ts';
import { hostProperties } from './jvm/java/lang/host-properties.ts';
import { JVMView, JvmViewState } from './jvm/py4j/JVMView.ts';
import type { ClassRegistry } from './jvm/registry.ts';
import type { ThrowableState } from './jvm/throwable.ts';
import type { JavaObject } from './jvm/value.ts';
import { ObjectTable } from './objects/object-table.ts';
import { DEFAULT_VIEW_ID, ENTRY_POINT_ID } from './protocol/tags.ts';
import { type PythonChannel, Thread } from './thread.ts';

export interface GatewayOptions {
  readonly registry: ClassRegistry;
  readonly secret: string;
  /** ClientServer's model, one socket a Python thread with callbacks on the same socket; else JavaGateway's. */
  readonly pinned: boolean;
  /** What java.lang.System.getProperty starts with: the launcher's settings. */
  readonly systemProperties?: ReadonlyMap<string, string>;
  readonly sparkHome?: string;
  readonly entryPoint?: JavaObject;
  /** Makes a Java exception of an error that a method body threw; null where it is not one of the known kinds. */
  readonly translateError?: (error: unknown) => JavaObject<ThrowableState> | null;
  /** Python asked the gateway to end. */
  readonly onShutdown?: () => void;
}

export class Gateway {
  readonly registry: ClassRegistry;
  readonly objects = new ObjectTable();
  readonly callbacks: CallbackClient;
  readonly proxies: ProxyFactory;
  readonly connections = new Set<Connection>();
  readonly options: GatewayOptions;
  /** java.lang.System's properties. */
  readonly systemProperties: Map<string, string>;
  /** Process-wide state of classes, kept by key; see `perGateway`. */
  readonly state = new Map<symbol, unknown>();
  #nextThread = 1;

  constructor(options: GatewayOptions) {
    this.options = options;
    this.registry = options.registry;
    this.systemProperties = new Map([...hostProperties(), ...(options.systemProperties ?? [])]);
    this.callbacks = callbackClient(this, options.pinned, options.secret);
    this.proxies = proxyFactory(this);
    this.objects.bind(DEFAULT_VIEW_ID, JVMView.of(new JvmViewState('default')));
    if (options.entryPoint !== undefined) this.objects.bind(ENTRY_POINT_ID, options.entryPoint);
  }

  /** A logical thread of the engine's own: its callbacks use a connection of their own. */
  newThread(name: string, channel: PythonChannel | null = null): Thread {
    const thread = new Thread(this.#nextThread, name, this, channel);
    this.#nextThread += 1;
    return thread;
  }
}

/** State that lives as long as the gateway: `const runtime = perGateway(() => new Runtime())`, `runtime(thread.gateway)`. */
export function perGateway<T>(initial: () => T): (gateway: Gateway) => T {
  const key = Symbol('state');
  return (gateway) => {
    if (!gateway.state.has(key)) gateway.state.set(key, initial());
    return gateway.state.get(key) as T;
  };
}
