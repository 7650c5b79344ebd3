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
  type QueryMemory,
  type StopNative,
  type ToNative,
  WINDOW,
} from './messages.ts';
import { transferList } from './transfer-list.ts';

interface Entry {
  readonly port: MessagePort;
  readonly query: number;
  readonly request: NativeRequest;
  opened: NativeQuery | undefined;
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
/** Those being given their inputs' rows, and those being executed. */
const running = new Set<Entry>();
const executing = new Set<Entry>();
let memoryLimit = data.memoryLimit;
let sharing: Promise<void> = Promise.resolve();
let stopping = false;

function send(entry: Entry, message: FromNative, transfer: readonly ArrayBuffer[] = []): void {
  entry.port.postMessage(message, transfer);
}

function admit(): void {
  while (executing.size < data.admitted && !stopping) {
    const [entry] = waiting;
    if (entry === undefined || !hasRoom(entry)) return;
    waiting.shift();
    executing.add(entry);
    track(entry, runAdmitted(entry));
  }
}

async function runAdmitted(entry: Entry): Promise<void> {
  try {
    await shareMemory();
    await execute(entry);
  } finally {
    executing.delete(entry);
    await shareMemory();
  }
}

const sumOf = (of: keyof QueryMemory, entries: Iterable<Entry>): number =>
  [...entries].reduce((sum, { request }) => sum + (request.memory?.[of] ?? 0), 0);

/** Queries that need much memory run one after the other rather than fail both. */
function hasRoom(entry: Entry): boolean {
  const together = [...executing, entry];
  return executing.size === 0 || sumOf('needed', together) <= data.memoryLimit + sumOf('lent', together);
}

/** One call after the other. */
function shareMemory(): Promise<void> {
  sharing = sharing.then(setLimit);
  return sharing;
}

async function setLimit(): Promise<void> {
  const limit = data.memoryLimit + sumOf('lent', executing);
  if (limit === memoryLimit) return;
  try {
    await instance.limitMemory(limit);
    memoryLimit = limit;
  } catch {
    // Others still use what was lent; it is taken back when they end.
  }
}

/** Only then admitted: another query of ours may be what makes the rows. */
function receiveInputs(entry: Entry): void {
  track(
    entry,
    fill(entry).then(() => {
      if (!entry.cancelled) waiting.push(entry);
    }),
  );
}

function track(entry: Entry, work: Promise<void>): void {
  running.add(entry);
  work
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

/** An interrupt does not reach a query that still waits in libuv's pool, so it is said again until the query has ended. */
function cancel(entry: Entry): void {
  entry.cancelled = true;
  const again = (): void => {
    if (!running.has(entry)) return;
    entry.opened?.interrupt();
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

/** What DuckDB has begun has to end first: it cannot answer a thread that is gone, and takes the process with it. */
function exitWhenIdle(): void {
  if (running.size === 0) void instance.settled().then(() => process.exit(0));
}

const woken = (entry: Entry): Promise<void> =>
  new Promise((resolve) => {
    entry.wake = resolve;
  });

async function fill(entry: Entry): Promise<void> {
  const query = await instance.open(entry.request);
  entry.opened = query;
  let complete = false;
  try {
    while (!entry.cancelled) {
      const next = entry.rows.shift();
      if (next !== undefined) {
        await query.put(next.input, next.batch);
        send(entry, { type: 'taken-in', query: entry.query });
      } else if (entry.hasAllRows) {
        complete = true;
        return;
      } else await woken(entry);
    }
  } finally {
    if (!complete) query.close();
  }
}

async function execute(entry: Entry): Promise<void> {
  const query = entry.opened ?? (await instance.open(entry.request));
  entry.opened = query;
  try {
    if (entry.cancelled) return;
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
        opened: undefined,
        cancelled: false,
        credit: WINDOW,
        wake: undefined,
        rows: [],
        hasAllRows: (message.request.inputs ?? []).length === 0,
      };
      entries.set(message.query, entry);
      if (entry.hasAllRows) {
        waiting.push(entry);
        admit();
      } else receiveInputs(entry);
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
      if (place >= 0) {
        waiting.splice(place, 1);
        entry.opened?.close();
      }
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
