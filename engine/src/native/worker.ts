/**
 * The native thread: owns the process's only DuckDB instance, one connection per query. Admits a few queries at a time,
 * because a query waiting in libuv's pool cannot be interrupted, one waiting here is simply dropped.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { assert } from '../errors/internal.ts';
import type { Batch } from '../types/vector.ts';
import { NativeInstance, type NativeQuery } from './instance.ts';
import {
  type FromNative,
  type NativeRequest,
  type NativeThreadData,
  type NewClient,
  type StopNative,
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
  /** Rows of the query's inputs that have come. */
  readonly rows: { readonly input: number; readonly batch: Batch }[];
  hasAllRows: boolean;
}

const data = workerData as NativeThreadData;
const instance = new NativeInstance(data);
const waiting: Entry[] = [];
const running = new Set<Entry>();
let stopping = false;

function send(entry: Entry, message: FromNative, transfer: readonly ArrayBuffer[] = []): void {
  entry.port.postMessage(message, transfer);
}

function admit(): void {
  while (running.size < data.admitted && !stopping) {
    const entry = waiting.shift();
    if (entry === undefined) return;
    running.add(entry);
    run(entry)
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (!entry.cancelled) send(entry, { type: 'error', query: entry.query, message });
      })
      .finally(() => {
        running.delete(entry);
        if (stopping) exitWhenIdle();
        else admit();
      });
  }
}

/** An interrupt does not reach a query that still waits in libuv's pool, so it is said again until the query has ended. */
function cancel(entry: Entry): void {
  entry.cancelled = true;
  const again = (): void => {
    if (!running.has(entry)) return;
    entry.running?.interrupt();
    setTimeout(again, 20);
  };
  again();
}

function stop(): void {
  stopping = true;
  waiting.length = 0;
  for (const entry of running) {
    cancel(entry);
    entry.wake?.();
  }
  exitWhenIdle();
}

function exitWhenIdle(): void {
  if (running.size === 0) process.exit(0);
}

const woken = (entry: Entry): Promise<void> =>
  new Promise((resolve) => {
    entry.wake = resolve;
  });

async function run(entry: Entry): Promise<void> {
  const query = await instance.open(entry.request);
  entry.running = query;
  try {
    for (;;) {
      if (entry.cancelled) return;
      const next = entry.rows.shift();
      if (next !== undefined) {
        await query.put(next.input, next.batch);
        send(entry, { type: 'taken-in', query: entry.query });
      } else if (entry.hasAllRows) break;
      else await woken(entry);
    }
    for await (const batch of query.batches()) {
      while (entry.credit <= 0 && !entry.cancelled) {
        await woken(entry);
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
        rows: [],
        hasAllRows: (message.request.inputs ?? []).length === 0,
      };
      entries.set(message.query, entry);
      waiting.push(entry);
      admit();
      return;
    }
    const entry = entries.get(message.query);
    if (entry === undefined) return;
    if (message.type === 'taken') entry.credit += message.batches;
    else if (message.type === 'rows') entry.rows.push(message);
    else if (message.type === 'all-rows') entry.hasAllRows = true;
    else {
      entries.delete(message.query);
      cancel(entry);
      const place = waiting.indexOf(entry);
      if (place >= 0) waiting.splice(place, 1);
    }
    entry.wake?.();
  };
  early.forEach(receive);
  port.on('message', receive);
}

assert(parentPort !== null, 'the native engine runs in a worker thread');
parentPort.on('message', (message: NewClient | StopNative) => {
  if (message.type === 'stop') stop();
  else connect(message);
});
