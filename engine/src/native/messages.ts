/** What a thread that wants native queries and the native thread say to each other over a port of their own. */
import type { MessagePort } from 'node:worker_threads';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';

/** In bytes. */
export interface QueryMemory {
  /** What the query is likely to need at least, should its rows have to go by way of the disk. */
  readonly needed: number;
  /** This comes to the memory that the engine has, while the query runs. */
  readonly lent: number;
}

export interface NativeRequest {
  readonly sql: string;
  readonly parameters: readonly Value[];
  /** Types of the result's columns; the query's own types must be these in DuckDB's spelling. */
  readonly types: readonly DataType[];
  readonly timeZone: string;
  readonly memory?: QueryMemory | undefined;
  /** Types of the columns of each table of ours that the query reads; rows come after, then word that these are all. */
  readonly inputs?: readonly (readonly DataType[])[];
}

export type ToNative =
  | { readonly type: 'open'; readonly query: number; readonly request: NativeRequest }
  | { readonly type: 'rows'; readonly query: number; readonly input: number; readonly batch: Batch }
  | { readonly type: 'all-rows'; readonly query: number }
  /** The reader has taken `batches` more. */
  | { readonly type: 'taken'; readonly query: number; readonly batches: number }
  | { readonly type: 'cancel'; readonly query: number };

export type FromNative =
  | { readonly type: 'batch'; readonly query: number; readonly batch: Batch }
  /** One batch of the input's rows has been taken in. */
  | { readonly type: 'taken-in'; readonly query: number }
  | { readonly type: 'end'; readonly query: number }
  | { readonly type: 'error'; readonly query: number; readonly message: string };

/** Batches sent before the reader has said that it took one. */
export const WINDOW = 8;

export interface NativeThreadData {
  readonly threads: number;
  readonly memoryLimit: number;
  readonly tempDirectory: string;
  /** So many queries run at once, if they have room; the others wait here, where they can be dropped. */
  readonly admitted: number;
}

/** From the thread's owner: end once nothing runs any more. Ending it from outside would crash the process in mid-query. */
export interface StopNative {
  readonly type: 'stop';
}

/** From the thread's owner: a port of a new client. */
export interface NewClient {
  readonly type: 'client';
  readonly port: MessagePort;
  /** What came over the port before the thread was there. */
  readonly early: readonly ToNative[];
}
