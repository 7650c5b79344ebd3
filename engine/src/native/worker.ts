/**
 * The native thread: owns the process's only DuckDB instance, one connection per query. Admits a few queries at a time,
 * because a query waiting in libuv's pool cannot be interrupted, one waiting here is simply dropped.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { assert } from '../errors/internal.ts';
import { NativeInstance, type NativeQuery } from './instance.ts';
import {
  type FromNative,
  type NativeRequest,
  type NativeThreadData,
  type NewClient,
  type ToNative,
  WINDOW,
} from './messages.ts';
import { transferList } from './transfer-list.ts';

interface Entry {
  readonly port: MessagePort;
  readonly query: number;
  readonly request: NativeRequest;
  running: NativeQuery | undefined;
  cancelled: boolean;
  credit: number;
  wake: (() => void) | undefined;
}

const data = workerData as NativeThreadData;
const instance = new NativeInstance(data);
const waiting: Entry[] = [];
let running = 0;

function send(entry: Entry, message: FromNative, transfer: readonly ArrayBuffer[] = []): void {
  entry.port.postMessage(message, transfer);
}

function admit(): void {
  while (running < data.admitted) {
    const entry = waiting.shift();
    if (entry === undefined) return;
    running += 1;
    run(entry)
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (!entry.cancelled) send(entry, { type: 'error', query: entry.query, message });
      })
      .finally(() => {
        running -= 1;
        admit();
      });
  }
}

async function run(entry: Entry): Promise<void> {
  const query = await instance.open(entry.request);
  entry.running = query;
  try {
    if (entry.cancelled) return;
    for await (const batch of query.batches()) {
      while (entry.credit <= 0 && !entry.cancelled) {
        await new Promise<void>((resolve) => {
          entry.wake = resolve;
        });
      }
      if (entry.cancelled) return;
      entry.credit -= 1;
      send(entry, { type: 'batch', query: entry.query, batch }, transferList(batch));
    }
    send(entry, { type: 'end', query: entry.query });
  } finally {
    query.close();
  }
}

function connect({ port, early }: NewClient): void {
  const entries = new Map<number, Entry>();
  const receive = (message: ToNative): void => {
    if (message.type === 'open') {
      const entry: Entry = {
        port,
        query: message.query,
        request: message.request,
        running: undefined,
        cancelled: false,
        credit: WINDOW,
        wake: undefined,
      };
      entries.set(message.query, entry);
      waiting.push(entry);
      admit();
      return;
    }
    const entry = entries.get(message.query);
    if (entry === undefined) return;
    if (message.type === 'taken') entry.credit += message.batches;
    else {
      entries.delete(message.query);
      entry.cancelled = true;
      entry.running?.interrupt();
      const place = waiting.indexOf(entry);
      if (place >= 0) waiting.splice(place, 1);
    }
    entry.wake?.();
  };
  early.forEach(receive);
  port.on('message', receive);
}

assert(parentPort !== null, 'the native engine runs in a worker thread');
parentPort.on('message', (message: NewClient) => connect(message));
