/**
 * Sockets beside the gateway, over which results go to the client and data comes from it: loopback only, one
 * connection each, with a secret, gone after a timeout when nobody connects.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import type { Batch } from '../types/vector.ts';
import { ARROW_END, type ArrowWriter } from './arrow-writer.ts';
import { BinaryWriter, framed, int32Bytes } from './binary-writer.ts';
import { ByteReader, UnexpectedEnd } from './byte-reader.ts';

/** `spark.python.authenticate.socketTimeout`, in milliseconds. */
const CONNECT_MS = 15_000;
const MAX_SECRET = 1024;

const END_OF_PARTITION = -1;
const ITERATOR_PARTITION = 1;
const ITERATOR_END = 0;
const ITERATOR_ERROR = -1;

export interface SideSocket<T> {
  readonly port: number;
  readonly secret: string;
  /** How serving ended; the gateway's `getResult()` waits for it. Never an unhandled rejection. */
  readonly result: Promise<T>;
}

export interface SideConnection {
  readonly input: ByteReader;
  /** Resolves when more may be written. */
  write(chunks: readonly Uint8Array[]): Promise<void>;
}

/** Serves one authenticated connection. */
export async function serveOnce<T>(serve: (connection: SideConnection) => Promise<T>): Promise<SideSocket<T>> {
  const secret = randomBytes(32).toString('hex');
  const outcome = Promise.withResolvers<T>();
  outcome.promise.catch(() => undefined);
  const server = createServer((socket) => {
    clearTimeout(timer);
    server.close();
    socket.on('error', () => undefined);
    handle(socket, secret, serve).then(outcome.resolve, outcome.reject);
  });
  const timer = setTimeout(() => {
    server.close();
    outcome.reject(new UnexpectedEnd('nobody connected'));
  }, CONNECT_MS).unref();
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', 1, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
  return { port, secret, result: outcome.promise };
}

async function handle<T>(
  socket: Socket,
  secret: string,
  serve: (connection: SideConnection) => Promise<T>,
): Promise<T> {
  try {
    socket.setNoDelay(true);
    const input = new ByteReader(socket);
    const length = await input.int32();
    const offered = length === secret.length ? Buffer.from(await input.read(Math.min(length, MAX_SECRET))) : undefined;
    if (offered === undefined || !timingSafeEqual(offered, Buffer.from(secret))) {
      socket.write(framed(Buffer.from('err')));
      throw new UnexpectedEnd('wrong secret');
    }
    socket.write(framed(Buffer.from('ok')));
    return await serve({ input, write: (chunks) => writeAll(socket, chunks) });
  } finally {
    socket.destroySoon();
  }
}

function writeAll(socket: Socket, chunks: readonly Uint8Array[]): Promise<void> {
  if (socket.destroyed) return Promise.reject(new UnexpectedEnd('the client has closed the connection'));
  socket.cork();
  let ready = true;
  for (const chunk of chunks) ready = socket.write(chunk);
  socket.uncork();
  if (ready) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      socket.off('drain', finish).off('close', finish);
      if (socket.destroyed) reject(new UnexpectedEnd('the client has closed the connection'));
      else resolve();
    };
    socket.on('drain', finish).on('close', finish);
  });
}

/** Everything until the end: collect, tail, runJob. Chunks carry their own framing. */
export function serveChunks(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<SideSocket<void>> {
  return serveOnce(async ({ write }) => {
    for await (const chunk of chunks) await write([chunk]);
  });
}

/** `toLocalIterator`: each partition is sent when the client asks for it; an error ends the stream and is the result. */
export function servePartitions(
  partitions: AsyncIterable<AsyncIterable<Uint8Array> | Iterable<Uint8Array>>,
): Promise<SideSocket<void>> {
  return serveOnce(async ({ input, write }) => {
    const source = partitions[Symbol.asyncIterator]();
    try {
      while ((await input.int32OrEnd()) === 1) {
        const next = await source.next();
        if (next.done === true) {
          await write([int32Bytes(ITERATOR_END)]);
          return;
        }
        await writePartition(next.value, write);
      }
    } catch (error) {
      if (!(error instanceof UnexpectedEnd)) await write([int32Bytes(ITERATOR_ERROR)]);
      throw error;
    } finally {
      await source.return?.();
    }
  });
}

/** Only once there is something to send is it said that there is: in the midst of a partition no error can be told. */
async function writePartition(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  write: SideConnection['write'],
): Promise<void> {
  let announced = false;
  for await (const chunk of chunks) {
    await write(announced ? [chunk] : [int32Bytes(ITERATOR_PARTITION), chunk]);
    announced = true;
  }
  await write([...(announced ? [] : [int32Bytes(ITERATOR_PARTITION)]), int32Bytes(END_OF_PARTITION)]);
}

/** `collectAsArrowToPython`: an Arrow stream, then in which order its batches are to be read, or what went wrong. */
export function serveArrow(
  writer: ArrowWriter,
  batches: AsyncIterable<Batch>,
  order: () => readonly number[],
): Promise<SideSocket<void>> {
  return serveOnce(async ({ write }) => {
    await write([writer.schema()]);
    try {
      for await (const batch of batches) await write(writer.batch(batch));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      await write([ARROW_END, new BinaryWriter().int32(ITERATOR_ERROR).text(text).finish()]);
      throw error;
    }
    const indices = order();
    const tail = new BinaryWriter().int32(indices.length);
    for (const index of indices) tail.int32(index);
    await write([ARROW_END, tail.finish()]);
  });
}

/** Data the client sends as `[length, bytes]*` closed by -1 (`ChunkedStream`), as one stream of bytes. */
export async function* dechunked(input: ByteReader): AsyncIterable<Uint8Array> {
  for (let length = await input.int32(); length >= 0; length = await input.int32()) yield await input.read(length);
}
