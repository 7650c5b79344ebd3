// A logical Java thread. Each connection is one; work the engine starts itself has threads of its own.
// It is passed to every method body explicitly; nothing about a caller lives in module state.

import type { Gateway } from './gateway.ts';

/** Carries commands to Python on behalf of one thread. */
export interface PythonChannel {
  /** Sends a callback command and gives Python's answer, without the leading `!`. */
  send(command: string): Promise<string>;
  close(): void;
}

export class Thread {
  readonly id: number;
  readonly gateway: Gateway;
  name: string;
  readonly #locals = new Map<symbol, unknown>();
  #channel: PythonChannel | null;
  #abort: AbortController | null = null;
  #ended = false;

  constructor(id: number, name: string, gateway: Gateway, channel: PythonChannel | null) {
    this.id = id;
    this.name = name;
    this.gateway = gateway;
    this.#channel = channel;
  }

  /** Fires when Python's side of the connection goes away: cancel what runs for it. */
  get signal(): AbortSignal {
    if (this.#abort === null) {
      this.#abort = new AbortController();
      if (this.#ended) this.#abort.abort();
    }
    return this.#abort.signal;
  }

  get ended(): boolean {
    return this.#ended;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#channel?.close();
    this.#channel = null;
    this.#abort?.abort();
  }

  /** Calls into Python: on the thread's own socket where that is possible, else by the callback client. */
  async callPython(command: string): Promise<string> {
    if (this.#channel === null) this.#channel = await this.gateway.callbacks.channelFor(this);
    return this.#channel.send(command);
  }

  /** The channel broke: the next call looks for a new one. */
  dropChannel(): void {
    this.#channel = null;
  }

  local<T>(key: symbol, initial: () => T): T {
    if (!this.#locals.has(key)) this.#locals.set(key, initial());
    return this.#locals.get(key) as T;
  }

  setLocal(key: symbol, value: unknown): void {
    this.#locals.set(key, value);
  }
}

export interface ThreadLocal<T> {
  get(thread: Thread): T;
  set(thread: Thread, value: T): void;
}

/** A Java ThreadLocal: `const activeSession = threadLocal<Session | null>('activeSession', () => null)`. */
export function threadLocal<T>(name: string, initial: () => T): ThreadLocal<T> {
  const key = Symbol(name);
  return {
    get: (thread) => thread.local(key, initial),
    set: (thread, value) => thread.setLocal(key, value),
  };
}
