// One socket: commands in, answers out, and callbacks into Python nested between them.
// A stack of levels: a line that starts with `!` answers the innermost callback, anything else is a
// command of the innermost level and runs at once; within a level answers keep the order of commands.

import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Answer } from './commands/command.ts';
import { runCommand } from './commands/run-command.ts';
import type { Gateway } from './gateway.ts';
import type { ByteSource } from './jvm/java/nio/channels/ReadableByteChannel.ts';
import { Py4JException, Py4JNetworkException } from './jvm/py4j/exceptions.ts';
import { javaError } from './jvm/throwable.ts';
import { fatalAnswer } from './protocol/encode.ts';
import { type Frame, frameReader } from './protocol/frame-reader.ts';
import { lineReader } from './protocol/line-reader.ts';
import { COMMAND, VOID_ANSWER } from './protocol/tags.ts';
import type { Secret } from './secret.ts';
import { stayAwake } from './stay-awake.ts';
import type { PythonChannel, Thread } from './thread.ts';

type CommandFrame = Extract<Frame, { kind: 'command' }>;

interface Level {
  busy: boolean;
  readonly queue: CommandFrame[];
  /** Set where the level belongs to a callback. */
  readonly callback: PromiseWithResolvers<string> | null;
}

export interface ConnectionOptions {
  readonly socket: Socket;
  readonly gateway: Gateway;
  readonly thread: Thread;
  /** What the peer must present first; null where we called the peer. */
  readonly secret: Secret | null;
}

const MAX_LINE_BEFORE_AUTH = 4096;
/** V8 holds no longer strings. */
const MAX_LINE = 0x1fffffe8;
const AUTH_TIMEOUT_MS = 30_000;

export class Connection implements PythonChannel {
  readonly #socket: Socket;
  readonly #gateway: Gateway;
  readonly #thread: Thread;
  readonly #secret: Secret | null;
  readonly #lines = lineReader();
  readonly #frames = frameReader();
  readonly #levels: Level[] = [{ busy: false, queue: [], callback: null }];
  #authenticated: boolean;
  #closed = false;
  #refused = false;

  constructor(options: ConnectionOptions) {
    this.#socket = options.socket;
    this.#gateway = options.gateway;
    this.#thread = options.thread;
    this.#secret = options.secret;
    this.#authenticated = options.secret === null;
    if (!this.#authenticated) this.#socket.setTimeout(AUTH_TIMEOUT_MS, () => this.close());
    this.#socket.on('data', (chunk) => this.#receive(chunk));
    this.#socket.on('end', () => this.close());
    this.#socket.on('error', () => this.close());
    this.#socket.on('close', () => this.close());
  }

  isBetween(localPort: number, remotePort: number): boolean {
    return this.#socket.localPort === localPort && this.#socket.remotePort === remotePort;
  }

  /** Whether no command runs and no callback waits for Python. */
  get isIdle(): boolean {
    return this.#levels.length === 1 && this.#levels[0]?.busy === false;
  }

  /** Ends the connection: pending callbacks fail and what runs for the thread is told to stop. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    const lost = javaError(Py4JNetworkException, 'The connection to Python was closed').throwable;
    for (const level of this.#levels) {
      level.callback?.reject(javaError(Py4JException, 'Error while sending a command.', lost));
    }
    if (this.#secret === null) this.#thread.dropChannel();
    else this.#thread.end();
  }

  async send(command: string): Promise<string> {
    // Two callbacks of one thread at the same time take turns; a nested command's callback goes ahead.
    for (let top = this.#levels.at(-1); top?.callback && !top.busy && !this.#closed; top = this.#levels.at(-1)) {
      await top.callback.promise.catch(() => {});
    }
    if (this.#closed) throw javaError(Py4JException, 'Error while sending a command.');
    const callback = Promise.withResolvers<string>();
    this.#levels.push({ busy: false, queue: [], callback });
    this.#write(command);
    return callback.promise;
  }

  #receive(chunk: Buffer): void {
    const lines = this.#lines.push(chunk);
    if (this.#lines.pendingBytes() > (this.#authenticated ? MAX_LINE : MAX_LINE_BEFORE_AUTH)) {
      this.#fail('a line is too long');
      return;
    }
    for (const line of lines) {
      if (this.#closed || this.#refused) return;
      const frame = this.#frames.push(line);
      if (frame !== null) this.#accept(frame);
    }
  }

  #accept(frame: Frame): void {
    if (!this.#authenticated) {
      this.#authenticate(frame);
      return;
    }
    switch (frame.kind) {
      case 'answer':
        this.#answered(frame.text);
        return;
      case 'invalid':
        this.#fail(`Unknown command received: ${frame.line.slice(0, 100)}`);
        return;
      case 'command': {
        const level = this.#levels.at(-1);
        if (level === undefined) return;
        if (level.busy) level.queue.push(frame);
        else this.#run(level, frame);
        return;
      }
    }
  }

  #authenticate(frame: Frame): void {
    if (frame.kind !== 'command' || frame.name !== COMMAND.auth) {
      this.#refuse('!xsAuthentication error: unexpected command.\n');
    } else if (this.#secret?.matches(frame.fixed[0] ?? '') === true) {
      this.#authenticated = true;
      this.#socket.setTimeout(0);
      this.#write(VOID_ANSWER);
    } else {
      this.#refuse('!xsAuthentication error: bad auth token received.\n');
    }
  }

  #answered(text: string): void {
    if (this.#levels.length === 1) {
      this.#fail('an answer was received where none is expected');
      return;
    }
    this.#levels.pop()?.callback?.resolve(text);
  }

  /** Runs a command and, when it is done, those that queued up behind it. */
  #run(level: Level, first: CommandFrame): void {
    for (let frame: CommandFrame | undefined = first; frame !== undefined; frame = level.queue.shift()) {
      level.busy = true;
      const answer = runCommand(frame, this.#thread, this.#gateway);
      if (answer instanceof Promise) {
        void this.#finishLater(level, answer);
        return;
      }
      if (answer !== null && typeof answer !== 'string') {
        void this.#finishLater(level, Promise.resolve(answer));
        return;
      }
      this.#finish(answer);
      level.busy = false;
    }
  }

  async #finishLater(level: Level, pending: Promise<Answer>): Promise<void> {
    const answer = await pending;
    if (answer !== null && typeof answer !== 'string') await this.#stream(answer.bytes);
    else this.#finish(answer);
    level.busy = false;
    const next = level.queue.shift();
    if (next !== undefined && !this.#closed) this.#run(level, next);
  }

  #finish(answer: string | null): void {
    if (answer === null) return;
    if (answer.startsWith('!z')) this.#refuse(answer);
    else {
      this.#write(answer);
      stayAwake();
    }
  }

  /** Bytes as they come, no faster than the peer reads; a source that fails cuts the connection. */
  async #stream(bytes: ByteSource): Promise<void> {
    try {
      this.#write(VOID_ANSWER);
      for await (const chunk of bytes) {
        if (this.#closed) return;
        if (!this.#socket.write(chunk)) await once(this.#socket, 'drain', { signal: this.#thread.signal });
      }
    } catch {
      this.close();
    }
  }

  #fail(reason: string): void {
    this.#refuse(fatalAnswer(`py4j.Py4JException: ${reason}\n`));
  }

  /** Says why and hangs up; what the peer still sends is not read. */
  #refuse(answer: string): void {
    this.#refused = true;
    this.#write(answer);
    this.#socket.end(() => this.close());
    this.#socket.removeAllListeners('data');
    this.#socket.resume();
  }

  #write(text: string): void {
    if (!this.#closed && this.#socket.writable) this.#socket.write(text);
  }
}
